import type { LineMemory } from './line-memory.ts'
import { type Packed, packed } from './packed.ts'
import { type Extra, readWindow } from './read.ts'
import { settledStretches } from './run-lines.ts'
import type { Hints } from './scan.ts'
import { mergeSpans } from './spans.ts'

/** What reading a block came to. */
export type Found = {
  spans: Packed
  learned: { value: string; rule: number }[]
  withheld: number
  /** Where something was decoded. Pairs of numbers. */
  views: Int32Array
  /** Where lines stand that are settled: nothing was looked for in them. Pairs of numbers. */
  settled: Int32Array
}

/** Reads a block for the first time, to learn what it holds. */
export function foundIn(bytes: Buffer, hints: Hints, extra: Extra | undefined, lines: LineMemory | undefined): Found {
  const scan = readWindow(bytes, hints, undefined, extra, lines)
  const { learned, withheld } = scan
  return {
    spans: packed(mergeSpans(scan.spans, bytes)),
    learned,
    withheld,
    views: Int32Array.from(scan.views),
    settled: settledStretches(scan),
  }
}
