import type { Priority } from '../core/types.ts'
import type { Desk } from '../desk.ts'
import { leanTo, type Recalled } from './remembered.ts'

/** The likeliest category and how sure that is, once what was said of a request like it is taken into account. */
export function recallCategory(
  scores: Record<string, number>,
  reading: { best: string; confidence: number },
  recalled: Recalled | undefined,
): { best: string; confidence: number } {
  if (recalled === undefined || !(recalled.category in scores)) return reading
  const { category, lean } = recalled
  const before = category === reading.best ? reading.confidence : scores[category]!
  leanTo(scores, category, lean)
  return scores[category]! >= scores[reading.best]!
    ? { best: category, confidence: before * (1 - lean) + lean }
    : { best: reading.best, confidence: reading.confidence * (1 - lean) }
}

/**
 * The likeliest category, except where privacy is at stake: talk of a breach goes to the private category when that is
 * among the three likeliest, and a mere guess does not hide a request that says nothing of the kind.
 */
export function guardPrivate(
  desk: Desk,
  likeliest: readonly string[],
  { isSure, isSpokenOf, isBreach }: { isSure: boolean; isSpokenOf: (id: string) => boolean; isBreach: boolean },
): string {
  const isPrivate = (id: string) => desk.categories.some((category) => category.id === id && category.private)
  const best = likeliest[0]!
  if (isBreach) return likeliest.slice(0, 3).find(isPrivate) ?? best
  if (isPrivate(best) && !isSure && !isSpokenOf(best)) return likeliest.find((id) => !isPrivate(id)) ?? best
  return best
}

/** Where the category is a guess: how bad the categories that it may be are, taken together. */
export function likeliestPriority(desk: Desk, scores: Record<string, number>): Priority {
  const chances = new Map<Priority, number>()
  for (const { id, priority } of desk.categories) chances.set(priority, (chances.get(priority) ?? 0) + scores[id]!)
  return [...chances].reduce((best, other) => (other[1] > best[1] ? other : best))[0]
}
