import type { Echo } from './echo.ts'
import type { LineMemory } from './line-memory.ts'
import { unknown } from './line-table.ts'
import type { Pseudonyms } from './pseudonyms.ts'
import { claimSettledLine } from './run-lines.ts'
import type { Scan } from './scan.ts'
import { mergeSpans, type Span } from './spans.ts'
import { Out, type Told, writeReplaced } from './writer.ts'

/** What blocks are written with. */
export type Writing = {
  echo: Echo
  pseudonyms: Pseudonyms
  count: (rule: number) => void
  tell: Told | undefined
}

/** What was found in a window, in order, with settled lines left out that no span reaches into. */
export type Placed = { spans: Span[]; settled: number[] }

/**
 * Puts what was found in order. A settled line that something else has a claim on, that lies not all within the stretch, or
 * whose redactions are to be told, is claimed like others.
 */
export function placed(scan: Scan, from: number, to: number, { echo, tell }: Writing): Placed {
  const spans = mergeSpans(scan.spans, scan.bytes)
  const { settled } = scan
  if (settled.length === 0) return { spans, settled }
  const untouched: number[] = []
  let at = 0
  const before = scan.spans.length
  for (let k = 0; k < settled.length; k += 3) {
    const start = settled[k]!
    const end = settled[k + 1]!
    while (at < spans.length && spans[at]!.end <= start) at++
    if (end <= from || start >= to) continue
    const isTouched = start < from || end > to || (at < spans.length && spans[at]!.start < end)
    if (!isTouched && tell === undefined) untouched.push(start, end, settled[k + 2]!)
    else {
      claimSettledLine(scan, settled[k + 2]!, start, end)
      echo.find(scan, start, end)
    }
  }
  return { spans: scan.spans.length === before ? spans : mergeSpans(scan.spans, scan.bytes), settled: untouched }
}

/** Writes a stretch of a window: settled lines as they were written before, the others with tokens for spans. */
export function writeBlock(
  scan: Scan,
  from: number,
  to: number,
  { spans, settled }: Placed,
  writing: Writing,
): Uint8Array {
  const { bytes, memory } = scan
  if (spans.length === 0 && settled.length === 0) return bytes.subarray(from, to)
  const { echo, pseudonyms, count, tell } = writing
  const out = new Out(to - from + ((to - from) >> 3) + 1024)
  let done = from
  let first = 0
  for (let k = 0; memory !== undefined && k < settled.length; k += 3) {
    const start = settled[k]!
    const end = settled[k + 1]!
    const line = settled[k + 2]!
    const place = memory.exact.writtenOf(line, echo.size)
    if (place === 0) continue
    // Names are given in the order of the text.
    if (done < start) first = writeReplaced(out, bytes, done, start, spans, first, pseudonyms, count, tell)
    if (place === unknown) writeNew(memory, scan, start, end, line, out, writing)
    else {
      const { lists } = memory.exact
      out.copy(memory.written.bytes, lists[place + 1]!, lists[place + 2]!)
      for (let i = place + 3; i <= place + lists[place]!; i++) count(lists[i]!)
    }
    done = end
  }
  writeReplaced(out, bytes, done, to, spans, first, pseudonyms, count, tell)
  return out.done()
}

/** Writes a settled line, and keeps what was written for the next one like it. */
function writeNew(
  memory: LineMemory,
  scan: Scan,
  start: number,
  end: number,
  line: number,
  out: Out,
  writing: Writing,
): void {
  const { echo, pseudonyms } = writing
  const known = scan.spans.length
  claimSettledLine(scan, line, start, end)
  echo.find(scan, start, end)
  const spans = mergeSpans(scan.spans.splice(known), scan.bytes)
  const rules: number[] = []
  const own = new Out(end - start + 256)
  const count = (rule: number) => {
    rules.push(rule)
    writing.count(rule)
  }
  writeReplaced(own, scan.bytes, start, end, spans, 0, pseudonyms, count)
  const text = own.done()
  out.copy(text, 0, text.length)
  if (spans.length === 0) memory.exact.keepWritten(line, echo.size, [])
  else {
    const at = memory.written.keep(text)
    if (at >= 0) memory.exact.keepWritten(line, echo.size, [at, at + text.length, ...rules])
  }
}
