import { DIGIT, HEX, is } from './chars.ts'
import { rule } from './rule-names.ts'
import { reach, type Scan } from './scan.ts'
import { hexSet } from './tokens.ts'

const encoded = rule('encoded-secret')
/** A secret in a URL in a JSON string in a base64 run is three deep. */
export const deepest = 4

/** Reads a run as base64 or as hex digits; claims all of it when the plain text holds anything that must not leave. */
export function decodeRun(scan: Scan, start: number, end: number): boolean {
  if (scan.depth >= deepest) return false
  if (end - start >= 60 && scan.bytes[start] === 72) scan.depends()
  // Compressed: nobody can say what is in it.
  if (end - start >= 60 && scan.isAt(start, 'H4sI')) {
    scan.claim(start, end, encoded)
    return true
  }
  // `0x70617373…`, `\x70617373…` (PostgreSQL's bytea).
  scan.dependsOn(start, start + 2)
  const hex =
    scan.bytes[start + 1] === 120 && scan.bytes[start] === 48
      ? start + 2
      : scan.bytes[start] === 120
        ? start + 1
        : start
  const isHex = (end - hex) % 2 === 0 && startsAsHexText(scan, hex) && scan.runOf(hexSet, hex) >= end
  const plain = isHex ? Buffer.from(scan.text(hex, Math.min(end, hex + reach)), 'hex') : decodeBase64(scan, start, end)
  if (plain === undefined) return false
  scan.depends()
  if (!isText(plain)) return false
  scan.spend((end - start) * 4)
  const inner = scan.inner(plain, start, end)
  if (inner.spans.length === 0) return false
  scan.claim(start, end, encoded)
  scan.learned.push(...inner.learned)
  return true
}

/** A run may start within a path or behind a prefix: the first place that decodes to text counts. */
function decodeBase64(scan: Scan, start: number, end: number): Buffer | undefined {
  for (let from = start; from < start + 4; from++) {
    if (startsAsText(scan, from, end)) return plainOf(scan, from, end)
  }
  for (let cut = start; cut < start + 48 && cut < end; cut++) {
    const byte = scan.bytes[cut]
    const isSeparator = byte === 47 || byte === 95 || byte === 45
    if (isSeparator) return startsAsText(scan, cut + 1, end) ? plainOf(scan, cut + 1, end) : undefined
  }
  return undefined
}

const plainOf = (scan: Scan, from: number, end: number) =>
  Buffer.from(scan.text(from, Math.min(end, from + reach)), 'base64')

/** The six bits that a byte stands for in base64, in either alphabet. */
const sixBits = new Int8Array(256).fill(-1)
for (const [at, char] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries())
  sixBits[char.charCodeAt(0)] = at
sixBits[45] = 62
sixBits[95] = 63

const isPrintable = (byte: number) => (byte >= 32 && byte < 127) || byte === 10 || byte === 13 || byte === 9

/**
 * Whether the first 16 letters decode to twelve printable bytes: words of any language do not. Four letters that begin with a
 * digit never do, whichever digit it is.
 */
function startsAsText(scan: Scan, from: number, end: number): boolean {
  const { bytes } = scan
  if (end - from < 16) return false
  for (let i = from; i < from + 16; i += 4) if (is(bytes[i], DIGIT)) return false
  for (let i = from; i < from + 16; i += 4) {
    const word =
      (sixBits[bytes[i]!]! << 18) |
      (sixBits[bytes[i + 1]!]! << 12) |
      (sixBits[bytes[i + 2]!]! << 6) |
      sixBits[bytes[i + 3]!]!
    if (word < 0 || !isPrintable(word >> 16) || !isPrintable((word >> 8) & 255) || !isPrintable(word & 255)) {
      scan.dependsOn(i, i + 4)
      return false
    }
  }
  return true
}

/** The same for hex digits. */
function startsAsHexText(scan: Scan, from: number): boolean {
  const { bytes } = scan
  for (let i = from; i < from + 16; i += 2) if (!is(bytes[i], DIGIT) || !is(bytes[i + 1], HEX)) return false
  scan.depends()
  for (let i = from; i < from + 16; i += 2) if (bytes[i]! < 50 || bytes[i]! > 55) return false
  return true
}

/** Whether bytes are text that somebody wrote: printable, and ASCII for the most part. */
function isText(bytes: Buffer): boolean {
  if (bytes.length < 8) return false
  let odd = 0
  const length = Math.min(bytes.length, 4096)
  for (let i = 0; i < length; i++) {
    const byte = bytes[i]!
    if (byte === 0 && i % 2 === 1) continue
    if (byte < 9 || (byte > 13 && byte < 32) || byte >= 127) odd++
  }
  return odd * 20 <= length
}
