import { code } from './chars.ts'
import { claimHost } from './hosts.ts'
import { rule } from './rule-names.ts'
import type { Scan } from './scan.ts'
import { claimUser } from './users.ts'

const personRule = rule('person', 'person')

const oneName = "[A-Z\\x80-\\xff][\\w.'\\x80-\\xff-]{0,30}"
const namesBefore = new RegExp(
  `(?:^|[\\s"'\\x60(,:;>])(${oneName}(?: (?:van|von|de|der|den|da|di|la|le|bin|al|el)){0,2}(?: ${oneName}){1,3})["']? ?<(?:sips?:|mailto:)?$`,
)
const namedBefore =
  /["']?\b(?:name|fullName|displayName|full_name)["']?\s?[:=]\s?["']([^"'\r\n]{3,60})["'],\s{0,40}["']?e-?mail(?:Address)?["']?\s?[:=]\s?["']$/
const namedBehind = /^",\s{0,40}"(?:name|fullName|displayName|full_name)"\s?:\s?"([^"\r\n]{3,60})"/
const notNames =
  /\b(?:Developers?|Teams?|Maintainers?|Support|System|Subsystem|Daemon|Services?|Server|Delivery|Notifications?|Project|Group|Lists?|Admins?|Packages?|Linux|Security|Bot|Actions|Automation|Reply|Root|User|Postmaster|Mailer|Owner|From|To|Cc|Author)\b/

/** The name of whom an address belongs to: `Alice Smith <…>`, `"name":"Alice Smith","email":"…"` in either order. */
export function namesBeside(scan: Scan, start: number, end: number): void {
  const before = scan.text(start - 130, start)
  // The name may stand in the line above or below.
  if (/["'\w]\s?[:=]\s?["']$/.test(before)) scan.dependsOnMore()
  const angled =
    scan.bytes[start - 1] === code('<') || scan.bytes[start - 1] === code(':') ? namesBefore.exec(before) : null
  const named = angled ?? namedBefore.exec(before)
  if (named !== null) {
    claimName(scan, start - before.length + named.index + named[0].indexOf(named[1]!), named[1]!)
    return
  }
  const behind = namedBehind.exec(scan.text(end, end + 130))
  if (behind !== null) claimName(scan, end + behind[0].lastIndexOf(behind[1]!), behind[1]!)
}

function claimName(scan: Scan, at: number, name: string): void {
  if (!/\s/.test(name) || /[\d<>@/]/.test(name) || notNames.test(name) || scan.isClaimed(at)) return
  scan.claim(at, at + name.length, personRule, name.toLowerCase())
}

/** `'alice'@'web.corp'`, as MySQL writes an account. */
export function quotedPair(scan: Scan, start: number, end: number): void {
  const user = /'([\w.$-]{1,40})'$/.exec(scan.text(start - 43, start))?.[1]
  const host = /^'([A-Za-z][\w.-]{1,100})'/.exec(scan.text(end, end + 104))?.[1]
  if (user !== undefined) claimUser(scan, start - 1 - user.length, start - 1)
  if (host !== undefined) claimHost(scan, end + 1, end + 1 + host.length, 'placed')
}
