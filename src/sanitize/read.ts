import { anchors } from './anchors.ts'
import type { Echo } from './echo.ts'
import type { LineMemory } from './line-memory.ts'
import { rule, ruleStyle } from './rule-names.ts'
import { runAnchors } from './run-lines.ts'
import { readRuns } from './runs.ts'
import { type Hints, type Reader, Scan } from './scan.ts'
import { claimRest } from './wraps.ts'

const withheld = rule('withheld', 'withheld')

/** Extra rules of a desk: its words and patterns. */
export type Extra = (scan: Scan) => void

/**
 * Reads a window of clean text with every rule.
 *
 * @param bytes with the margin before what is to be read
 * @param echo values that are known already, to be found wherever they stand
 * @param memory what is known of lines like these, for whoever reads many
 */
export function readWindow(
  bytes: Buffer,
  hints: Hints,
  echo: Echo | undefined,
  extra?: Extra,
  memory?: LineMemory,
): Scan {
  const reader: Reader = (scan) => {
    runAnchors(scan, withheld)
    scan.settle()
    readRuns(scan)
    for (const span of scan.spans.slice())
      if (ruleStyle(span.rule) === 'secret') claimRest(scan, span.start, span.end, span.rule)
    echo?.findInRest(scan)
    extra?.(scan)
  }
  const scan = new Scan(anchors(), reader, bytes, 0, hints, memory)
  reader(scan)
  return scan
}

/** A window that nothing was looked for in yet. */
export const emptyScan = (bytes: Buffer, hints: Hints, memory?: LineMemory) =>
  new Scan(anchors(), () => {}, bytes, 0, hints, memory)
