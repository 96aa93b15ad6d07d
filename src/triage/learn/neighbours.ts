import type { Counts } from './vocabulary.ts'

/**
 * Which class's examples a text is most like, by BM25 over their words: each class is as near as its nearest
 * examples are. With few examples this is often right where a separator has not learned enough.
 */
export class Neighbours {
  readonly #examples: { label: number; length: number }[] = []
  readonly #postings = new Map<number, { example: number; count: number }[]>()
  readonly #meanLength: number
  readonly #classes: number

  constructor(examples: readonly Counts[], labels: ArrayLike<number>, classes: number) {
    this.#classes = classes
    let total = 0
    for (const [index, [words]] of examples.entries()) {
      let length = 0
      for (const [at, word] of words!.features.entries()) {
        const count = words!.times[at]!
        const postings = this.#postings.get(word)
        if (postings) postings.push({ example: index, count })
        else this.#postings.set(word, [{ example: index, count }])
        length += count
      }
      total += length
      this.#examples.push({ label: labels[index]!, length })
    }
    this.#meanLength = total / Math.max(1, examples.length)
  }

  /**
   * For each class, how near its examples are: the share of the text's telling words that the nearest explain, 0 to 1.
   *
   * @param counts which examples have a vote; all where left out.
   */
  vote([words]: Counts, counts?: (example: number) => boolean): Float32Array {
    const near = new Float32Array(this.#examples.length)
    let best = 0
    for (const word of words!.features) {
      const postings = this.#postings.get(word) ?? []
      const telling = Math.log(1 + (this.#examples.length - postings.length + 0.5) / (postings.length + 0.5))
      best += telling * 2.2
      for (const { example, count } of postings) {
        const { length } = this.#examples[example]!
        near[example]! += (telling * count * 2.2) / (count + 1.2 * (0.5 + (0.5 * length) / this.#meanLength))
      }
    }
    const votes = new Float32Array(this.#classes)
    if (counts) for (let example = 0; example < near.length; example++) if (!counts(example)) near[example] = 0
    const nearest = this.#nearest(near)
    for (const [rank, example] of nearest.entries()) {
      const { label } = this.#examples[example]!
      votes[label] = Math.max(votes[label]!, (near[example]! / Math.max(best, 1e-9)) * (1 - rank * 0.02))
    }
    return votes
  }

  /** The nearest thirty, best first, by one pass over all; equal ones in the order of the examples. */
  #nearest(near: Float32Array): number[] {
    const nearest: number[] = []
    let least = 0
    for (let example = 0; example < near.length; example++) {
      const value = near[example]!
      if (value <= least) continue
      let place = nearest.length
      while (place > 0 && near[nearest[place - 1]!]! < value) place--
      nearest.splice(place, 0, example)
      if (nearest.length > most) nearest.pop()
      if (nearest.length === most) least = near[nearest[most - 1]!]!
    }
    return nearest
  }
}

/** How many examples have a vote. */
const most = 30
