import { ALNUM, byteSet, CR, code, is, LF, QUOTE } from './chars.ts'
import { quotedEnd } from './extent.ts'
import { latin1 } from './latin1.ts'
import type { Scan } from './scan.ts'
import { isPlaceholder, looksRandom } from './values.ts'

const partSet = byteSet('A-Za-z0-9+/=_.~-')

/**
 * Where a value that a line break cut in two goes on: behind white space, a continuation mark, quotes that close and open again,
 * or the words that a log puts before each line.
 *
 * @param at the byte behind the first part
 * @returns the first byte of the second part
 */
export function goesOnAt(scan: Scan, at: number): number | undefined {
  const { bytes } = scan
  let i = at
  const near = is(bytes[at], QUOTE) ? scan.text(at, at + 12) : ''
  if (near.includes('\n')) scan.dependsOnMore()
  const inline = /^["'`]\s{0,4}[+.&]\s{0,4}["'`]/.exec(near)
  if (inline !== null) return at + inline[0].length
  // `\`, `=`, `" +`, `' \`, `" .`, `" &`
  for (let marks = 0; marks < 6; marks++) {
    const byte = bytes[i]
    if (byte === LF || byte === CR) break
    if (
      byte === 32 ||
      byte === 9 ||
      byte === code('\\') ||
      byte === code('+') ||
      byte === code('.') ||
      byte === code('&') ||
      byte === code('=') ||
      byte === code(',') ||
      is(byte, QUOTE)
    )
      i++
    else return undefined
  }
  // Up to here the line has said it all.
  if (bytes[i] === LF || bytes[i] === CR) scan.dependsOnMore()
  if (bytes[i] === CR) i++
  if (bytes[i] !== LF) return undefined
  const marked = i > at + 1
  i++
  const next = i
  const lineEnd = scan.lineEnd(next, 400)
  const previous = scan.text(scan.lineStart(at, 200), at)
  i = behindPrefix(scan, next, lineEnd, previous)
  while (
    i < lineEnd &&
    (bytes[i] === 32 ||
      bytes[i] === 9 ||
      ((marked || i > next) && (is(bytes[i], QUOTE) || bytes[i] === code('+') || bytes[i] === code('.'))))
  )
    i++
  if (marked && bytes[i] === code('.')) i++
  return i < lineEnd && is(bytes[i], ALNUM | 16) ? i : undefined
}

/** Skips what both lines begin with, up to the last blank: time, host, program; a container's mark; a difference's sign. */
function behindPrefix(scan: Scan, start: number, end: number, previous: string): number {
  const line = scan.text(start, Math.min(end, start + previous.length))
  // The mark tells a part of a line from the last part of it.
  const container = /^\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d\d:\d\d) std(?:out|err) [PF] /.exec(
    scan.text(start, start + 60),
  )
  if (container !== null) return start + container[0].length
  if (/^[+>|#-]/.test(line) && line[0] === previous[0]) return start + (line[1] === ' ' ? 2 : 1)
  let same = 0
  while (
    same < line.length &&
    (line[same] === previous[same] || (/\d/.test(line[same]!) && /\d/.test(previous[same]!)))
  )
    same++
  const cut = line.slice(0, same).lastIndexOf(' ') + 1
  return cut >= 12 ? start + cut : start
}

/** The second part of a value known to be cut: as many bytes of the set as are missing. */
export function secondPart(scan: Scan, at: number, set: Uint8Array): [number, number] | undefined {
  const from = goesOnAt(scan, at)
  if (from === undefined) return undefined
  const to = scan.runOf(set, from, 2048)
  return to > from ? [from, to] : undefined
}

/**
 * The second part of a value that a line break, or the quotes of a literal, cut in two; both together must look random.
 * A mark that says "goes on" needs no more proof. Without one, a value that is whole already goes on only behind what a log
 * puts before each line, or behind an indent.
 */
export function cutValue(scan: Scan, start: number, end: number): [number, number] | undefined {
  if (end - start < 3) return undefined
  const part = secondPart(scan, end, partSet)
  if (part === undefined) return undefined
  const rest = scan.text(part[0], part[1]).replace(/[.,]+$/, '')
  const head = scan.text(start, end)
  if (isPlaceholder(head)) return undefined
  const mark = scan.bytes[end]
  // A quote that closes for good says nothing; one that opens again on the next line does.
  const isMarked =
    (is(mark, QUOTE) && is(scan.bytes[part[0] - 1], QUOTE)) ||
    mark === code('\\') ||
    (mark === code('=') && !isPadded(scan, start, end))
  if (isKey(scan, part[0] + rest.length)) return undefined
  const isTime = /^\d{4}-\d\d-\d\d|^\d\d:\d\d/.test(rest)
  if (isTime || rest.length < 4 || !looksRandom(head + rest)) return undefined
  if (!isMarked) {
    // Both quotes are there, or a key follows.
    if (is(mark, QUOTE) && mark === scan.bytes[start - 1]) return undefined
    if (/^[ \t]{0,3}(?:=(?!=)|:[ \t])/.test(scan.text(part[0] + rest.length, part[0] + rest.length + 5)))
      return undefined
    // A word is whole: `key: database-url` above a digest.
    if (/^[a-z]+(?:[-_. ][a-z]+)*$/i.test(head) && !/[A-Z].*[A-Z]/.test(head)) return undefined
    const isWhole = head.length >= 16 && looksRandom(head)
    const isBroken = part[0] - end > 2
    if ((isWhole && !isBroken) || rest.length < 8 || !looksCut(rest)) return undefined
  }
  return [part[0], part[0] + rest.length]
}

/** Whether what ends here is the key of a next value: `"token": `, `owner: `, `port = `. */
const isKey = (scan: Scan, at: number) =>
  /^["'`]?(?:[ \t]{0,3}=[^=]|[ \t]{0,3}=>|: |:["'\t])/.test(scan.text(at, at + 6))

/** Whether base64 ends here with `=`, as it does when its length asks for it. */
function isPadded(scan: Scan, start: number, end: number): boolean {
  const pads = scan.bytes[end + 1] === code('=') ? 2 : 1
  return (end - start + pads) % 4 === 0
}

/** What a program writes between the parts of one text: `" + "`, `' . '`, `" &` and a line break; or nothing but white space. */
const joint =
  /^["'`][ \t]{0,4}(?:(?:\+|\.{1,2}|&|<>|\|\|)[ \t]{0,4}_?)?(?:[ \t]{0,4}\\?\r?\n[ \t]{0,80})?(?:(?:\+|\.{1,2}|&|\|\|)[ \t]{0,4})?["'`](?=[^\s"'`])/

/** The next part of a quoted text that a program puts together, from behind its first quote to its last. */
function joinedPart(scan: Scan, start: number, end: number): [number, number] | undefined {
  if (!is(scan.bytes[end], QUOTE) || !is(scan.bytes[start - 1], QUOTE)) return undefined
  const found = joint.exec(scan.text(end, end + 100))?.[0]
  if (found === undefined) return undefined
  // Two texts side by side are one in C and Python, two in a shell.
  const hasOperator = /[+.&<|]/.test(found)
  if (!hasOperator && !/[=(]\s{0,60}$/.test(scan.text(start - 62, start - 1))) return undefined
  const from = end + found.length
  const to = quotedEnd(scan, from - 1)
  return to - from >= 2 && to - from <= 2048 ? [from, to] : undefined
}

/** A quoted text with the parts that a program adds to it; nothing when it stands alone. */
export function joinedText(scan: Scan, start: number, end: number): string | undefined {
  const part = joinedPart(scan, start, end)
  return part && latin1(scan.bytes, start, end) + latin1(scan.bytes, part[0], part[1])
}

/** Where a line goes on that ends in a backslash right behind a value: a shell and a program put both together. */
function continued(scan: Scan, end: number): [number, number] | undefined {
  const { bytes } = scan
  if (bytes[end] !== code('\\') || (bytes[end + 1] !== LF && bytes[end + 1] !== CR)) return undefined
  const from = goesOnAt(scan, end)
  if (from === undefined) return undefined
  let to = from
  while (to < scan.end && to - from < 2048 && bytes[to]! > 32 && !is(bytes[to], QUOTE)) to++
  while (to > from && (bytes[to - 1] === code('\\') || bytes[to - 1] === code(';') || bytes[to - 1] === code(','))) to--
  return to > from ? [from, to] : undefined
}

/** `key=3Dab12=` and a line break: in a mail the value goes on in the next line, as long as lines end so. */
function claimMailed(scan: Scan, start: number, end: number, kind: number): boolean {
  const { bytes } = scan
  if (bytes[end - 1] !== code('=') || bytes[start - 1] !== code('=') || !scan.isAt(start, '3D')) return false
  let at = end
  for (let lines = 0; lines < 20 && bytes[at - 1] === code('='); lines++) {
    const from = bytes[at] === CR ? at + 2 : at + 1
    if (bytes[from - 1] !== LF) break
    at = from
    while (at < scan.end && at - from < 100 && bytes[at]! > 32 && !is(bytes[at], QUOTE)) at++
    scan.claim(from, at, kind)
  }
  return at > end
}

/** Claims what the next line begins with when a secret was cut at the end of this one and the rest looks like it. */
export function claimRest(scan: Scan, start: number, end: number, kind: number): void {
  let joined = joinedPart(scan, start, end)
  if (joined !== undefined) {
    let whole = latin1(scan.bytes, start, end)
    for (let parts = 0; joined !== undefined && parts < 20; parts++) {
      scan.claim(joined[0], joined[1], kind)
      whole += latin1(scan.bytes, joined[0], joined[1])
      joined = joinedPart(scan, joined[0], joined[1]) ?? undefined
    }
    scan.learned.push({ value: whole, rule: kind })
    return
  }
  if (claimMailed(scan, start, end, kind)) return
  const part = continued(scan, end) ?? cutValue(scan, start, end)
  if (part !== undefined) scan.claimAndLearn(part[0], part[1], kind)
}

/** Digits and letters, or both cases changing often: the end of something random. */
function looksCut(rest: string): boolean {
  if (/[a-z]{8}/.test(rest)) return false
  // A name of a file has dots, too; the parts of a token are long and random.
  if (rest.includes('.') && !rest.split('.').every((part) => part.length >= 12 && looksRandom(part))) return false
  const changes = rest.match(/[a-z][A-Z]|[A-Z][a-z]|\d[A-Za-z]|[A-Za-z]\d/g)?.length ?? 0
  if (/[a-z]/.test(rest) && !/[A-Z]/.test(rest)) return /\d/.test(rest) && rest.length >= 16 && changes >= 4
  return changes >= 3
}
