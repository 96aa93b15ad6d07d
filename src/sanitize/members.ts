import { code, is, LF, QUOTE } from './chars.ts'
import { quotedEnd } from './extent.ts'
import { type Key, sure } from './key-strength.ts'
import { rule } from './rule-names.ts'
import type { Scan } from './scan.ts'
import { isSecretValue, looksRandom } from './values.ts'

/** No map of passwords that people write is longer. */
const mostMembers = 60

/**
 * `"passwords": {"alice": "x", "bob": "y"}`: of a map whose name is a secret's, each value that is one. Where the name is a sure
 * one every value is; else a value must look random, as `"tokens": {"provider": "…"}` has settings in it.
 *
 * @returns whether any was claimed
 */
export function claimMembers(scan: Scan, keyEnd: number, key: Key): boolean {
  const open = /^["'\]]{0,2}\s{0,3}(?:=>|:=|[:=])\s{0,3}\{\s{0,40}(?=["'])/.exec(scan.text(keyEnd, keyEnd + 60))
  if (open === null) return false
  scan.dependsOnMore()
  let at = keyEnd + open[0].length
  let any = false
  for (let members = 0; members < mostMembers; members++) {
    if (!is(scan.bytes[at], QUOTE)) return any
    const nameEnd = quotedEnd(scan, at)
    const between = /^["']\s{0,3}(?:=>|[:=])\s{0,3}/.exec(scan.text(nameEnd, nameEnd + 12))
    if (between === null) return any
    const value = nameEnd + between[0].length
    if (!is(scan.bytes[value], QUOTE)) return any
    const valueEnd = quotedEnd(scan, value)
    const text = scan.text(value + 1, valueEnd)
    const place = { quoted: true, assigned: true, moreText: false }
    if ((key.strength === sure || looksRandom(text)) && isSecretValue(text, key.strength, place)) {
      scan.claimAndLearn(value + 1, valueEnd, rule(key.kind))
      any = true
    }
    at = valueEnd + 1
    while (scan.bytes[at] === code(',') || scan.bytes[at] === 32 || scan.bytes[at] === LF || scan.bytes[at] === 9) at++
  }
  return any
}
