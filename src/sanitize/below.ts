import { CR, code, is, LF, QUOTE } from './chars.ts'
import { type Connection, plain } from './connection.ts'
import { type Key, likely, sure } from './key-strength.ts'
import { rule } from './rule-names.ts'
import type { Scan } from './scan.ts'
import { isSecretValue, looksRandom } from './values.ts'

/** `<password>value</password>`, `<key>password</key><string>value</string>`: the text before the next `<`. */
export function fromMarkup(scan: Scan, start: number): Connection | undefined {
  // `mongodb://<user>:<password>@host`: what is to be filled in, within something that goes on.
  if (scan.bytes[start] === code('@')) return undefined
  let i = start
  while (
    i < start + 40 &&
    (scan.bytes[i] === 32 || scan.bytes[i] === LF || scan.bytes[i] === CR || scan.bytes[i] === 9)
  )
    i++
  // Behind a line break only an element's own text counts: it is closed on its line.
  const isBelow = scan.bytes.subarray(start, i).includes(LF)
  if (
    isBelow &&
    !scan.text(i, scan.lineEnd(i, 300)).includes('</') &&
    !/^\s*<\//.test(scan.text(scan.lineEnd(i, 300), scan.lineEnd(i, 300) + 60))
  )
    return undefined
  if (scan.isAt(i, '<![CDATA[')) i += 9
  // `"< password >";` is no element.
  if (is(scan.bytes[i], QUOTE) && /^.(?:[;,)\]}]|\s*$)/m.test(scan.text(i, i + 12))) return undefined
  if (scan.bytes[i] === code('<') || scan.bytes[i] === undefined) return undefined
  if (scan.isAt(start - 5, '<key>') && isPropertyName.test(scan.text(i, i + 160))) return undefined
  return { ...plain(i), how: 'markup' }
}

/** The name of a property in a list of Apple's; its value is the next element. */
const isPropertyName = /^[^<>\r\n]{1,100}<\/key>\s{0,40}<(?:string|integer|real|true|false|array|dict|date|data)\b/

/** `key:` or `key: |` with the value in the lines below. */
export function belowKey(scan: Scan, keyStart: number, lineEnd: number): Connection | undefined {
  const { bytes } = scan
  const header = scan.text(Math.max(0, lineEnd - 8), lineEnd)
  const lineStart = scan.lineStart(keyStart)
  const before = scan.text(lineStart, keyStart)
  if (!/^[\s\-"']*$/.test(before)) return undefined
  const indent = before.search(/\S|$/)
  let next = lineEnd
  if (bytes[next] === CR) next++
  if (bytes[next] === LF) next++
  const end = scan.lineEnd(next)
  const line = scan.text(next, end)
  if (line.search(/\S/) <= indent) return undefined
  const isBlock = /[|>][+-]?\d?\s*$/.test(header)
  if (!isBlock && (/[:{}[\]]\s|:$|^\s*-\s/.test(line) || line.trim().includes(' '))) return undefined
  return { ...plain(next), block: true, indent }
}

/**
 * `secrets:` or `Recovery codes:` with items below, as YAML and people write lists: every deeper item that looks random, or
 * that has a code's groups.
 *
 * @returns whether any was claimed
 */
export function claimBelow(scan: Scan, keyStart: number, keyEnd: number, key: Key): boolean {
  const head = (
    key.kind === 'code' ? /^["']?(?: \([^)\r\n]{0,60}\))?:?[ \t]{0,8}\r?\n/ : /^["']?:[ \t]{0,8}\r?\n/
  ).exec(scan.text(keyEnd, keyEnd + 80))
  if (head === null) return false
  scan.dependsOnMore()
  const indent = scan.text(scan.lineStart(keyStart, 200), keyStart).search(/\S|$/)
  const isCode = key.kind === 'code'
  let at = keyEnd + head[0].length
  let any = false
  for (let lines = 0; lines < 60; lines++) {
    const end = scan.lineEnd(at, 1000)
    const line = scan.text(at, end)
    const isDeeper = line.search(/\S/) > indent || /^\s*- /.test(line)
    const item = /^\s{0,60}(?:(?:[-*]|\d{1,2}[.)]) {1,4})?(?:[\w.-]{1,60}: {1,4})?(["']?)(\S{5,300})\1\s*$/.exec(line)
    if ((!isDeeper && !isCode) || (line.trim() !== '' && item === null && !/^\s*(?:- )?[\w."'-]{1,60}:\s*$/.test(line)))
      break
    const value = item?.[2]
    const isItem = /^\s*[-*] {1,4}["']?\S+\s*$/.test(line)
    if (value !== undefined && (isCode ? isCodeGroup(value) : isListed(value, key.strength, isItem))) {
      const from = at + line.lastIndexOf(value)
      scan.claimAndLearn(from, from + value.length, rule(key.kind))
      any = true
    } else if (isCode && line.trim() !== '') break
    at = scan.nextLine(end)
    if (at >= scan.end) break
  }
  return any
}

/**
 * `[credentials]` of a file of settings: each value below that has a digit or a capital among its letters, up to the next section.
 *
 * @returns whether any was claimed
 */
export function claimSection(scan: Scan, keyStart: number, keyEnd: number, key: Key): boolean {
  if (scan.bytes[keyStart - 1] !== code('[') || key.strength < likely) return false
  const head = /^\][ \t]{0,8}\r?\n/.exec(scan.text(keyEnd, keyEnd + 12))
  if (head === null || !/^[ \t]*\[$/.test(scan.text(scan.lineStart(keyStart, 40), keyStart))) return false
  scan.dependsOnMore()
  let at = keyEnd + head[0].length
  let any = false
  for (let lines = 0; lines < 40 && at < scan.end; lines++) {
    const end = scan.lineEnd(at, 1000)
    const entry = setting.exec(scan.text(at, end))
    if (entry === null) break
    const value = entry[3]!
    const isSecret = looksRandom(value) || (isNoName(value) && !isSetting.test(entry[1]!))
    if (isSecret && isSecretValue(value, key.strength, { quoted: true, assigned: true, moreText: false })) {
      const from = at + entry[0].lastIndexOf(value)
      scan.claimAndLearn(from, from + value.length, rule(key.kind))
      any = true
    }
    at = scan.nextLine(end)
  }
  return any
}
const setting = /^[ \t]{0,8}([\w.@-]{1,60})[ \t]{0,8}[=:][ \t]{0,8}(["']?)(\S{6,200})\2[ \t]*$/
const isSetting =
  /(?:user|host|type|url|uri|name|file|path|dir|port|id|mode|realm|scope|issuer|region|provider|method|version)$/i

/**
 * `# Signing secret` above `VALUE_15 = "…"`: a remark that ends with what the next line holds, which must look random.
 *
 * @returns whether it was claimed
 */
export function claimRemarked(scan: Scan, keyStart: number, keyEnd: number, key: Key): boolean {
  if (key.strength < likely || (scan.bytes[keyEnd] !== LF && scan.bytes[keyEnd] !== CR)) return false
  if (!/^[ \t]{0,40}(?:#{1,6}|\/\/|--|;|\*|\/\*)[ \t]/.test(scan.text(scan.lineStart(keyStart, 160), keyStart)))
    return false
  scan.dependsOnMore()
  const next =
    /^\r?\n[ \t]{0,40}(?:(?:const|let|var|val|export|final|static|private|public|string|String) ){0,4}[\w.$-]{1,60}["']?[ \t]{0,4}(?::=|=>|[=:])[ \t]{0,4}["']([^"'\s]{16,200})["']/.exec(
      scan.text(keyEnd, keyEnd + 360),
    )
  if (next === null || !looksRandom(next[1]!)) return false
  const from = keyEnd + next[0].length - 1 - next[1]!.length
  scan.claimAndLearn(from, from + next[1]!.length, rule(key.kind))
  return true
}

const isCodeGroup = (value: string) => /^[a-z0-9]{4,40}(?:-[a-z0-9]{4,12}){0,5}$/i.test(value) && /\d/.test(value)

/** In a list of secrets there are names of secrets too (`secrets: [db-password]`). */
const isListed = (value: string, strength: number, isItem: boolean) =>
  (looksRandom(value) || (isItem && strength === sure && isNoName(value))) &&
  isSecretValue(value, strength, { quoted: true, assigned: true, moreText: false })

/** `db-password`, `tls.crt` and `id` are names; what has a digit or a capital among its letters is none. */
const isNoName = (value: string) => /[a-z]/.test(value) && /[\dA-Z]/.test(value) && !/^\w+(?:[-./:=]\w*)+$/.test(value)
