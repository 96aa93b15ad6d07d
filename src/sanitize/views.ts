import { ALNUM, byteSet, CR, code, DIGIT, HEX, is, LF } from './chars.ts'
import { deepest } from './encoded-runs.ts'
import { unfold } from './fold.ts'
import type { Anchor, Scan } from './scan.ts'

const lookBack = 1024
const lookAhead = 3072

export function viewAnchors(): Anchor[] {
  const escapes = [
    '\\u',
    '\\x',
    '\\/',
    '&#',
    '&quot;',
    '&amp;',
    '&lt;',
    '&gt;',
    '&apos;',
    '&colon;',
    '&equals;',
    '\\0',
    '%',
  ]
  const soft = ['=3D', '=\n', '=\r\n']
  return [
    ...escapes.map((literal) => ({ literal, handler: escapedLine, data: 0, local: true })),
    ...soft.map((literal) => ({ literal, handler: quotedPrintable, data: 1 })),
    { literal: '\xef\xbc', handler: foldedLine, data: 2 },
    { literal: '\xef\xbd', handler: foldedLine, data: 2 },
    { literal: '\xf0\x9d', handler: foldedLine, data: 2 },
    ...['\xd0', '\xd1', '\xce', '\xcf'].map((literal) => ({ literal, handler: foldedLetter, data: 2 })),
  ]
}

/** The decoded bytes, and for each where it came from. */
type View = { bytes: Buffer; from: Int32Array; changed: boolean }

function escapedLine(scan: Scan, start: number, end: number): void {
  const { bytes } = scan
  if (bytes[start] === code('%') && !(is(bytes[end], HEX) && is(bytes[end + 1], HEX))) return
  scan.depends()
  if (start < scan.viewEnd || scan.depth >= deepest) return
  // Octal escapes count where they write letters or digits.
  if (bytes[start + 1] === 48 && bytes[start] === code('\\') && bytes[end] !== 54 && bytes[end] !== 55) return
  if (bytes[start] === code('\\') && bytes[end - 1] !== code('/') && !is(bytes[end], HEX) && bytes[end] !== code('{'))
    return
  const from = scan.lineStart(start, lookBack)
  const to = scan.lineEnd(start, lookAhead)
  scan.viewEnd = to
  readView(scan, from, to, decodeEscapes)
}

/** Mail: `=3D` is an equals sign, and a line that ends in `=` goes on in the next. */
function quotedPrintable(scan: Scan, start: number, end: number): void {
  if (scan.depth >= deepest || start < (scan.seen.get('qp') ?? 0)) return
  const isBreak = scan.bytes[end - 1] === LF
  if (!isBreak && !scan.isAt(start, '=3D')) return
  const from = scan.lineStart(start, lookBack)
  if (isBreak && isPadding(scan, from, start)) return
  let to = scan.lineEnd(end, lookAhead)
  // Several lines may be one.
  for (let lines = 0; lines < 12 && scan.bytes[to - 1] === code('=') && to - from < 2 * lookAhead; lines++)
    to = scan.lineEnd(to + (scan.bytes[to] === CR ? 2 : 1), lookAhead)
  const before = scan.text(start - 1, start)
  if (!isBreak && !/=(?:\r?\n|[0-9A-F]{2}.*=[0-9A-F]{2})/.test(scan.text(from, Math.min(to, from + 2048)))) return
  if (isBreak && (!/[\w.~%+/-]/.test(before) || beginsLog.test(scan.text(end, end + 24)))) return
  scan.seen.set('qp', to)
  readView(scan, from, to, decodeQuotedPrintable)
}

const base64Set = byteSet('A-Za-z0-9+/')

/** Whether a line ends in base64 and not in a soft break: those stand at the 76th column. */
function isPadding(scan: Scan, from: number, at: number): boolean {
  const pads = scan.bytes[at - 1] === code('=') ? 2 : 1
  const end = at + 1 - pads
  const start = scan.runBefore(base64Set, end, 4096)
  const column = at + 1 - from
  return end - start >= 20 && (end - start + pads) % 4 === 0 && (column < 72 || column > 77)
}

/** A line of a log begins with its time; the one before ended with a field that is empty, `rhost=`. */
const beginsLog =
  /^(?:<\d{1,3}>|\[)?(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d|\d{4}[-/]\d\d[-/]\d\d[T ]|(?:time|ts|level)=|[ \t]{0,20}[A-Za-z_][\w.-]{1,40}[ \t]{1,20}[=:][ \t])/

function foldedLine(scan: Scan, start: number): void {
  if (!folding.has(scan.bytes[start]!)) return
  if (start < (scan.seen.get('fold') ?? 0) || scan.depth >= deepest) return
  const to = scan.lineEnd(start, lookAhead)
  scan.seen.set('fold', to)
  readView(scan, scan.lineStart(start, lookBack), to, unfold)
}

const folding = new Set([0xef, 0xf0, 0xd0, 0xd1, 0xce, 0xcf])

/** A Cyrillic or Greek letter within an ASCII word is there to deceive. */
function foldedLetter(scan: Scan, start: number): void {
  if (is(scan.bytes[start - 1], ALNUM) || is(scan.bytes[start + 2], ALNUM)) foldedLine(scan, start)
}

function readView(
  scan: Scan,
  from: number,
  to: number,
  decode: (bytes: Buffer, from: number, to: number) => View,
): void {
  if (to - from < 4) return
  const view = decode(scan.bytes, from, to)
  scan.spend((to - from) * 4)
  if (!view.changed) return
  const inner = scan.inner(view.bytes, from, to)
  for (const span of inner.spans) {
    const start = view.from[span.start]!
    const end = view.from[span.end]!
    if (end > start) scan.claim(start, end, span.rule, span.value)
  }
  scan.learned.push(...inner.learned)
}

const entities: Record<string, number> = {
  amp: 38,
  lt: 60,
  gt: 62,
  quot: 34,
  apos: 39,
  nbsp: 32,
  colon: 58,
  equals: 61,
  sol: 47,
  lowbar: 95,
  period: 46,
  commat: 64,
  num: 35,
  hyphen: 45,
  dash: 45,
  dollar: 36,
  percnt: 37,
  plus: 43,
}

/** `%41`, `\u0041`, `\x41`, `\101`, `\/`, `&#65;`, `&#x41;`, `&amp;`; other backslashes stay. */
export function decodeEscapes(bytes: Buffer, from: number, to: number): View {
  const out = Buffer.allocUnsafe((to - from) * 2 + 8)
  const origin = new Int32Array((to - from) * 2 + 9)
  let n = 0
  let changed = false
  let i = from
  while (i < to) {
    const byte = bytes[i]!
    const [point, length] = byte === 37 || byte === 38 || byte === 92 ? escapeAt(bytes, i, to) : nothing
    if (length === 0) {
      origin[n] = i
      out[n++] = bytes[i++]!
      continue
    }
    changed = true
    if (point < 0x100 && bytes[i] === code('%')) {
      origin[n] = i
      out[n++] = point
    } else n = append(out, origin, n, point, i)
    i += length
  }
  origin[n] = to
  return { bytes: out.subarray(0, n), from: origin, changed }
}

const nothing: readonly [number, number] = [0, 0]

function append(out: Buffer, origin: Int32Array, at: number, point: number, source: number): number {
  let n = at
  const size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  const text = size === 1 ? undefined : Buffer.from(String.fromCodePoint(point))
  for (let k = 0; k < size; k++) {
    origin[n] = source
    out[n++] = text === undefined ? point : text[k]!
  }
  return n
}

/** The character that an escape stands for, and the length of the escape; length 0 where there is none. */
function escapeAt(bytes: Buffer, at: number, to: number): [number, number] {
  const byte = bytes[at]!
  if (byte === code('%')) {
    const value = hexAt(bytes, at + 1, 2, to)
    return value === undefined ? [0, 0] : [value, 3]
  }
  if (byte === code('&')) return entityAt(bytes, at, to)
  if (byte !== code('\\')) return [0, 0]
  const next = bytes[at + 1]
  if (next === code('/')) return [47, 2]
  if (next === code('u') && bytes[at + 2] === code('{')) {
    const text = bytes.toString('latin1', at + 3, Math.min(to, at + 10))
    const close = text.indexOf('}')
    const point = close > 0 ? Number.parseInt(text.slice(0, close), 16) : Number.NaN
    return point >= 0 && point < 0x110000 ? [point, close + 4] : [0, 0]
  }
  if (next === code('u') || next === code('U')) {
    const value = hexAt(bytes, at + 2, 4, to)
    if (value === undefined) return [0, 0]
    return [value >= 0xd800 && value < 0xe000 ? 0xfffd : value, 6]
  }
  if (next === code('x')) {
    const value = hexAt(bytes, at + 2, 2, to)
    return value === undefined ? [0, 0] : [value, 4]
  }
  if (is(next, DIGIT)) {
    const octal = /^[0-3][0-7][0-7]/.exec(bytes.toString('latin1', at + 1, Math.min(to, at + 4)))
    return octal === null ? [0, 0] : [Number.parseInt(octal[0], 8), 4]
  }
  return [0, 0]
}

function hexAt(bytes: Buffer, at: number, length: number, to: number): number | undefined {
  if (at + length > to) return undefined
  for (let i = at; i < at + length; i++) if (!is(bytes[i], HEX)) return undefined
  return Number.parseInt(bytes.toString('latin1', at, at + length), 16)
}

function entityAt(bytes: Buffer, at: number, to: number): [number, number] {
  const match = /^&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([a-z]{2,7}));/.exec(
    bytes.toString('latin1', at, Math.min(to, at + 12)),
  )
  if (match === null) return [0, 0]
  const point =
    match[1] !== undefined
      ? Number(match[1])
      : match[2] !== undefined
        ? Number.parseInt(match[2], 16)
        : (entities[match[3]!] ?? -1)
  return point < 0 || point > 0x10ffff || (point >= 0xd800 && point < 0xe000) ? [0, 0] : [point, match[0].length]
}

export function decodeQuotedPrintable(bytes: Buffer, from: number, to: number): View {
  const out = Buffer.allocUnsafe(to - from)
  const origin = new Int32Array(to - from + 1)
  let n = 0
  let changed = false
  for (let i = from; i < to; i++) {
    origin[n] = i
    if (bytes[i] === code('=')) {
      const width = bytes[i + 1] === LF ? 1 : bytes[i + 1] === CR && bytes[i + 2] === LF ? 2 : 0
      const value = width === 0 ? hexAt(bytes, i + 1, 2, to) : undefined
      if (width > 0 || value !== undefined) changed = true
      if (width > 0) {
        i += width
        continue
      }
      if (value !== undefined) {
        out[n++] = value
        i += 2
        continue
      }
    }
    out[n++] = bytes[i]!
  }
  origin[n] = to
  return { bytes: out.subarray(0, n), from: origin, changed }
}
