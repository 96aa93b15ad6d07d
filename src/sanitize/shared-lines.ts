import { type LineTable, unknown } from './line-table.ts'
import { claimLength } from './steps.ts'

/**
 * Settled lines on their way to another thread: of each the two numbers it is known by, and its claims while the literals are
 * read and while the long runs are, each list with its length before it. Claims name their texts by number.
 */
export type SharedLines = { numbers: Int32Array; texts: string[] }

/** What was settled since the last call; nothing when that is none. */
export function sharedLines(table: LineTable): SharedLines | undefined {
  const lines = table.takeSettled()
  if (lines.length === 0) return undefined
  const numbers: number[] = []
  const texts: string[] = []
  for (const line of lines) {
    numbers.push(...table.marksOf(line))
    for (const list of [table.callsOf(line), table.runsOf(line)]) {
      const claims = [...table.lists.subarray(list + 1, list + 1 + table.lists[list]!)]
      for (let k = claimLength; k < claims.length; k += claimLength + 1)
        if (claims[k] !== 0) claims[k] = texts.push(table.texts[claims[k]! - 1]!)
      numbers.push(claims.length)
      for (const number of claims) numbers.push(number)
    }
  }
  return { numbers: Int32Array.from(numbers), texts }
}

/** The same lines with other numbers for the rules. */
export function renumbered({ numbers, texts }: SharedLines, ruleOf: readonly number[]): SharedLines {
  const own = Int32Array.from(numbers)
  for (let at = 0; at < own.length; ) {
    at += 2
    for (let list = 0; list < 2; list++) {
      const end = at + 1 + own[at]!
      for (let k = at + 1; k < end; k += claimLength + 1) own[k + ruleAt] = ruleOf[own[k + ruleAt]!]!
      at = end
    }
  }
  return { numbers: own, texts }
}
/** Where in a claim its rule stands. */
const ruleAt = 4

/** Takes over what another thread has settled, as far as it is new and there is room. */
export function takeOver(table: LineTable, { numbers, texts }: SharedLines): void {
  const listAt = (at: number) => {
    const claims = [...numbers.subarray(at + 1, at + 1 + numbers[at]!)]
    for (let k = claimLength; k < claims.length; k += claimLength + 1)
      if (claims[k] !== 0) claims[k] = table.texts.push(texts[claims[k]! - 1]!)
    return claims
  }
  for (let at = 0; at < numbers.length; ) {
    const runsAt = at + 3 + numbers[at + 2]!
    if (table.find(numbers[at]!, numbers[at + 1]!) === unknown) {
      const line = table.add(numbers[at]!, numbers[at + 1]!, listAt(at + 2))
      if (line !== unknown) {
        table.addRuns(line, listAt(runsAt))
        if (table.runsOf(line) !== unknown) table.settle(line, true, false)
      }
    }
    at = runsAt + 1 + numbers[runsAt]!
  }
}
