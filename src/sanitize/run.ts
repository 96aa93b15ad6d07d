import { isSingle, letterMask, standsBefore } from './automaton.ts'
import { is, LF, NAME } from './chars.ts'
import type { LineMemory } from './line-memory.ts'
import { type LineTable, unknown } from './line-table.ts'
import { fuelPerByte, margin, reach, type Scan } from './scan.ts'
import {
  byLine,
  byMore,
  byShape,
  claimAgain,
  claimLength,
  claimMark,
  copied,
  type Recording,
  recorded,
  type Steps,
  stepOf,
} from './steps.ts'

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
      at = runLine(scan, memory, at, done, withheldRule)
    } else {
      done = lineEndOf(bytes, at)
      pieces.push({ start: at, end: done, table: undefined, line: 0, level: 0 })
      at = callAll(scan, at, done, withheldRule)
    }
  }
}

function lineEndOf(bytes: Buffer, at: number): number {
  const found = bytes.indexOf(LF, at)
  return found < 0 ? bytes.length : found + 1
}

/** Reads a line as far as it is new. Returns where to go on. */
function runLine(scan: Scan, memory: LineMemory, from: number, to: number, withheldRule: number): number {
  const { shapes, exact, marks } = memory
  const shape = memory.shapeOf()
  if (shape === unknown) {
    const recording = { table: shapes, lineStart: from, lineEnd: to, level: byShape }
    return learnLine(scan, recording, marks.shapeA, marks.shapeB, withheldRule)
  }
  if (shapes.callsOf(shape) === 0 && shapes.runsOf(shape) === 0) return to
  const line = memory.lineOf()
  if (line !== unknown) return repeat(scan, exact, line, byLine, from, to, withheldRule)
  if (!memory.isSightedAgain()) return repeat(scan, shapes, shape, byShape, from, to, withheldRule)
  // What its shape needs is all that can be found in it.
  const recording = { table: exact, lineStart: from, lineEnd: to, level: byLine }
  const trail: Trail = { recording, taken: [], hidden: [], isBroken: false }
  const before = scan.withheld
  const next = callAgain(scan, shapes, shape, from, to, withheldRule, trail)
  const steps = scan.withheld === before ? stepsOf(trail) : undefined
  const added = steps === undefined ? unknown : exact.add(marks.exactA, marks.exactB, steps)
  scan.pieces.push({ start: from, end: to, table: added === unknown ? undefined : exact, line: added, level: byLine })
  return next
}

/** What becomes of the steps of a shape in a line of that shape. */
type Trail = {
  recording: Recording
  taken: Steps[]
  /** Whether each of these was left out, as it begins within a claim. */
  hidden: boolean[]
  /** The rest of the line was read as it is. */
  isBroken: boolean
}

/** What the same line needs; nothing when that is not known. */
function stepsOf({ taken, hidden, isBroken }: Trail): number[] | undefined {
  if (isBroken) return undefined
  // Where nothing is asked again, the same claims hide the same steps.
  const isFixed = !taken.some((steps, at) => isAgain(steps) && !hidden[at])
  return taken.filter((_, at) => !isFixed || !hidden[at]).flat()
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

/** The state of the machine where `seek` stopped. */
let state = 0

/** Goes on to the next byte where a literal may end. A function of its own, as it is all that most bytes see. */
function seek(scan: Scan, from: number, to: number, started: number): number {
  const { next, letters, accept } = scan.anchors.automaton
  const { bytes } = scan
  let current = started
  let i = from
  for (; i < to; i++) {
    const letter = letters[bytes[i]!]!
    current = next[(current << 5) | (letter & letterMask)]!
    if (current >= accept || letter >= isSingle) break
  }
  state = current
  return i
}

/**
 * Reads a piece byte by byte.
 *
 * @param steps gets what a line like this one needs
 * @returns where to go on: `to`, or behind a claim that reaches further
 */
function callAll(
  scan: Scan,
  from: number,
  to: number,
  withheldRule: number,
  recording?: Recording,
  steps?: number[],
): number {
  const { ends, endsAt, singles, accept } = scan.anchors.automaton
  const { bytes } = scan
  const known = recording === undefined ? undefined : new Map<number, Steps>()
  let skipped = false
  scan.askedEnds.length = 0
  let i = seek(scan, from, to, 0)
  while (i < to) {
    const reached = state
    scan.skipTo = 0
    scan.at = i
    if (reached >= accept) {
      const last = endsAt[reached - accept + 1]!
      for (let k = endsAt[reached - accept]!; k < last; k++) call(scan, ends[k]!, i + 1, recording, known)
    }
    const single = singles[bytes[i]!]
    if (single !== undefined) for (let k = 0; k < single.length; k++) call(scan, single[k]!, i + 1, recording, known)
    if (scan.fuel < 0) i = seek(scan, giveUpLine(scan, i, withheldRule), to, 0)
    else if (scan.skipTo > i + 1) {
      skipped = true
      i = seek(scan, scan.skipTo, to, 0)
    } else i = seek(scan, i + 1, to, reached)
  }
  if (known !== undefined && steps !== undefined) {
    const isFixed = ![...known.values()].some(isAgain)
    if (skipped && !isFixed) listAll(scan, from, to, known, steps)
    else for (const some of known.values()) steps.push(...some)
  }
  return i
}

const isAgain = (steps: Steps) => steps.length === 1

function call(
  scan: Scan,
  number: number,
  end: number,
  recording: Recording | undefined,
  known: Map<number, Steps> | undefined,
): void {
  const { literal, handler, data } = scan.anchors.list[number]!
  if (literal.length > 1 && !standsBefore(scan.bytes, end, literal)) return
  scan.fuel -= 12
  if (recording === undefined || known === undefined) handler(scan, end - literal.length, end, data)
  else known.set(stepOf(end - recording.lineStart, number), askAgain(scan, recording, number, end))
}

/** Calls a handler, and tells what a like line needs of it. */
function askAgain(scan: Scan, recording: Recording, number: number, end: number): Steps {
  const { literal, handler, data, local } = scan.anchors.list[number]!
  const { dottedEnd, identEnd, colonEnd, digitEnd } = scan
  const place = end - recording.lineStart
  const least = local === true ? byShape : byMore
  const steps = recorded(scan, recording, place, number, stepOf(place, number), least, () =>
    handler(scan, end - literal.length, end, data),
  )
  if (!isAgain(steps)) return steps
  if (scan.dottedEnd !== dottedEnd) scan.askedEnds.push(scan.dottedEnd)
  if (scan.identEnd !== identEnd) scan.askedEnds.push(scan.identEnd)
  if (scan.colonEnd !== colonEnd) scan.askedEnds.push(scan.colonEnd)
  if (scan.digitEnd !== digitEnd) scan.askedEnds.push(scan.digitEnd)
  return steps
}

/** What lies within a claim was not read; in the next line of the shape there may be no claim. */
function listAll(scan: Scan, from: number, to: number, known: ReadonlyMap<number, Steps>, steps: number[]): void {
  const { ends, endsAt, singles, accept } = scan.anchors.automaton
  const { list } = scan.anchors
  for (let i = seek(scan, from, to, 0); i < to; i = seek(scan, i + 1, to, state)) {
    const anchors = [
      ...(state >= accept ? ends.subarray(endsAt[state - accept], endsAt[state - accept + 1]) : []),
      ...(singles[scan.bytes[i]!] ?? []),
    ]
    for (const number of anchors) {
      if (!standsBefore(scan.bytes, i + 1, list[number]!.literal)) continue
      const again = stepOf(i + 1 - from, number)
      steps.push(...(known.get(again) ?? [again]))
    }
  }
}

/** Takes the steps that this line needs; as `callAll` would, it leaves out what begins within a claim. */
function callAgain(
  scan: Scan,
  table: LineTable,
  line: number,
  from: number,
  to: number,
  withheldRule: number,
  trail?: Trail,
): number {
  const { list } = scan.anchors
  const { lists } = table
  const first = table.callsOf(line)
  const last = first + lists[first]!
  let claimedTo = from
  let isAsked = false
  scan.skipTo = 0
  scan.askedEnds.length = 0
  for (let k = first + 1; k <= last; k++) {
    const end = from + (lists[k]! >>> 16)
    const what = lists[k]! & 0xffff
    if (end - 1 !== scan.at) {
      // All that ends at one byte is read before what was claimed there counts.
      if (scan.skipTo > scan.at + 1) {
        claimedTo = scan.skipTo
        // Behind it begins half a word that the line before may not have had.
        if (isAsked && isWithinWord(scan.bytes, claimedTo)) {
          if (trail !== undefined) trail.isBroken = true
          return callAll(scan, claimedTo, to, withheldRule)
        }
      }
      scan.skipTo = 0
      isAsked = false
    }
    const { literal, handler, data } = list[what === claimMark ? lists[k + 1]! : what]!
    const start = end - literal.length
    const isHidden = start < claimedTo
    let steps: Steps | undefined
    if (!isHidden) {
      scan.at = end - 1
      if (what === claimMark) claimAgain(scan, table, k, from)
      else {
        isAsked = true
        scan.fuel -= 12
        if (trail === undefined) handler(scan, start, end, data)
        else steps = askAgain(scan, trail.recording, what, end)
      }
      if (scan.fuel < 0) return Math.max(giveUpLine(scan, scan.at, withheldRule), to)
    }
    if (trail !== undefined) {
      trail.taken.push(steps ?? (what === claimMark ? copied(trail.recording.table, table, k) : [lists[k]!]))
      trail.hidden.push(isHidden)
    }
    if (what === claimMark) k += claimLength
  }
  return Math.max(scan.skipTo, claimedTo, to)
}

const isWithinWord = (bytes: Buffer, at: number) => isWordByte(bytes[at - 1]!) && isWordByte(bytes[at]!)
const isWordByte = (byte: number) => is(byte, NAME) || byte === 46 || byte === 36 || byte >= 0x80

/** Withholds a line, and lends the next one some fuel. Returns where to go on. */
function giveUpLine(scan: Scan, at: number, rule: number): number {
  const start = scan.lineStart(at, reach)
  const end = scan.lineEnd(at, reach)
  scan.withheld++
  scan.claim(start, end, rule, '')
  scan.fuel = Math.max(20_000, (end - start) * fuelPerByte)
  return Math.max(end, at + 1)
}
