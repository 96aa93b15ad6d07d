import { CR, code, is, LF, QUOTE } from './chars.ts'
import type { Pseudonyms } from './pseudonyms.ts'
import { ruleName } from './rule-names.ts'
import type { Span } from './scan.ts'

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
  count: (rule: string) => void,
  tell?: Told,
): Buffer {
  const parts: Buffer[] = []
  let at = from
  let line = 0
  let lineStart = from
  for (const span of spans) {
    const start = Math.max(span.start, from)
    const end = Math.min(span.end, to)
    if (end <= start || start < at) continue
    parts.push(bytes.subarray(at, start))
    if (tell !== undefined) {
      for (let i = at; i < start; i++) {
        if (bytes[i] === LF) {
          line++
          lineStart = i + 1
        }
      }
      tell(ruleName(span.rule), line, start - lineStart, end - start)
    }
    count(ruleName(span.rule))
    const token = pseudonyms.tokenOf(span.rule, span.value, isStructured(bytes, start, end))
    const wrap = span.wrap ?? ''
    parts.push(Buffer.from(wrap + token + wrap + breaksIn(bytes, start, end), 'latin1'))
    if (tell !== undefined) {
      for (let i = start; i < end; i++) {
        if (bytes[i] === LF) {
          line++
          lineStart = i + 1
        }
      }
    }
    at = end
  }
  parts.push(bytes.subarray(at, to))
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
}

function breaksIn(bytes: Buffer, start: number, end: number): string {
  if (end - start < 2 || bytes.subarray(start, end).indexOf(LF) < 0) return ''
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
