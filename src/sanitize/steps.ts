import { DIGIT, is } from './chars.ts'
import type { LineTable } from './line-table.ts'
import type { Scan } from './scan.ts'

/**
 * How much of the text an answer follows from: the shape of its line, the line's bytes, these and what was claimed in the line
 * before, or more than the line.
 */
export const byShape = 0
export const byLine = 1
export const byClaims = 2
export const byMore = 3

/**
 * What is done in a line like one that was read before, as numbers. To ask again is one: the place in the line, and the number of
 * the anchor or the length of the run. To make the same claim again is six: the place with `claimMark`, the anchor, where the
 * claim starts and ends in the line, its rule, and the number of its text in the table or 0.
 */
export type Steps = readonly number[]

export const stepOf = (place: number, what: number) => (place << 16) | what
/** No anchor has this number, and no run in a remembered line this length. */
export const claimMark = 0xffff
/** How many numbers of a claim follow the first. */
export const claimLength = 5

/** What is being learned about a line. */
export type Recording = {
  table: LineTable
  lineStart: number
  lineEnd: number
  /** Lines are like this one by their shape or byte for byte: answers that follow from more are asked again. */
  level: number
  /**
   * Steps that hold as long as nobody must be asked again in this line, as then the same is claimed before; and for each the step
   * that asks again.
   */
  ifFixed: Map<Steps, Steps>
}

/** What is being learned about a line from here on. */
export const recordingOf = (table: LineTable, lineStart: number, lineEnd: number, level: number): Recording => ({
  table,
  lineStart,
  lineEnd,
  level,
  ifFixed: new Map(),
})

/** The steps of a line in their order: where somebody is asked again, those that hold for fixed lines only are too. */
export const resolved = ({ ifFixed }: Recording, isFixed: boolean, steps: Steps): Steps =>
  isFixed ? steps : (ifFixed.get(steps) ?? steps)

/** Whether all that these say is to ask again. */
export const isAgain = (steps: Steps) => steps.length === 1

/** A like line needs nothing. */
export const nothing: Steps = []

/**
 * Asks once, and tells what a like line needs: nothing, the claims that were made, or to ask again.
 *
 * @param place where it happens, counted from the start of the line
 * @param anchor its number, or 0 for a run
 * @param again the step that asks again
 * @param least the answer follows from so much at least
 */
export function recorded(
  scan: Scan,
  { table, lineStart, lineEnd, level, ifFixed }: Recording,
  place: number,
  anchor: number,
  again: number,
  least: number,
  ask: () => void,
): Steps {
  const spans = scan.spans.length
  const learned = scan.learned.length
  const views = scan.views.length
  scan.dependence = least
  ask()
  // What is decoded counts each time; what was learned of a line is known when the very same comes again.
  const isLasting = scan.views.length === views && (level === byLine || scan.learned.length === learned)
  const isIfFixed = level === byLine && scan.dependence === byClaims
  if (!isLasting || (scan.dependence > level && !isIfFixed)) return [again]
  if (scan.spans.length === spans && !isIfFixed) return nothing
  const steps: number[] = []
  for (let k = spans; k < scan.spans.length; k++) {
    const { start, end, rule, value, wrap } = scan.spans[k]!
    if (wrap !== undefined || start < lineStart || end > lineEnd) return [again]
    // Another line of this shape has other digits in its text.
    if (value !== undefined && level === byShape && hasDigit(scan.bytes, start, end)) return [again]
    const text = value === undefined ? 0 : table.texts.push(value)
    steps.push(stepOf(place, claimMark), anchor, start - lineStart, end - lineStart, rule, text)
  }
  if (isIfFixed) ifFixed.set(steps, [again])
  return steps
}

function hasDigit(bytes: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (is(bytes[i], DIGIT)) return true
  return false
}

/** Makes the claim again whose numbers stand at `at` in the table's lists. */
export function claimAgain(scan: Scan, table: LineTable, at: number, lineStart: number): void {
  const { lists, texts } = table
  const text = lists[at + 5]!
  scan.claim(
    lineStart + lists[at + 2]!,
    lineStart + lists[at + 3]!,
    lists[at + 4]!,
    text === 0 ? undefined : texts[text - 1]!,
  )
}

/** The numbers of a claim that stands in another table. */
export function copied(into: LineTable, from: LineTable, at: number): Steps {
  const steps = [...from.lists.subarray(at, at + claimLength + 1)]
  const text = steps[claimLength]!
  if (text !== 0) steps[claimLength] = into.texts.push(from.texts[text - 1]!)
  return steps
}
