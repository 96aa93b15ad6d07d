import { ALNUM, byteSet, CR, code, is, LF, NAME, QUOTE } from './chars.ts'
import { phcEnd } from './hashes.ts'
import { reach, type Scan } from './scan.ts'

/** A value beside a key: where it is and how it is written. */
export type Extent = {
  start: number
  end: number
  quoted: boolean
  /** More text follows on the line. */
  moreText: boolean
}

const backslash = code('\\')

/** How many backslashes stand right before a byte. */
export function backslashesBefore(scan: Scan, at: number): number {
  let count = 0
  while (count < 64 && scan.bytes[at - 1 - count] === backslash) count++
  return count
}

/**
 * Where a quoted text ends whose quote stands at `open`. A quote inside a JSON string inside a JSON string carries backslashes:
 * as many as the opening one close the text, more belong to it.
 *
 * @returns the byte after the content; the window's end when the quote never closes on its line
 */
export function quotedEnd(scan: Scan, open: number, level = backslashesBefore(scan, open)): number {
  const { bytes } = scan
  const quote = bytes[open]!
  const period = 2 * (level + 1)
  const most = Math.min(scan.end, open + 1 + reach)
  let slashes = 0
  let i = open + 1
  for (; i < most; i++) {
    const byte = bytes[i]!
    if (byte === backslash) {
      slashes++
      continue
    }
    if (byte === quote && slashes % period === level) {
      // SQL and YAML write a single quote twice; a shell writes '\''.
      if (quote === 39 && level === 0 && bytes[i + 1] === 39 && bytes[i + 2] !== 39 && is(bytes[i + 2], ALNUM)) {
        i++
      } else if (
        quote === 39 &&
        level === 0 &&
        bytes[i + 1] === backslash &&
        bytes[i + 2] === 39 &&
        bytes[i + 3] === 39
      ) {
        i += 3
      } else break
    } else if (byte === LF || byte === CR) {
      if (bytes[i - 1] !== backslash || quote === 96) break
    }
    slashes = 0
  }
  scan.spend(i - open)
  return Math.max(open + 1, i - (bytes[i] === quote ? level : 0))
}

const innerEnds = byteSet(' \t\n\r"\'`<>')

/** What may end an unquoted value, if what follows it says so. */
const separators = byteSet(',;&|)]}')

/**
 * Where an unquoted value ends: at white space, at a quote, and at a separator behind which a new key or nothing follows.
 *
 * @param query whether it stands in the query of a URL, where `&` always separates
 * @param limit the most bytes that are looked at
 */
export function bareEnd(scan: Scan, start: number, query: boolean, limit = reach): number {
  const { bytes } = scan
  const most = Math.min(scan.end, start + limit)
  let i = Math.max(start, phcEnd(scan, start))
  for (; i < most; i++) {
    const byte = bytes[i]!
    if (innerEnds[byte] === 1) {
      if ((byte === 34 || byte === 39 || byte === 96 || byte === 60 || byte === 62) && i === start) continue
      if (byte === 62 && isWithinValue(scan, start, i)) continue
      break
    }
    if (
      byte === backslash &&
      (bytes[i + 1] === 110 || bytes[i + 1] === 114 || bytes[i + 1] === 116 || is(bytes[i + 1], QUOTE))
    )
      break
    if (byte === backslash && bytes[i + 1] === backslash && (is(bytes[i + 2], QUOTE) || bytes[i + 2] === backslash))
      break
    // A line that a shell continues in the next.
    if (byte === backslash && (bytes[i + 1] === LF || bytes[i + 1] === CR)) break
    if (query && (byte === 38 || byte === 35)) break
    if (separators[byte] === 1 && i > start && separates(scan, i)) break
  }
  scan.spend(i - start)
  while (i > start + 1 && (bytes[i - 1] === 44 || bytes[i - 1] === 59)) i--
  return i
}

/** Whether a `>` is a sign of a password: more of it follows, and no tag was opened before on the line. */
function isWithinValue(scan: Scan, start: number, at: number): boolean {
  const next = scan.bytes[at + 1]
  if (next === undefined || innerEnds[next] === 1 || separators[next] === 1) return false
  return !scan.text(scan.lineStart(start, 200), at).includes('<')
}

function separates(scan: Scan, at: number): boolean {
  const { bytes } = scan
  const byte = bytes[at]!
  const next = bytes[at + 1]
  if (byte === 41 || byte === 93 || byte === 125) {
    return next === undefined ||
      is(next, QUOTE) ||
      separators[next] === 1 ||
      next === 32 ||
      next === LF ||
      next === CR ||
      next === 46 ||
      next === 58
      ? hasOpener(scan, at, byte)
      : false
  }
  if (next === undefined || innerEnds[next] === 1) return true
  // `,user=` `;Server=` `&next=`: a name and a sign.
  let i = at + 1
  while (i < at + 40 && (is(bytes[i], NAME) || bytes[i] === 46)) i++
  if (i > at + 1 && (bytes[i] === 61 || (bytes[i] === 58 && byte !== 38))) return true
  // `;User Id=sa`
  return byte === 59 && bytes[i] === 32 && /^ {0,2}\w{1,20} {0,2}=/.test(scan.text(i, i + 26))
}

/** Whether a closing bracket closes one that was opened before the value, on the same line. */
function hasOpener(scan: Scan, at: number, closer: number): boolean {
  const opener = closer === 41 ? 40 : closer - 2
  let depth = 0
  for (let i = at - 1; i > at - 400 && i >= 0; i--) {
    const byte = scan.bytes[i]!
    if (byte === LF) return false
    if (byte === closer) depth++
    if (byte === opener && depth-- === 0) return true
  }
  return false
}

/** Whether only white space is left on the line. */
export function endsLine(scan: Scan, at: number): boolean {
  let i = at
  while (scan.bytes[i] === 32 || scan.bytes[i] === 9) i++
  return i >= scan.end || scan.bytes[i] === LF || scan.bytes[i] === CR
}
