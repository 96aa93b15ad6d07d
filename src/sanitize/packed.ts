import type { Span } from './spans.ts'

/** Spans as four numbers each (start, end, rule, and the number of a text or 0), to be kept or handed to another thread. */
export type Packed = { numbers: Int32Array; texts: string[]; wraps: ReadonlyMap<number, string> }

export const perSpan = 4
export const ruleAt = 2
export const textAt = 3

export function packed(spans: readonly Span[]): Packed {
  const numbers = new Int32Array(spans.length * perSpan)
  const texts: string[] = []
  const wraps = new Map<number, string>()
  for (let at = 0, k = 0; at < spans.length; at++, k += perSpan) {
    const { start, end, rule, value, wrap } = spans[at]!
    numbers[k] = start
    numbers[k + 1] = end
    numbers[k + ruleAt] = rule
    if (value !== undefined) numbers[k + textAt] = texts.push(value)
    if (wrap !== undefined) wraps.set(at, wrap)
  }
  return { numbers, texts, wraps }
}

export function unpacked({ numbers, texts, wraps }: Packed): Span[] {
  return Array.from({ length: numbers.length / perSpan }, (_, at) => {
    const k = at * perSpan
    const text = numbers[k + textAt]!
    const span: Span = {
      start: numbers[k]!,
      end: numbers[k + 1]!,
      rule: numbers[k + ruleAt]!,
      value: text === 0 ? undefined : texts[text - 1]!,
    }
    const wrap = wraps.get(at)
    if (wrap !== undefined) span.wrap = wrap
    return span
  })
}
