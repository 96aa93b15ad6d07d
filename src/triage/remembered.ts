import type { Kind } from '../core/types.ts'
import { likeness } from '../knowledge/likeness.ts'
import { createSearch } from '../knowledge/search.ts'
import type { LabelledText } from './lesson.ts'

/** From here on a request counts as one that has been corrected before. */
const like = 0.6

/**
 * Remembers of which kind people said requests were: one that is like a corrected one leans to the same kind, the more
 * the liker it is. There is no learning anew, so one word is enough and nothing else changes.
 *
 * @returns changes the scores in place; they still sum to 1.
 */
export function rememberKinds(
  corrections: readonly LabelledText[],
): (text: string, scores: Record<Kind, number>) => void {
  const kinds = corrections.filter(({ kind }) => kind !== undefined)
  if (kinds.length === 0) return () => {}
  const search = createSearch(kinds.map(({ text }, at) => ({ id: String(at), title: text, text: '' })))
  return (text, scores) => {
    const [near] = search.find(text, 1).results
    const corrected = near && kinds[Number(near.id)]
    if (corrected?.kind === undefined) return
    const lean = likeness(text, corrected.text)
    if (lean < like) return
    for (const kind of Object.keys(scores) as Kind[]) {
      scores[kind] = scores[kind] * (1 - lean) + (kind === corrected.kind ? lean : 0)
    }
  }
}
