import { kindShares, plainOf } from './kind-features.ts'
import { readKindFile } from './kind-file.ts'
import { type HashedCounts, type HashedGroup, hashedVector } from './learn/hashed.ts'
import { beginning, placeOf } from './learn/tally.ts'

/** Steps between a plain question and a plain wish; further out says no more. */
const steps = 4

/**
 * How much a text sounds like a wish rather than a question, as thousands of products word them: something to learn a
 * product's own kinds from, beside its words. A text lies between two steps, and has so much of each.
 *
 * @param groups what `kindCounts` found, in a table of `size` buckets, no fewer than the model that ships has.
 */
export function wishCounts(groups: HashedCounts, size: number): HashedGroup {
  const at = Math.min(steps, Math.max(0, wishOf(groups) + steps / 2))
  const below = Math.min(steps - 1, Math.floor(at))
  return {
    places: Int32Array.of(placeOf(beginning(`w:${below}`), size), placeOf(beginning(`w:${below + 1}`), size)),
    counts: Float32Array.of(1 - (at - below), at - below),
  }
}

function wishOf(groups: HashedCounts): number {
  const { header, telling, wishes } = readKindFile()
  const last = header.buckets - 1
  const folded = plainOf(groups).map(({ places, counts }) => ({ places: places.map((place) => place & last), counts }))
  const { places, weights } = hashedVector(folded, telling, kindShares)
  let sum = 0
  for (let at = 0; at < places.length; at++) sum += wishes[places[at]!]! * weights[at]!
  return header.wish.bias + header.wish.scale * sum
}
