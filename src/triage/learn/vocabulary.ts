/** A text as a learner sees it: places in the vocabulary, ascending in no particular order, and their weights. */
export interface Vector {
  places: Int32Array
  weights: Float32Array
  /** How much of the text's weight the vocabulary knows, 0 to 1. */
  known: number
}

/** Counts of features, in groups that weigh the same however many features each has: words, pairs, letters. */
export type Counts = Map<string, number>[]

/** What features a set of texts has, and how telling each is (inverse document frequency). */
export class Vocabulary {
  readonly #place = new Map<string, number>()
  readonly #telling: number[] = []
  readonly #texts: number[] = []
  readonly #unknownTelling: number
  readonly #shares: number[]

  /**
   * @param shares the weight of each group.
   * @param leastTexts features seen in fewer texts are left out.
   */
  constructor(texts: readonly Counts[], shares: number[], leastTexts = 1) {
    const seen = new Map<string, number>()
    for (const groups of texts) {
      for (const group of groups) for (const feature of group.keys()) seen.set(feature, (seen.get(feature) ?? 0) + 1)
    }
    for (const [feature, times] of seen) {
      if (times < leastTexts) continue
      this.#place.set(feature, this.#telling.length)
      this.#texts.push(times)
      this.#telling.push(1 + Math.log((texts.length + 1) / (times + 1)))
    }
    this.#unknownTelling = Math.log(texts.length + 2)
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
    const places: number[] = []
    const weights: number[] = []
    let known = 0
    let all = 0
    for (const [at, group] of groups.entries()) {
      const start = weights.length
      let squares = 0
      for (const [feature, count] of group) {
        const place = this.#place.get(feature)
        const weight = (1 + Math.log(count)) * (place === undefined ? this.#unknownTelling : this.#telling[place]!)
        squares += weight * weight
        if (place === undefined || this.#texts[place]! < least) continue
        places.push(place)
        weights.push(weight)
      }
      const share = this.#shares[at] ?? 1
      const scale = squares > 0 ? share / Math.sqrt(squares) : 0
      for (let index = start; index < weights.length; index++) {
        weights[index]! *= scale
        known += weights[index]! ** 2
      }
      if (group.size > 0) all += share * share
    }
    return {
      places: Int32Array.from(places),
      weights: Float32Array.from(weights),
      known: all > 0 ? known / all : 0,
    }
  }
}
