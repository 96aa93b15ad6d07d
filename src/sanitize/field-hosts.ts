import { claimHost } from './hosts.ts'
import { certainEndings, packageRoots, privateEndings, shortEndings, wordEndings } from './rules/top-level.ts'
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
  // `CN=R3` signs certificates.
  if (host.length < 4 && /^(?:cn|commonname)$/i.test(name)) return false
  if (
    /^(?:host|hostname|fqdn|computername|computer|machine|machinename|nodename|workstation|dnsname|servername)$/i.test(
      name.replace(/[-_]/g, ''),
    )
  ) {
    return certain ? host.length >= 3 : /[\d.-]/.test(host) || host.length >= 5
  }
  return (
    /[\d.-]/.test(host) &&
    /[a-z]/i.test(host) &&
    !/^v?\d+(?:\.\d+)*\w?$|^[0-9a-f-]{20,}$|^[0-9a-f]{8,}$/i.test(host) &&
    !/\.(?:java|js|ts|py|go|rb|log|json|conf|yaml|yml|xml|service)$/.test(host)
  )
}

const endings = [certainEndings, privateEndings, wordEndings, shortEndings]

/** A name that begins with what others end with, and does not end so. */
function isPackage(host: string): boolean {
  const labels = host.toLowerCase().split('.')
  const last = labels.at(-1)!
  return labels.length > 2 && packageRoots.has(labels[0]!) && !endings.some((list) => list.has(last))
}
