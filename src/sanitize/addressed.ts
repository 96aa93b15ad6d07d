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
/** `name: "Alice Smith"`, `Name="Alice Smith"`, `name=Alice Smith;` near an address of e-mail, in a record of any language. */
const named = new RegExp(
  `\\b(?:full_?|display_?|user_?|customer_?|contact_?)?name["']?\\]?\\s{0,4}(?:=>|[:=])\\s{0,8}(?:string\\(\\d{1,3}\\) )?["']?(${oneName}(?: (?:van|von|de|der|den|da|di|la|le|bin|al|el)){0,2}(?: ${oneName}){1,2})(?=["';,)\\]}\\r\\n]|\\s?<)`,
  'g',
)
/** The value before an address in a list, `'Alice Smith', 'a@b.c'`, `42,Alice Smith,a@b.c`, or what it is put in brackets behind. */
const listedBefore = new RegExp(
  `(?:^|[,;|\\t(["'] ?|by )(${oneName}(?: ${oneName}){1,2})["']?(?:[,;|\\t] ?["']?| \\()$`,
)
const listedBehind = new RegExp(`^["']?[,;|\\t] ?["']?(${oneName}(?: ${oneName}){1,2})(?=["',;|\\t\\r\\n)\\]]|$)`)
const calendarBefore = new RegExp(
  `CN="?(${oneName}(?: ${oneName}){1,2})"?(?:;[^:\\r\\n]{0,80})?:(?:mailto:|MAILTO:|Mailto:)?$`,
)
const notNames =
  /\b(?:Developers?|Teams?|Maintainers?|Support|System|Subsystem|Daemon|Services?|Server|Delivery|Notifications?|Project|Group|Lists?|Admins?|Packages?|Linux|Security|Bot|Actions|Automation|Reply|Root|User|Postmaster|Mailer|Owner|From|To|Cc|Author|Rights|Reserved|Copyright|All)\b/

/** The name of whom an address of e-mail belongs to, where it stands beside it. */
export function namesBeside(scan: Scan, start: number, end: number): void {
  const before = scan.text(start - 130, start)
  const behind = scan.text(end, end + 130)
  const last = scan.bytes[start - 1]
  // The name may stand in the line above or below.
  if (/[:=>,]\s{0,8}(?:string\(\d{1,3}\) )?["']?$/.test(before)) scan.dependsOnMore()
  const first = last === code('<') || last === code(':') ? namesBefore.exec(before) : null
  const found = first ?? calendarBefore.exec(before) ?? listedBefore.exec(before)
  if (found !== null) {
    claimName(scan, start - before.length + found.index + found[0].indexOf(found[1]!), found[1]!)
    return
  }
  const next = listedBehind.exec(behind)
  if (next !== null) claimName(scan, end + next[0].lastIndexOf(next[1]!), next[1]!)
  if (!/name/i.test(before) && !/name/i.test(behind)) return
  scan.dependsOnMore()
  // A text of nothing but addresses and names is no record.
  scan.spend(900)
  // What a record says of others begins another record.
  const record = before.slice(
    Math.max(before.lastIndexOf('{'), before.lastIndexOf('\n\n'), before.lastIndexOf('(')) + 1,
  )
  for (const match of record.matchAll(named))
    claimName(scan, start - record.length + match.index + match[0].lastIndexOf(match[1]!), match[1]!)
  const rest = /^[^{}()]*/.exec(behind)![0]
  for (const match of rest.matchAll(named))
    claimName(scan, end + match.index + match[0].lastIndexOf(match[1]!), match[1]!)
}

/** `"Alice Smith" <+49 30 1234567>` */
export function nameOfCaller(scan: Scan, start: number): void {
  if (scan.bytes[start - 1] !== code('<')) return
  const before = scan.text(start - 130, start)
  const found = namesBefore.exec(before)
  if (found !== null) claimName(scan, start - before.length + found.index + found[0].indexOf(found[1]!), found[1]!)
}

function claimName(scan: Scan, at: number, written: string): void {
  // The quote behind it is not the name's.
  const name = written.replace(/['.]+$/, '')
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
