import { NumberTable } from './table.ts'

/** A text as a learner sees it: places in the vocabulary, ascending in no particular order, and their weights. */
export interface Vector {
  places: Int32Array
  weights: Float32Array
  /** How much of the text's weight the vocabulary knows, 0 to 1. */
  known: number
}

/** Features of one group, each by a whole number of 32 bits that stands for it, and how often each occurs. */
export interface Count {
  features: Int32Array
  times: Int32Array
}

/** Groups that weigh the same however many features each has: words, pairs, letters. */
export type Counts = Count[]

/** Counts the features of one group after another. */
export class Counter {
  readonly #places = new NumberTable()
  #features = new Int32Array(256)
  #times = new Int32Array(256)
  #distinct = 0

  add(feature: number): void {
    const place = this.#places.getOr(feature, this.#distinct)
    if (place < this.#distinct) {
      this.#times[place]! += 1
      return
    }
    if (place === this.#features.length) this.#grow()
    this.#features[place] = feature
    this.#times[place] = 1
    this.#distinct++
  }

  /** What was counted since it was last taken, in the order in which it was first seen. */
  take(): Count {
    const features = this.#features.slice(0, this.#distinct)
    const times = this.#times.slice(0, this.#distinct)
    this.#distinct = 0
    this.#places.clear()
    return { features, times }
  }

  #grow(): void {
    const more = () => new Int32Array(this.#features.length * 2)
    const [features, times] = [more(), more()]
    features.set(this.#features)
    times.set(this.#times)
    this.#features = features
    this.#times = times
  }
}

/** What features a set of texts has, and how telling each is (inverse document frequency). */
export class Vocabulary {
  readonly #place = new NumberTable()
  readonly #telling: number[] = []
  readonly #texts: number[] = []
  readonly #unknownTelling: number
  readonly #shares: number[]

  /**
   * @param shares the weight of each group.
   * @param leastTexts features seen in fewer texts are left out.
   */
  constructor(texts: readonly Counts[], shares: number[], leastTexts = 1) {
    const seen = new Counter()
    for (const groups of texts) for (const { features } of groups) for (const feature of features) seen.add(feature)
    const { features, times: ofTexts } = seen.take()
    for (const [at, feature] of features.entries()) {
      const times = ofTexts[at]!
      if (times < leastTexts) continue
      this.#place.getOr(feature, this.#telling.length)
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
    const most = groups.reduce((sum, { features }) => sum + features.length, 0)
    const places = new Int32Array(most)
    const weights = new Float64Array(most)
    let end = 0
    let known = 0
    let all = 0
    for (const [at, group] of groups.entries()) {
      const start = end
      let squares = 0
      for (let index = 0; index < group.features.length; index++) {
        const place = this.#place.get(group.features[index]!)
        const count = group.times[index]!
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
      if (group.features.length > 0) all += share * share
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
