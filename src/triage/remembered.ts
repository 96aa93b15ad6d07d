import type { Kind } from '../core/types.ts'
import { likeness } from '../knowledge/likeness.ts'
import { createSearch } from '../knowledge/search.ts'
import type { LabelledText } from './lesson.ts'

/** From here on a request counts as one that has been corrected before. */
const like = 0.6

/** What people said of a request like this one. */
export interface Recalled {
  category: string
  /** Only where somebody has said it. */
  kind?: Kind
  /** How like the two are, 0.6 to 1. */
  lean: number
}

/**
 * Remembers what people said requests were: one that is like a corrected one leans to the same, the more the liker it
 * is. There is no learning anew, so one word is enough and nothing else changes.
 */
export function remember(corrections: readonly LabelledText[]): (text: string) => Recalled | undefined {
  if (corrections.length === 0) return () => undefined
  const search = createSearch(corrections.map(({ text }, at) => ({ id: String(at), title: text, text: '' })))
  return (text) => {
    const [near] = search.find(text, 1).results
    const corrected = near && corrections[Number(near.id)]
    if (corrected === undefined) return undefined
    const lean = likeness(text, corrected.text)
    const { category, kind } = corrected
    return lean < like ? undefined : { category, lean, ...(kind && { kind }) }
  }
}

/** Changes probabilities in place, so that `name` has them to the share of `lean`; they still sum to 1. */
export function leanTo<Name extends string>(scores: Record<Name, number>, name: Name, lean: number): void {
  for (const each of Object.keys(scores) as Name[]) {
    scores[each] = scores[each] * (1 - lean) + (each === name ? lean : 0)
  }
}
