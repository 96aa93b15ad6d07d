import { ALNUM, code, is, LF, QUOTE } from './chars.ts'
import { backslashesBefore, bareEnd, quotedEnd } from './extent.ts'
import type { Scan } from './scan.ts'

/**
 * Claims the other half of a pair, when it is what the name says.
 *
 * @param isText it stands in a text for people, where a plain word beside a name says something about it
 */
export type ClaimPaired = (start: number, end: number, quoted: boolean, isText: boolean) => void

/** How far a pair's other half may be. */
const apart = 240

/**
 * A key that is itself a value: `{"name":"DB_PASSWORD","value":"…"}` in either order, YAML and XML pairs,
 * `<add key="Password" value="…"/>`, `<name>password</name><value>…</value>`, plist's `<key>` and `<string>`.
 */
export function pairedValues(scan: Scan, keyStart: number, keyEnd: number, claim: ClaimPaired): void {
  const ahead = aheadOf(scan, keyEnd)
  const forward = valueAhead(ahead)
  scan.spend(ahead.length)
  if (forward >= 0) {
    claimValue(scan, keyEnd + forward, claim, false)
    return
  }
  const cell = cellAhead.exec(ahead)
  if (cell !== null) {
    claimValue(scan, keyEnd + cell[0].length, claim, true)
    return
  }
  if (!isNamed.test(scan.text(keyStart - longestNaming, keyStart))) return
  scan.dependsOnMore()
  const behind = scan.text(keyStart - apart, keyStart)
  scan.spend(behind.length)
  const backward = valueBehind(behind)
  if (backward >= 0) claimValue(scan, keyStart - behind.length + backward, claim, false)
}

const names = '\\w{0,20}(?:value|Value|VALUE)|val|secret|content|data|string|defaultValue|default|plaintext|answer'

const pairAhead = new RegExp(
  `^\\\\{0,8}["']?(?:\\s{0,4},)?[^{}<>]{0,120}?[\\s,"'](?:${names})\\\\{0,8}["']? {0,3}(?:=|:) {0,3}(?:\\{ ?\\\\{0,8}["'](?:stringValue|string_value|S)\\\\{0,8}["'] ?: ?)?`,
)
/** A quick question before the slow one: each of the names has one of these. */
const mayHoldName = (text: string) => parts.some((part) => text.includes(part))
const parts = ['alue', 'ALUE', 'val', 'secret', 'content', 'data', 'string', 'ault', 'plaintext', 'answer']
const pairBehind = new RegExp(`[\\s{,"'](?:${names})\\\\{0,8}["']? {0,3}[:=] {0,3}`)

/** `<td>password</td><td>x</td>`: the element behind the key's own. */
const cellAhead =
  /^["'\x60:*]{0,3}\s{0,8}(?:<\/\w{1,10}>\s{0,40}){1,3}(?:<(?:td|dd|span|div|code|p|b|em|i|strong|pre|samp|kbd)(?: [^<>]{0,80})?>\s{0,20}){1,3}(?=[^<\s])/

/** A name that stands as a value. */
const isNamed = /(?:name|key|Name|Key|id|field|variable)\\{0,8}["']? {0,3}[:=] {0,3}\\{0,8}["']?$/
const longestNaming = 40

/** What the value may stand in. The rest of a sentence has no pair in the next line. */
function aheadOf(scan: Scan, keyEnd: number): string {
  const text = scan.text(keyEnd, keyEnd + apart)
  const bounds = /[{}<>\n]/.exec(text)
  if (bounds !== null && bounds[0] !== '\n') {
    if (bounds[0] === '<' || bounds[0] === '>') scan.dependsOnMore()
    return text
  }
  const rest = text.slice(0, bounds?.index)
  if (rest.trim() !== '' && !/[:=,"'\\\x60]/.test(rest)) return rest
  scan.dependsOnMore()
  return text
}

/** The offset behind which the value stands; never across the end of the object or tag. */
function valueAhead(text: string): number {
  const markup =
    /^["']?\s{0,4}\/?>?\s{0,20}(?:<\/[\w:-]{1,40}>)?\s{0,40}<(?:\w{1,10}:)?(?:value|string|val|data|defaultValue|Value|AttributeValue)(?: [^<>]{0,80})?>\s{0,20}(?:<(?:string|i4|int|base64)>)?/.exec(
      text,
    )
  if (markup !== null) return markup[0].length
  const sibling = /^["']\s{0,4}\/?>\s{0,20}<(?:value|val|string)\s{0,3}=\s{0,3}(?=["'])/.exec(text)
  if (sibling !== null) return sibling[0].length
  const entry = /^["'] {0,3}>\s{0,20}(?=[^<\s])/.exec(text)
  if (entry !== null) return entry[0].length
  const pair = mayHoldName(text) ? pairAhead.exec(text) : null
  return pair === null ? -1 : pair[0].length
}

/** The same for a value that stands before its name, which stands as a value itself. */
function valueBehind(text: string): number {
  const open = Math.max(
    text.lastIndexOf('{'),
    text.lastIndexOf('<'),
    text.lastIndexOf('\n- '),
    text.lastIndexOf('  - '),
  )
  const piece = text.slice(Math.max(0, open))
  const pair = pairBehind.exec(piece)
  return pair === null ? -1 : text.length - piece.length + pair.index + pair[0].length
}

function claimValue(scan: Scan, start: number, claim: ClaimPaired, isText: boolean): void {
  const { bytes } = scan
  let at = start
  while (bytes[at] === code('\\')) at++
  if (is(bytes[at], QUOTE)) {
    claim(at + 1, quotedEnd(scan, at, backslashesBefore(scan, at)), true, isText)
    return
  }
  if (bytes[at] === LF || bytes[at] === undefined || !(is(bytes[at], ALNUM) || bytes[at]! > 32)) return
  claim(at, bareEnd(scan, at, false), false, isText)
}
