import { byteSet, code } from './chars.ts'
import { isPseudonym } from './hosts.ts'
import { isFullName, userPlaces } from './known-names.ts'
import { rule } from './rule-names.ts'
import { systemUsers } from './rules/users.ts'
import type { Scan } from './scan.ts'

export const userRule = rule('user', 'user')
const personRule = rule('person', 'person')
export const userSet = byteSet('A-Za-z0-9_.@$+-')
for (let byte = 0x80; byte < 256; byte++) userSet[byte] = 1

/**
 * Claims a user name, unless it is one that every machine has. Says whether it did.
 *
 * @param kept the names that say nothing in this place
 */
export function claimUser(scan: Scan, start: number, end: number, kept: ReadonlySet<string> = systemUsers): boolean {
  let to = end
  while (
    to > start &&
    (scan.bytes[to - 1] === code('.') || scan.bytes[to - 1] === code('-') || scan.bytes[to - 1] === code('@'))
  )
    to--
  const written = scan.text(start, to)
  const name = written.toLowerCase()
  if (name.length < 2 || /^[\d.$_-]+$/.test(name) || kept.has(name.replace(/\$$/, '')) || isPseudonym(name))
    return false
  // The kind of a message in RFC 5424: `su - ID47 - …`.
  if (/^ID\d+$/.test(written)) return false
  // A variable, a template.
  if (/^(?:[$%][\w{(]|<|\{\{)/.test(name)) return false
  // `Owner: com.apple.iokit.IO80211Family`: a package.
  if (/^(?:com|org|net|io|edu|java|android)\.[a-z][\w-]*\.\w/.test(name)) return false
  if (/^[*x.#_<>[\](){}%$-]+$/.test(name) || /^(?:redacted|null|none|undefined|unknown|true|false)$/.test(name))
    return false
  // `owner: Maria Lopez` is the person that other fields call so.
  if (isFullName(written)) {
    scan.claim(start, to, personRule, name)
    scan.learnName(written, personRule)
    return true
  }
  scan.claim(start, to, userRule, name === written ? undefined : name)
  if (userPlaces(written) === 'anywhere') scan.learnName(written, userRule)
  return true
}

/** The same where only a user's name can stand: a plain word is known again, too. Not behind `user` in a sentence. */
export function claimSureUser(scan: Scan, start: number, end: number, kept?: ReadonlySet<string>): boolean {
  if (!claimUser(scan, start, end, kept)) return false
  const { end: to, rule: by } = scan.spans.at(-1)!
  const name = scan.text(start, to)
  if (by === userRule && userPlaces(name) === 'placed') scan.learnName(name, userRule)
  return true
}

/** Claims what somebody gave as their name when they tried to log in, whatever it is. Only root stays, whom every machine has. */
export function claimAttempt(scan: Scan, start: number, end: number): void {
  const name = scan.text(start, end).toLowerCase()
  scan.dependsOn(start, end)
  if (name === 'root' || name.startsWith('[redacted:') || isPseudonym(name)) return
  scan.claim(start, end, userRule, name)
}
