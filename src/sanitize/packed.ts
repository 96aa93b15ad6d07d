import type { Span } from './spans.ts'

/** Spans in a twelfth of the room: three numbers each, and texts only for those that have one. */
export type Packed = { numbers: Int32Array; texts: ReadonlyMap<number, Pick<Span, 'value' | 'wrap'>> }

export function packed(spans: readonly Span[]): Packed {
  const numbers = new Int32Array(spans.length * 3)
  const texts = new Map<number, Pick<Span, 'value' | 'wrap'>>()
  for (const [at, { start, end, rule, value, wrap }] of spans.entries()) {
    numbers[at * 3] = start
    numbers[at * 3 + 1] = end
    numbers[at * 3 + 2] = rule
    if (value !== undefined || wrap !== undefined) texts.set(at, wrap === undefined ? { value } : { value, wrap })
  }
  return { numbers, texts }
}

export function unpacked({ numbers, texts }: Packed): Span[] {
  return Array.from({ length: numbers.length / 3 }, (_, at) => ({
    start: numbers[at * 3]!,
    end: numbers[at * 3 + 1]!,
    rule: numbers[at * 3 + 2]!,
    value: undefined,
    ...texts.get(at),
  }))
}
