import { latin1 } from './latin1.ts'

/** One stretch of bytes that must not leave. */
export type Span = {
  start: number
  end: number
  rule: number
  /** What the bytes mean, the same for every notation: an address in its shortest form, a host in lower case. Absent when just that is written. */
  value: string | undefined
  /** Put around the token where it takes the place of a bare number: JSON stays JSON. */
  wrap?: string
}

/** What a span stands for. */
export const meaningOf = (span: Span, bytes: Buffer): string => span.value ?? latin1(bytes, span.start, span.end)

/** In order, and without overlaps: where two meet, the longer one says what it is. */
export function mergeSpans(spans: readonly Span[], bytes: Buffer): Span[] {
  const ordered = isOrdered(spans) ? spans : spans.toSorted((a, b) => a.start - b.start || b.end - a.end)
  const merged: Span[] = []
  let last: Span | undefined
  for (const span of ordered) {
    if (last === undefined || span.start >= last.end) {
      merged.push(span)
      last = span
      continue
    }
    // What was merged before is still somebody's.
    last = { ...last, value: meaningOf(last, bytes) }
    merged[merged.length - 1] = last
    const isLonger = span.end - span.start > last.end - last.start
    if (isLonger) {
      last.rule = span.rule
      last.value = meaningOf(span, bytes)
    }
    if (span.wrap !== undefined) last.wrap = span.wrap
    last.end = Math.max(last.end, span.end)
  }
  return merged
}

function isOrdered(spans: readonly Span[]): boolean {
  for (let i = 1; i < spans.length; i++) {
    const before = spans[i - 1]!
    const span = spans[i]!
    if (span.start < before.start || (span.start === before.start && span.end > before.end)) return false
  }
  return true
}
