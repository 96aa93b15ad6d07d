import type { Echo } from './echo.ts'
import { type Extra, readWindow } from './read.ts'
import { type Hints, mergeSpans, type Span } from './scan.ts'

/** What reading a block came to. */
export type Found = {
  spans: Span[]
  learned: { value: string; rule: number }[]
  withheld: number
  /** Something was decoded. */
  viewed: boolean
}

export function foundIn(bytes: Buffer, hints: Hints, echo: Echo | undefined, extra: Extra | undefined): Found {
  const scan = readWindow(bytes, hints, echo, extra)
  return { spans: mergeSpans(scan.spans, bytes), learned: scan.learned, withheld: scan.withheld, viewed: scan.viewed }
}
