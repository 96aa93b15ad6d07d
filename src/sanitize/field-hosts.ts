import { claimHost } from './hosts.ts'
import { notPeers } from './rules/spoken-words.ts'
import { certainEndings, packageRoots, privateEndings, shortEndings, wordEndings } from './rules/top-level.ts'
import { systemUsers } from './rules/users.ts'
import type { Scan } from './scan.ts'

/** A host, perhaps with a port, or several; addresses are found by their own rules. */
export function claimHostValue(scan: Scan, start: number, end: number, name: string, certain: boolean): void {
  let from = start
  const text = scan.text(start, end)
  if (text.includes('://') || text.includes('/') || text.includes('@')) return
  for (const part of text.split(',')) {
    const host = /^\s*([A-Za-z0-9\x80-\xff](?:[A-Za-z0-9._\x80-\xff-]{0,250}[A-Za-z0-9])?)(?::\d{1,5})?\.?\s*$/.exec(
      part,
    )
    if (host !== null && !/^\d+(?:\.\d+)*$/.test(host[1]!) && isTelling(host[1]!, name, certain)) {
      const offset = from + part.indexOf(host[1]!)
      // `ip-10-1-2-3` is an address by its own rule.
      if (!/\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}/.test(host[1]!)) claimHost(scan, offset, offset + host[1]!.length, 'placed')
    }
    from += part.length + 1
  }
}

/** `host=db` and `server=web` tell nothing; `node: worker-3` and `hostname: gandalf` do. */
function isTelling(host: string, name: string, certain: boolean): boolean {
  // `Domain=com.acme.security.error`, as Apple's systems name their errors.
  if (isPackage(host)) return false
  const low = host.toLowerCase()
  if (notPeers.has(low) || commonServices.has(low)) return false
  // `CN=R3` signs certificates.
  if (host.length < 4 && /^(?:cn|commonname)$/i.test(name)) return false
  // `Account Domain: NORDWIND`, `LOGONSERVER=\\\\DC03`: Windows' own are known.
  if (/(?:domain(?:name)?|server|netbios[-_ ]?name|workgroup|workstation)$/i.test(name) && isNetBios(host)) return true
  if (
    /^(?:host|hostname|fqdn|computername|computer|machine|machinename|nodename|workstation|dnsname|servername)$/i.test(
      name.replace(/[-_]/g, ''),
    )
  ) {
    return certain ? host.length >= 3 : /[\d.-]/.test(host) || host.length >= 5
  }
  // `agent_hostname: tarvos`; `DB_HOST=postgres` tells nothing.
  if (
    certain &&
    /[_.-](?:hostname|host|fqdn)$|[a-z](?:Host[nN]ame|Host)$/.test(name) &&
    /^[A-Za-z]{5,}(?:_[A-Za-z]{2,})*$/.test(host)
  )
    return !systemUsers.has(low)
  return (
    /[\d.-]/.test(host) &&
    /[a-z]/i.test(host) &&
    host.length >= 4 &&
    // `t3.micro` is a size.
    !/^[a-z]{1,3}\d{1,2}[a-z]{0,3}\.(?:nano|micro|small|medium|large|\d{0,2}xlarge|metal)$/i.test(host) &&
    !/^v?\d+(?:\.\d+)*\w?$|^[0-9a-f-]{20,}$|^[0-9a-f]{8,}$/i.test(host) &&
    !/\.(?:java|js|ts|py|go|rb|log|json|conf|yaml|yml|xml|service)$/.test(host)
  )
}

/** What people call the machines of a composition after what runs there. */
const commonServices = new Set(
  'smtp mailer imap ldap search minio keycloak kratos hydra traefik influxdb clickhouse cassandra neo4j couchdb temporal localstack mailhog mailpit wordpress drupal storage registry metrics tracing jaeger tempo graphql worker scheduler celery example change_me your_host my_host'.split(
    ' ',
  ),
)

const endings = [certainEndings, privateEndings, wordEndings, shortEndings]

/** A name that begins with what others end with, and does not end so. */
function isPackage(host: string): boolean {
  const labels = host.toLowerCase().split('.')
  const last = labels.at(-1)!
  return labels.length > 2 && packageRoots.has(labels[0]!) && !endings.some((list) => list.has(last))
}

const isNetBios = (host: string) =>
  /^[A-Z][A-Z\d-]{2,14}$/.test(host) &&
  !/^(?:WORKGROUP|BUILTIN|LOCAL|LOCALHOST|MSHOME|DOMAIN|SYSTEM|NULL|NONE|TRUE|FALSE|HTTPS?|TCP|UDP|GET|POST|MASTER|SLAVE|STANDBY|ACTIVE|UNKNOWN|DEFAULT|NT|ANY|ALL|ERROR|INFO|WARN)$/.test(
    host,
  )
