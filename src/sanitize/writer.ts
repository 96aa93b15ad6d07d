import { CR, code, is, LF, QUOTE } from './chars.ts'
import type { Pseudonyms } from './pseudonyms.ts'
import { ruleName } from './rule-names.ts'
import { meaningOf, type Span } from './spans.ts'

/** Told of each replacement, in order. `line` counts line breaks since the start of the piece. */
export type Told = (rule: string, line: number, column: number, length: number) => void

/**
 * Puts tokens in the place of spans, which are in order and do not overlap. Line breaks inside a span stay: no line is lost.
 *
 * @param tell called for each replacement; asked for only when somebody wants to know, as it counts lines
 */
export function replaceSpans(
  bytes: Buffer,
  from: number,
  to: number,
  spans: readonly Span[],
  pseudonyms: Pseudonyms,
  count: (rule: number) => void,
  tell?: Told,
): Buffer {
  const places: number[] = []
  const tokens: string[] = []
  let at = from
  let line = 0
  let lineStart = from
  let growth = 0
  const countLines = (to: number, since: number) => {
    for (let i = since; i < to; i++) {
      if (bytes[i] !== LF) continue
      line++
      lineStart = i + 1
    }
  }
  for (const span of spans) {
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
    const wrap = span.wrap ?? ''
    const text = wrap + token + wrap + breaksIn(bytes, start, end)
    places.push(start, end)
    tokens.push(text)
    growth += text.length - (end - start)
    at = end
  }
  if (tokens.length === 0) return bytes.subarray(from, to)
  const out = Buffer.allocUnsafe(to - from + growth)
  let written = 0
  at = from
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    written = copy(bytes, at, places[i * 2]!, out, written)
    for (let k = 0; k < token.length; k++) out[written++] = token.charCodeAt(k)
    at = places[i * 2 + 1]!
  }
  copy(bytes, at, to, out, written)
  return out
}

/** Where the copy ends in `out`. */
function copy(bytes: Buffer, from: number, to: number, out: Buffer, at: number): number {
  const length = to - from
  // A call costs more than to copy a few bytes by hand.
  if (length > 64) bytes.copy(out, at, from, to)
  else for (let i = 0; i < length; i++) out[at + i] = bytes[from + i]!
  return at + length
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
