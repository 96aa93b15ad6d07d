import { hasItsDigits, isSingle, letterMask, standsBefore } from './automaton.ts'
import { is, LF, NAME } from './chars.ts'
import type { LineTable } from './line-table.ts'
import { fuelPerByte, reach, type Scan } from './scan.ts'
import {
  byLine,
  byMore,
  byShape,
  claimAgain,
  claimLength,
  claimMark,
  copied,
  isAgain,
  nothing,
  type Recording,
  recorded,
  resolved,
  type Steps,
  stepOf,
} from './steps.ts'

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
export function callAll(
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
  let hidden: Map<number, Steps> | undefined
  scan.askedEnds.length = 0
  scan.lineSpans = scan.spans.length
  let i = seek(scan, from, to, bytes[from - 1] === LF ? behindBreak(scan) : 0)
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
      if (recording !== undefined) {
        hidden ??= new Map()
        listHidden(scan, i + 1, reached, to, recording, hidden)
      }
      i = seek(scan, scan.skipTo, to, 0)
    } else i = seek(scan, i + 1, to, reached)
  }
  if (known !== undefined && recording !== undefined && steps !== undefined) {
    const isFixed = ![...known.values()].some(isAgain)
    for (const some of all(known, hidden, isFixed))
      for (const step of resolved(recording, isFixed, some)) steps.push(step)
  }
  return i
}

/** The machine's state where a line begins: literals may begin with the break before it. */
function behindBreak({ anchors: { automaton } }: Scan): number {
  return automaton.next[automaton.letters[LF]! & letterMask]!
}

function call(
  scan: Scan,
  number: number,
  end: number,
  recording: Recording | undefined,
  known: Map<number, Steps> | undefined,
): void {
  const { literal, handler, data, exact } = scan.anchors.list[number]!
  if (literal.length > 1 && !standsBefore(scan.bytes, end, literal)) return
  if (exact === true && !hasItsDigits(scan.bytes, end, literal)) {
    // The next line of the shape may have the digits.
    const again = recording === undefined ? 0 : stepOf(end - recording.lineStart, number)
    if (recording?.level === byShape) known?.set(again, [again])
    return
  }
  scan.fuel -= 12
  if (recording === undefined || known === undefined) handler(scan, end - literal.length, end, data)
  else known.set(stepOf(end - recording.lineStart, number), askAgain(scan, recording, number, end))
}

/** Calls a handler, and tells what a like line needs of it. */
function askAgain(scan: Scan, recording: Recording, number: number, end: number): Steps {
  const { literal, handler, data, local } = scan.anchors.list[number]!
  const { dottedEnd, identEnd, colonEnd, digitEnd } = scan
  const place = end - recording.lineStart
  const least = local === true ? byShape : local === 'line' ? byLine : byMore
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

/**
 * What lies within a claim is not read; in the next line of the shape there may be no claim, so what begins there is listed.
 *
 * @param from where the machine stopped, in `started`
 */
function listHidden(
  scan: Scan,
  from: number,
  started: number,
  to: number,
  { lineStart }: Recording,
  hidden: Map<number, Steps>,
): void {
  const { next, letters, ends, endsAt, singles, accept } = scan.anchors.automaton
  const { list } = scan.anchors
  const { bytes, skipTo } = scan
  let current = started
  // Another machine starts behind the claim: from where both are in the same state, nothing that is found began before.
  let other = 0
  for (let i = from; i < to && (i < skipTo || current !== other); i++) {
    const letter = letters[bytes[i]!]! & letterMask
    current = next[(current << 5) | letter]!
    if (i >= skipTo) other = next[(other << 5) | letter]!
    if (current >= accept) {
      for (let k = endsAt[current - accept]!; k < endsAt[current - accept + 1]!; k++) {
        const number = ends[k]!
        const { literal } = list[number]!
        if (i + 1 - literal.length >= skipTo || !standsBefore(bytes, i + 1, literal)) continue
        const again = stepOf(i + 1 - lineStart, number)
        hidden.set(again, [again])
      }
    }
    if (i >= skipTo) continue
    for (const number of singles[bytes[i]!] ?? []) {
      const again = stepOf(i + 1 - lineStart, number)
      hidden.set(again, [again])
    }
  }
}

/** All steps by their place. Where nothing must be asked again, the same claims hide the same. */
function all(
  known: ReadonlyMap<number, Steps>,
  hidden: ReadonlyMap<number, Steps> | undefined,
  isFixed: boolean,
): Iterable<Steps> {
  if (hidden === undefined || isFixed) return known.values()
  return [...hidden, ...known].sort(([a], [b]) => (a >>> 16) - (b >>> 16)).map(([, steps]) => steps)
}

/** What becomes of the steps of a shape in a line of that shape. */
export type Trail = {
  recording: Recording
  taken: Steps[]
  /** Whether each of these was left out, as it begins within a claim. */
  hidden: boolean[]
  /** The rest of the line was read as it is. */
  isBroken: boolean
}

/** Takes the steps that this line needs; as `callAll` would, it leaves out what begins within a claim. */
export function callAgain(
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
  // A literal may begin with the break before the line.
  let claimedTo = from - 1
  let isAsked = false
  scan.skipTo = 0
  scan.askedEnds.length = 0
  scan.lineSpans = scan.spans.length
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
    const { literal, handler, data, exact } = list[what === claimMark ? lists[k + 1]! : what]!
    const start = end - literal.length
    const isHidden = start < claimedTo
    let steps: Steps | undefined
    if (!isHidden) {
      scan.at = end - 1
      if (what === claimMark) claimAgain(scan, table, k, from)
      else if (exact === true && !hasItsDigits(scan.bytes, end, literal)) steps = nothing
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
