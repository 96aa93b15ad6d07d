import { byteSet, code } from './chars.ts'
import { isPseudonym } from './hosts.ts'
import { rule } from './rule-names.ts'
import { systemUsers } from './rules/users.ts'
import type { Scan } from './scan.ts'

export const userRule = rule('user', 'user')
export const userSet = byteSet('A-Za-z0-9_.@$+-')
for (let byte = 0x80; byte < 256; byte++) userSet[byte] = 1

/** Claims a user name, unless it is one that every machine has. Says whether it did. */
export function claimUser(scan: Scan, start: number, end: number): boolean {
  let to = end
  while (
    to > start &&
    (scan.bytes[to - 1] === code('.') || scan.bytes[to - 1] === code('-') || scan.bytes[to - 1] === code('@'))
  )
    to--
  const written = scan.text(start, to)
  const name = written.toLowerCase()
  if (name.length < 2 || /^[\d.$_-]+$/.test(name) || systemUsers.has(name.replace(/\$$/, '')) || isPseudonym(name))
    return false
  if (/^[*x.#_<>[\](){}%$-]+$/.test(name) || /^(?:redacted|null|none|undefined|unknown|true|false)$/.test(name))
    return false
  scan.claim(start, to, userRule, name === written ? undefined : name)
  return true
}
