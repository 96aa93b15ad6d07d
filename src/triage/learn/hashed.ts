import type { Counts, Vector } from './vocabulary.ts'

/** Features as numbers: each group's places in a table of `size` buckets, and how often each occurs. */
export type HashedCounts = { places: Int32Array; counts: Float32Array }[]

/** A number for a feature's name that is the same on every machine. `size` is a power of two. */
export function hash(feature: string, size: number): number {
  let state = 2_166_136_261
  for (let at = 0; at < feature.length; at++) state = Math.imul(state ^ feature.charCodeAt(at), 16_777_619)
  state ^= state >>> 15
  state = Math.imul(state, 0x2c1b3c6d)
  state ^= state >>> 12
  return (state >>> 0) & (size - 1)
}

export function hashed(groups: Counts, size: number): HashedCounts {
  return groups.map((group) => {
    const places = new Int32Array(group.size)
    const counts = new Float32Array(group.size)
    let at = 0
    for (const [feature, times] of group) {
      places[at] = hash(feature, size)
      counts[at++] = 1 + Math.log(times)
    }
    return { places, counts }
  })
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
      const weight = group.counts[index]! * telling[group.places[index]!]!
      if (weight <= 0) continue
      places[end] = group.places[index]!
      weights[end++] = weight
      squares += weight * weight
    }
    const scale = squares > 0 ? (shares[at] ?? 1) / Math.sqrt(squares) : 0
    for (let index = start; index < end; index++) weights[index]! *= scale
  }
  return { places: places.subarray(0, end), weights: weights.subarray(0, end), known: 1 }
}
