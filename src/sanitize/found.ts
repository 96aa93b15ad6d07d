import type { Echo } from './echo.ts'
import type { LineMemory } from './line-memory.ts'
import { type Extra, readWindow } from './read.ts'
import type { Hints } from './scan.ts'
import { mergeSpans, type Span } from './spans.ts'

/** What reading a block came to. */
export type Found = {
  spans: Span[]
  learned: { value: string; rule: number }[]
  withheld: number
  /** Something was decoded. */
  viewed: boolean
}

export function foundIn(
  bytes: Buffer,
  hints: Hints,
  echo: Echo | undefined,
  extra: Extra | undefined,
  lines: LineMemory | undefined,
): Found {
  const scan = readWindow(bytes, hints, echo, extra, lines)
  return { spans: mergeSpans(scan.spans, bytes), learned: scan.learned, withheld: scan.withheld, viewed: scan.viewed }
}
