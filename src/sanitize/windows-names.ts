import { ALNUM, code, is } from './chars.ts'
import { claimHost } from './hosts.ts'
import { rule } from './rule-names.ts'
import type { Anchor, Scan } from './scan.ts'
import { claimSureUser, userSet } from './users.ts'

export function windowsNameAnchors(): Anchor[] {
  return [{ literal: '\\', handler: domainUser, data: 0, local: true }]
}

/** `\\\\files-3\\share`: the machine of a share, with each backslash twice where the text is quoted. */
function sharePath(scan: Scan, start: number): void {
  if (scan.bytes[start - 1] === code('\\') || is(scan.bytes[start - 1], ALNUM)) return
  const match = /^(?:\\{4}([A-Za-z][\w-]{2,40})\\\\|\\\\([A-Za-z][\w-]{2,40})\\)(?=[\w$])/.exec(
    scan.text(start, start + 60),
  )
  const name = match?.[1] ?? match?.[2]
  if (
    name === undefined ||
    /^(?:users|localhost|wsl|server|share|host|hostname|computer|computername|machine|name|path)$/i.test(name)
  )
    return
  scan.depends()
  const from = start + match![0].indexOf(name)
  claimHost(scan, from, from + name.length, 'placed')
}

/** `CORP\alice`: a domain in capitals (or one with a dot) and a name. */
function domainUser(scan: Scan, start: number, end: number): void {
  const { bytes } = scan
  if (bytes[end] === code('\\')) sharePath(scan, start)
  if (!is(bytes[start - 1], ALNUM)) return
  // Within a text in quotes each backslash stands twice, and again within another.
  let from = end
  while (bytes[from] === code('\\') && from - end < 3) from++
  if (!is(bytes[from], ALNUM)) return
  let domain = start
  while (
    domain > 0 &&
    start - domain < 32 &&
    (is(bytes[domain - 1], ALNUM) || bytes[domain - 1] === code('-') || bytes[domain - 1] === code('.'))
  )
    domain--
  const before = bytes[domain - 1]
  if (
    before === code('\\') ||
    before === code('/') ||
    (before === code(':') && !/\/u(?:ser)?:$/i.test(scan.text(domain - 6, domain))) ||
    before === code('_') ||
    before === code('%')
  )
    return
  const realm = scan.text(domain, start)
  const isRealm =
    /^[A-Z][A-Z0-9-]{1,14}$/.test(realm) ||
    /^[A-Z][A-Za-z0-9-]*\.[A-Za-z.]{2,24}$/.test(realm) ||
    (/^[A-Za-z][A-Za-z0-9-]{1,24}(?:\.[A-Za-z0-9-]{1,24}){0,4}$/.test(realm) &&
      givesUser.test(scan.text(scan.lineStart(domain, 36), domain)))
  if (
    !isRealm ||
    /^(?:HK[A-Z]{2,3}|HKEY|REGISTRY|SYSTEM|SOFTWARE|NT|BUILTIN|MACHINE|CONTROL|SAM|UTF|ASCII|JSON|SQL|URL|HTTP)$/.test(
      realm,
    )
  )
    return
  scan.depends()
  const to = scan.runOf(userSet, from, 64)
  if (bytes[to] === code('\\') || bytes[to] === code('/') || to - from < 2 || is(bytes[domain - 1], ALNUM)) return
  if (
    /^[nrtu]$/.test(scan.text(from, to)) ||
    /\.(?:exe|dll|sys|txt|log|ini|bat|cmd|ps1|xml|json|config)$/i.test(scan.text(from, to))
  )
    return
  if (claimSureUser(scan, from, to) && !/^(?:WORKGROUP|DOMAIN|LOCAL)$/.test(realm))
    scan.claim(domain, start, rule('host', 'host'), realm.toLowerCase())
}

/** What a user with a domain in small letters stands behind: a word for users and a sign, or a sentence about one. */
const givesUser =
  /(?:\b(?:user|username|account|login|logon|logged (?:in|on) as|owner|identity|principal|member|runas|run as|running as|impersonat\w{2,6}|auth(?:enticated)?(?: as)?|credentials?|cs-username|remote_user|(?:log[io]n|logon|password|access|failed|session|account|ticket|opened|closed|granted|denied|created|issued) for)["'\\]{0,4}(?: ?[=:>(] ?| )|[-/](?:u|user|ru):)["'\\[(<]{0,3}(?:user )?$/i
