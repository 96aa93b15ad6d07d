import { LF } from './chars.ts'
import { margin, type Scan } from './scan.ts'

/**
 * So much of the text before and behind is read with a decoded piece. Pieces are decoded line by line; what more distant text has to
 * say of the line was found in the first pass.
 */
const around = 2048
/** Reads a window as if it stood alone. */
type Read = (bytes: Buffer) => Scan

/**
 * What was decoded may hold values that were learned since: lines with such pieces are read again, with some of the text around
 * them, and what is found in them is claimed too.
 *
 * @param views where something was decoded, as pairs of numbers
 * @returns whether that was done; it is not where it would be most of the window
 */
export function readViewsAgain(scan: Scan, views: Int32Array, read: Read): boolean {
  const stretches = stretchesOf(scan, views)
  const size = stretches.reduce((sum, { from, to }) => sum + to - from + 2 * around, 0)
  if (size * 2 > scan.end) return stretches.length === 0
  for (const { from, to } of stretches) {
    const start = lineStartOf(scan.bytes, Math.max(margin, from - around)) - margin
    const { spans } = read(scan.bytes.subarray(start, Math.min(scan.end, to + around)))
    for (const span of spans) {
      const own = { ...span, start: span.start + start, end: span.end + start }
      if (own.end > from && own.start < to) scan.spans.push(own)
    }
  }
  return true
}

/** Whole lines, those that are near each other as one. */
function stretchesOf({ bytes, end }: Scan, views: Int32Array): { from: number; to: number }[] {
  const stretches: { from: number; to: number }[] = []
  for (const [start, stop] of inOrder(views)) {
    const from = lineStartOf(bytes, start)
    const found = bytes.indexOf(LF, stop)
    const to = found < 0 ? end : found + 1
    const last = stretches.at(-1)
    if (last !== undefined && from < last.to + 2 * around) last.to = Math.max(last.to, to)
    else stretches.push({ from, to })
  }
  return stretches
}

function inOrder(views: Int32Array): [number, number][] {
  const pairs = Array.from({ length: views.length / 2 }, (_, at): [number, number] => [
    views[at * 2]!,
    views[at * 2 + 1]!,
  ])
  return pairs.sort(([a], [b]) => a - b)
}

const lineStartOf = (bytes: Buffer, at: number) => Math.max(margin, bytes.lastIndexOf(LF, at - 1) + 1)
