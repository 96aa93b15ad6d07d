import { LF } from './chars.ts'
import type { LineMemory } from './line-memory.ts'
import { type LineTable, unknown } from './line-table.ts'
import { callAgain, callAll, type Trail } from './run.ts'
import { readAgain } from './runs.ts'
import { margin, type Scan } from './scan.ts'
import { isSettled } from './settled.ts'
import { byLine, byShape, isAgain, type Recording, recordingOf, resolved } from './steps.ts'

/**
 * Calls every handler whose literal stands in the window, in the order in which literals end, the longest first. Where lines of
 * the same shape were read before, only those are called that may have another answer now.
 *
 * @param withheldRule claims what takes too much work
 */
export function runAnchors(scan: Scan, withheldRule: number): void {
  const { bytes, end, memory, pieces } = scan
  if (memory === undefined) {
    pieces.push({ start: margin, end, table: undefined, line: 0, level: 0 })
    callAll(scan, margin, end, withheldRule)
    return
  }
  memory.begin()
  const { marks } = memory
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let done = margin
  for (let at = margin; at < end; ) {
    // A claim may end in the middle of a line; the rest of that line is read as it is.
    if (at > done) pieces.push({ start: done, end: at, table: undefined, line: 0, level: 0 })
    if (bytes[at - 1] === LF && marks.read(view, at)) {
      done = marks.lineEnd
      const line = memory.lineOf()
      if (line !== unknown && isSettled(memory.exact, line, bytes, at, done)) {
        scan.settled.push(at, done, line)
        at = done
      } else at = runLine(scan, memory, view, line, at, done, withheldRule)
    } else {
      done = lineEndOf(bytes, at)
      pieces.push({ start: at, end: done, table: undefined, line: 0, level: 0 })
      at = callAll(scan, at, done, withheldRule)
    }
  }
  memory.end(scan.settled.length / 3)
}

function lineEndOf(bytes: Buffer, at: number): number {
  const found = bytes.indexOf(LF, at)
  return found < 0 ? bytes.length : found + 1
}

/** Reads a line as far as it is new. Returns where to go on. */
function runLine(
  scan: Scan,
  memory: LineMemory,
  view: DataView,
  line: number,
  from: number,
  to: number,
  withheldRule: number,
): number {
  const { shapes, exact, marks } = memory
  if (line !== unknown) return repeat(scan, exact, line, byLine, from, to, withheldRule)
  const isSeenAgain = memory.isSightedAgain()
  const isWorthIt = isSeenAgain || memory.doLinesComeAgain()
  marks.readShape(view, from)
  const shape = memory.shapeOf()
  const learnExact = () => {
    const recording = recordingOf(exact, from, to, byLine)
    return learnLine(scan, recording, marks.exactA, marks.exactB, withheldRule)
  }
  if (shape === unknown) {
    if (isSeenAgain) return learnExact()
    if (memory.isShapeSightedAgain()) {
      const recording = recordingOf(shapes, from, to, byShape)
      return learnLine(scan, recording, marks.shapeA, marks.shapeB, withheldRule)
    }
    if (isWorthIt) return learnExact()
    // Most lines with a shape of their own stay alone: to learn them costs more than to read them.
    scan.pieces.push({ start: from, end: to, table: undefined, line: 0, level: 0 })
    return callAll(scan, from, to, withheldRule)
  }
  if (shapes.callsOf(shape) === 0 && shapes.runsOf(shape) === 0) {
    // The next one is known without its shape.
    const added = isWorthIt ? exact.add(marks.exactA, marks.exactB, []) : unknown
    if (added !== unknown) exact.addRuns(added, [])
    return to
  }
  if (!isWorthIt) return repeat(scan, shapes, shape, byShape, from, to, withheldRule)
  // In such lines claims end within words: what their shape needs is not enough.
  if (shapes.isMarked(shape)) return learnExact()
  // What its shape needs is all that can be found in it.
  const recording = recordingOf(exact, from, to, byLine)
  const trail: Trail = { recording, taken: [], hidden: [], isBroken: false }
  const before = scan.withheld
  const next = callAgain(scan, shapes, shape, from, to, withheldRule, trail)
  const steps = scan.withheld === before ? stepsOf(trail) : undefined
  if (trail.isBroken) shapes.mark(shape)
  const added = steps === undefined ? unknown : exact.add(marks.exactA, marks.exactB, steps)
  scan.pieces.push({ start: from, end: to, table: added === unknown ? undefined : exact, line: added, level: byLine })
  return next
}

/** What the same line needs; nothing when that is not known. */
function stepsOf({ recording, taken, hidden, isBroken }: Trail): number[] | undefined {
  if (isBroken) return undefined
  // Where nothing is asked again, the same claims hide the same steps.
  const isFixed = !taken.some((steps, at) => isAgain(steps) && !hidden[at])
  return taken.filter((_, at) => !isFixed || !hidden[at]).flatMap((steps) => resolved(recording, isFixed, steps))
}

function learnLine(scan: Scan, recording: Recording, first: number, second: number, withheldRule: number): number {
  const { table, lineStart, lineEnd, level } = recording
  const before = scan.withheld
  const steps: number[] = []
  const next = callAll(scan, lineStart, lineEnd, withheldRule, recording, steps)
  const line = scan.withheld === before ? table.add(first, second, steps) : unknown
  scan.pieces.push({ start: lineStart, end: lineEnd, table: line === unknown ? undefined : table, line, level })
  return next
}

function repeat(
  scan: Scan,
  table: LineTable,
  line: number,
  level: number,
  from: number,
  to: number,
  withheldRule: number,
): number {
  if (table.runsOf(line) !== 0) scan.pieces.push({ start: from, end: to, table, line, level })
  return table.callsOf(line) === 0 ? to : callAgain(scan, table, line, from, to, withheldRule)
}

/** Where settled lines stand, as pairs of numbers: those that follow each other are one stretch. */
export function settledStretches({ settled }: Scan): Int32Array {
  const stretches: number[] = []
  for (let k = 0; k < settled.length; k += 3) {
    if (stretches.at(-1) === settled[k]) stretches[stretches.length - 1] = settled[k + 1]!
    else stretches.push(settled[k]!, settled[k + 1]!)
  }
  return Int32Array.from(stretches)
}

/** Notes the lines of these stretches as settled. Says whether each of them still is. */
export function settleAgain(scan: Scan, stretches: Int32Array): boolean {
  const { bytes, memory, settled } = scan
  if (memory === undefined) return stretches.length === 0
  const { marks, exact } = memory
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let k = 0; k < stretches.length; k += 2) {
    for (let at = stretches[k]!; at < stretches[k + 1]!; at = marks.lineEnd) {
      const line = marks.read(view, at) ? memory.lineOf() : unknown
      if (line === unknown || !isSettled(exact, line, bytes, at, marks.lineEnd)) return false
      settled.push(at, marks.lineEnd, line)
    }
  }
  return true
}

/** Makes the claims of a line that was left out as settled. */
export function claimSettledLine(scan: Scan, line: number, start: number, end: number): void {
  const { memory } = scan
  if (memory === undefined) return
  const { exact } = memory
  // To repeat what is known is no reason to give up.
  scan.fuel = 1 << 30
  callAgain(scan, exact, line, start, end, 0)
  readAgain(scan, exact, line, start)
}
