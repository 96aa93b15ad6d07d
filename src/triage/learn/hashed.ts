import type { Vector } from './vocabulary.ts'

/** Features of one group as numbers: each one's place in a table of `size` buckets, and what it counts. */
export interface HashedGroup {
  places: Int32Array
  counts: Float32Array
  /** Measures that every text has, of either sign: how many texts have them tells nothing, and they count as they are. */
  isMeasured?: true
}

export type HashedCounts = HashedGroup[]

/** The same counts at places of their own for each `salt`: a copy of every feature. */
export function hashedAgain(groups: HashedCounts, salt: number, size: number): HashedCounts {
  return groups.map((group) => ({ ...group, places: group.places.map((place) => mixed(place, salt) & (size - 1)) }))
}

function mixed(place: number, salt: number): number {
  let state = Math.imul(place ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(salt + 1, 0xc2b2ae35)
  state = Math.imul(state ^ (state >>> 16), 0x2c1b3c6d)
  return (state ^ (state >>> 13)) >>> 0
}

/** How telling each bucket is: 0 for one that fewer than two texts had, else its inverse document frequency. */
export function tellingOf(texts: readonly HashedCounts[], size: number): Float32Array {
  const seen = new Float32Array(size)
  for (const groups of texts) for (const { places } of groups) for (const place of places) seen[place]! += 1
  return seen.map((times) => (times < 2 ? 0 : Math.log((texts.length + 1) / (times + 0.5))))
}

/** A text as a learner sees it: each group of length `share`, whatever its number of features and the scale of `telling`. */
export function hashedVector(groups: HashedCounts, telling: ArrayLike<number>, shares: readonly number[]): Vector {
  const most = groups.reduce((sum, { places }) => sum + places.length, 0)
  const places = new Int32Array(most)
  const weights = new Float32Array(most)
  let end = 0
  for (const [at, group] of groups.entries()) {
    const start = end
    let squares = 0
    for (let index = 0; index < group.places.length; index++) {
      const weight = group.counts[index]! * (group.isMeasured ? 1 : telling[group.places[index]!]!)
      if (weight === 0) continue
      places[end] = group.places[index]!
      weights[end++] = weight
      squares += weight * weight
    }
    const scale = squares > 0 ? (shares[at] ?? 1) / Math.sqrt(squares) : 0
    for (let index = start; index < end; index++) weights[index]! *= scale
  }
  return { places: places.subarray(0, end), weights: weights.subarray(0, end), known: 1 }
}

/**
 * Numbers for the buckets that tell something, the commonest first: a learner that goes over its rows many times finds
 * what it needs close together, which makes it several times quicker.
 */
export function numbered(telling: Float32Array): { places: Int32Array; used: number } {
  const used = Int32Array.from(telling.keys()).filter((place) => telling[place]! > 0)
  used.sort((a, b) => telling[a]! - telling[b]! || a - b)
  const places = new Int32Array(telling.length).fill(-1)
  for (const [number, place] of used.entries()) places[place] = number
  return { places, used: used.length }
}

/** A vector with other numbers for its places, without those that have none. */
export function renumbered({ places, weights, known }: Vector, numbers: Int32Array): Vector {
  const kept = places.map((_, at) => at).filter((at) => numbers[places[at]!]! >= 0)
  return {
    places: kept.map((at) => numbers[places[at]!]!),
    weights: Float32Array.from(kept, (at) => weights[at]!),
    known,
  }
}
