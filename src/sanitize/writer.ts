import { CR, code, is, LF, QUOTE } from './chars.ts'
import type { Pseudonyms } from './pseudonyms.ts'
import { ruleName } from './rule-names.ts'
import { meaningOf, type Span } from './spans.ts'

/** Told of each replacement, in order. `line` counts line breaks since the start of the piece. */
export type Told = (rule: string, line: number, column: number, length: number) => void

/** Bytes being written, with room made as they need it. */
export class Out {
  private bytes: Buffer
  private view: DataView
  length = 0
  /** The last two that were copied from: lines come from the window and from what was written before, in turns. */
  private one = noBytes
  private other = noBytes
  private oneView = noView
  private otherView = noView

  constructor(expected: number) {
    this.bytes = Buffer.allocUnsafe(expected)
    this.view = viewOf(this.bytes)
  }

  copy(from: Uint8Array, start: number, end: number): void {
    const length = end - start
    this.makeRoom(length)
    // A call costs more than to copy a few bytes by hand.
    if (length > mostByHand) this.bytes.set(from.subarray(start, end), this.length)
    else if (length >= 4) copyWords(this.wordsOf(from), start, length, this.view, this.length)
    else for (let i = 0, at = this.length; i < length; i++) this.bytes[at + i] = from[start + i]!
    this.length += length
  }

  private wordsOf(from: Uint8Array): DataView {
    if (from === this.one) return this.oneView
    if (from !== this.other) {
      this.other = from
      this.otherView = viewOf(from)
    }
    const { one, oneView } = this
    this.one = this.other
    this.oneView = this.otherView
    this.other = one
    this.otherView = oneView
    return this.oneView
  }

  /** A text of one byte for each character. */
  write(text: string): void {
    this.makeRoom(text.length)
    for (let i = 0, at = this.length; i < text.length; i++) this.bytes[at + i] = text.charCodeAt(i)
    this.length += text.length
  }

  /** All that was written; nothing is written behind it. */
  done(): Buffer {
    return this.bytes.subarray(0, this.length)
  }

  private makeRoom(more: number): void {
    const needed = this.length + more
    if (needed <= this.bytes.length) return
    const larger = Buffer.allocUnsafe(needed + (needed >> 2))
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
    this.view = viewOf(larger)
  }
}

const mostByHand = 160
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
const noBytes: Uint8Array = new Uint8Array(0)
const noView = viewOf(noBytes)

/** Copies four bytes and more, four at a time. */
function copyWords(from: DataView, start: number, length: number, to: DataView, at: number): void {
  const last = length - 4
  for (let i = 0; i < last; i += 4) to.setInt32(at + i, from.getInt32(start + i))
  // The last word goes over what is left, and some that is written already.
  to.setInt32(at + last, from.getInt32(start + last))
}

/**
 * Writes a stretch with tokens in the place of spans, which are in order and do not overlap. Line breaks inside a span stay: no
 * line is lost.
 *
 * @param first the number of the first span to look at
 * @param tell called for each replacement; asked for only when somebody wants to know, as it counts lines
 * @returns the number of the first span that lies behind the stretch
 */
export function writeReplaced(
  out: Out,
  bytes: Buffer,
  from: number,
  to: number,
  spans: readonly Span[],
  first: number,
  pseudonyms: Pseudonyms,
  count: (rule: number) => void,
  tell?: Told,
): number {
  let at = from
  let line = 0
  let lineStart = from
  const countLines = (to: number, since: number) => {
    for (let i = since; i < to; i++) {
      if (bytes[i] !== LF) continue
      line++
      lineStart = i + 1
    }
  }
  let k = first
  for (; k < spans.length && spans[k]!.start < to; k++) {
    const span = spans[k]!
    const start = Math.max(span.start, from)
    const end = Math.min(span.end, to)
    if (end <= start || start < at) continue
    if (tell !== undefined) {
      countLines(start, at)
      tell(ruleName(span.rule), line, start - lineStart, end - start)
      countLines(end, start)
    }
    count(span.rule)
    const token = pseudonyms.tokenOf(span.rule, meaningOf(span, bytes), isStructured(bytes, start, end))
    out.copy(bytes, at, start)
    const wrap = span.wrap ?? ''
    out.write(wrap + token + wrap + breaksIn(bytes, start, end))
    at = end
  }
  out.copy(bytes, at, to)
  return k
}

function breaksIn(bytes: Buffer, start: number, end: number): string {
  let breaks = ''
  for (let i = start; i < end; i++) if (bytes[i] === LF || bytes[i] === CR) breaks += String.fromCharCode(bytes[i]!)
  return breaks
}

/** Within JSON, YAML, URLs, assignments and options a token must not bring brackets along. */
function isStructured(bytes: Buffer, start: number, end: number): boolean {
  let i = start - 1
  if (is(bytes[i], QUOTE)) {
    while (is(bytes[i], QUOTE) || bytes[i] === code('\\')) i--
    if (is(bytes[end], QUOTE) || bytes[end] === code('\\')) return true
  }
  const before = bytes[start - 1]
  if (
    before !== undefined &&
    before > 32 &&
    !is(before, QUOTE) &&
    before !== code('(') &&
    before !== code('[') &&
    before !== code('>')
  )
    return true
  while (bytes[i] === 32 || bytes[i] === 9) i--
  return bytes[i] === code(':') || bytes[i] === code('=') || bytes[i] === code('-') || bytes[i] === code(',')
}
