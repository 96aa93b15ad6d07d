import { Growing } from './growing.ts'
import { fullWeight, type WordIndex } from './word-index.ts'

/** A word that is looked for, and how much it counts. */
export interface Wanted {
  term: number
  weight: number
}

export interface Scored {
  at: number
  score: number
}

/** Looking a document up in a list costs as much as going through about so many of the list. */
const lookUpCost = 16

/** Finding out which documents are still in question goes through all of them; only lists about as long are worth it. */
const longShare = 0.3

/** It is tried once what is left is less than this share of the best sum: the sixtieth is rarely as good as the first. */
const behind = 0.6

/**
 * The documents with the largest sums of what their words weigh, best first. The most telling words come first; once
 * those that are left cannot lift another document among the best (MaxScore, Turtle & Flood 1995), the long lists of
 * common words are only looked into for the few that are still in question.
 *
 * @param sums room for a number for each document; what is in it does not matter.
 */
export function bestByWords(wanted: readonly Wanted[], index: WordIndex, sums: Float32Array, most: number): Scored[] {
  const terms = wanted
    .map(({ term, weight }) => ({
      weight,
      most: (weight * index.heaviest(term)) / fullWeight,
      documents: index.documents(term),
      weights: index.weights(term),
    }))
    .sort((a, b) => a.documents.length - b.documents.length)
  sums.fill(0)
  let left = terms.reduce((sum, { most }) => sum + most, 0)
  let highest = 0
  let open: Uint32Array | undefined

  for (const { weight, most: atMost, documents, weights } of terms) {
    if (documents.length > longShare * index.size && left < behind * highest) open = stillOpen(open, sums, left, most)
    if (open !== undefined && open.length * lookUpCost < documents.length) {
      lookUp(open, documents, weights, weight, sums)
    } else {
      highest = Math.max(highest, goThrough(documents, weights, weight, sums))
    }
    left -= atMost
  }
  return topOf(sums, most)
}

/** @returns the highest sum of the documents in the list. */
function goThrough(documents: Uint32Array, weights: Uint16Array, weight: number, sums: Float32Array): number {
  const share = weight / fullWeight
  let highest = 0
  for (let place = 0; place < documents.length; place++) {
    const at = documents[place]!
    const sum = sums[at]! + share * weights[place]!
    sums[at] = sum
    if (sum > highest) highest = sum
  }
  return highest
}

function lookUp(
  open: Uint32Array,
  documents: Uint32Array,
  weights: Uint16Array,
  weight: number,
  sums: Float32Array,
): void {
  for (const at of open) {
    const place = placeOf(at, documents)
    if (place >= 0) sums[at]! += (weight * weights[place]!) / fullWeight
  }
}

/** Those that can still be among the best; undefined while that may be any document. */
function stillOpen(
  open: Uint32Array | undefined,
  sums: Float32Array,
  left: number,
  most: number,
): Uint32Array | undefined {
  const bar = topOf(sums, most)[most - 1]?.score ?? 0
  if (open === undefined && left >= bar) return undefined
  if (open !== undefined) return open.filter((at) => sums[at]! + left >= bar)
  const still = new Growing()
  for (let at = 0; at < sums.length; at++) if (sums[at]! + left >= bar) still.push(at)
  return still.done()
}

/** The largest sums, by one pass over all; equal ones in the order of the documents. */
function topOf(sums: Float32Array, most: number): Scored[] {
  const top: Scored[] = []
  let least = 0
  for (let at = 0; at < sums.length; at++) {
    const score = sums[at]!
    if (score <= least) continue
    let place = top.length
    while (place > 0 && top[place - 1]!.score < score) place--
    top.splice(place, 0, { at, score })
    if (top.length > most) top.pop()
    if (top.length === most) least = top[most - 1]!.score
  }
  return top
}

/** Where a number is in an ascending list; -1 when it is not. */
export function placeOf(wanted: number, list: Uint32Array): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle]! < wanted) low = middle + 1
    else high = middle
  }
  return list[low] === wanted ? low : -1
}
