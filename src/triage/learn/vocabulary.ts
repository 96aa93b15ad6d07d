/** A text as a learner sees it: places in the vocabulary, ascending in no particular order, and their weights. */
export interface Vector {
  places: Int32Array
  weights: Float32Array
  /** How much of the text's weight the vocabulary knows, 0 to 1. */
  known: number
}

/**
 * Counts of features, each by a number of 32 bits that stands for it, in groups that weigh the same however many features
 * each has: words, pairs, letters.
 */
export type Counts = Map<number, number>[]

/** What features a set of texts has, and how telling each is (inverse document frequency). */
export class Vocabulary {
  readonly #place = new Map<number, number>()
  readonly #telling: number[] = []
  readonly #texts: number[] = []
  readonly #unknownTelling: number
  readonly #shares: number[]

  /**
   * @param shares the weight of each group.
   * @param leastTexts features seen in fewer texts are left out.
   */
  constructor(texts: readonly Counts[], shares: number[], leastTexts = 1) {
    const seen = new Map<number, number>()
    for (const groups of texts) {
      for (const group of groups) for (const feature of group.keys()) seen.set(feature, (seen.get(feature) ?? 0) + 1)
    }
    for (const [feature, times] of seen) {
      if (times < leastTexts) continue
      this.#place.set(feature, this.#telling.length)
      this.#texts.push(times)
      this.#telling.push(common + Math.log((texts.length + 1) / (times + 1)))
    }
    this.#unknownTelling = common - 1 + Math.log(texts.length + 2)
    this.#shares = shares
  }

  get size(): number {
    return this.#telling.length
  }

  /**
   * @param least features of fewer texts count as unknown: 2 for one of the vocabulary's own texts, to see it as if it were
   *   new, because what only it has was learned from it alone.
   */
  vector(groups: Counts, least = 1): Vector {
    const most = groups.reduce((sum, { size }) => sum + size, 0)
    const places = new Int32Array(most)
    const weights = new Float64Array(most)
    let end = 0
    let known = 0
    let all = 0
    for (const [at, group] of groups.entries()) {
      const start = end
      let squares = 0
      for (const [feature, count] of group) {
        const place = this.#place.get(feature)
        const often = count === 1 ? 1 : 1 + Math.log(count)
        const weight = often * (place === undefined ? this.#unknownTelling : this.#telling[place]!)
        squares += weight * weight
        if (place === undefined || this.#texts[place]! < least) continue
        places[end] = place
        weights[end++] = weight
      }
      const share = this.#shares[at] ?? 1
      const scale = squares > 0 ? share / Math.sqrt(squares) : 0
      for (let index = start; index < end; index++) {
        weights[index]! *= scale
        known += weights[index]! ** 2
      }
      if (group.size > 0) all += share * share
    }
    return {
      places: places.slice(0, end),
      weights: new Float32Array(weights.subarray(0, end)),
      known: all > 0 ? known / all : 0,
    }
  }
}

/**
 * What a feature that every text has still tells. From five examples it is hardly known which features are common: with 1
 * in its place, 0.670 and 0.764 of 77 intents are right with 5 and 10 examples each instead of 0.675 and 0.770.
 */
const common = 4
