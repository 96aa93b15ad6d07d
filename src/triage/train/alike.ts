import { random } from '../learn/random.ts'
import { stem } from '../stem.ts'
import { tokensOf } from '../text.ts'

/** What several texts are about: an intent and its examples, an issue's title and body. Each text by the numbers of its words. */
export interface Matter {
  texts: readonly Int32Array[]
  /** Matters of one group are harder to tell apart than any others. */
  group?: string
}

/** Numbers for words, `dimensions` each, one after another. A text is where the sum of its words points. */
export interface Places {
  dimensions: number
  values: Float32Array
}

/** Reads texts by the numbers of their words, each word once. */
export function readerOf(words: readonly string[]): (text: string) => Int32Array {
  const numbers = new Map(words.map((word, number) => [word, number]))
  return (text) => {
    const stems = new Set(tokensOf(text).map(stem))
    return Int32Array.from([...stems].flatMap((word) => numbers.get(word) ?? []))
  }
}

/** How many pairs of texts are looked at together, and how far a step goes. Found on texts of 77 intents that were left out. */
const batch = 128
const stride = 0.03
/** How sharply a text has to tell its partner from the other pairs' (temperature of van den Oord et al. 2018). */
const temperature = 0.15
/** How often each text is drawn, in the mean. */
const passes = 2
/** How many batches of grouped matters are drawn from two groups alone. */
const groupedShare = 0.5

/**
 * Moves the words so that two texts of one matter point the same way, and texts of different matters do not: words that
 * tell matters apart grow, those that say nothing shrink. Changes `places`. The same matters give the same numbers.
 *
 * @param collections each batch is drawn from one of them.
 */
export function bringTogether(places: Places, collections: readonly (readonly Matter[])[], seed = 1): void {
  const next = random(seed)
  const learner = createLearner(places)
  const turns = collections.flatMap((matters) => {
    const usable = matters
      .map((matter) => ({ ...matter, texts: matter.texts.filter(({ length }) => length > 0) }))
      .filter(({ texts }) => texts.length > 1)
    const texts = usable.reduce((sum, matter) => sum + matter.texts.length, 0)
    return new Array<readonly Matter[]>(Math.round((passes * texts) / 2 / batch)).fill(usable)
  })
  for (let last = turns.length - 1; last >= 0; last--) {
    // Drawing the next turn from those that are left puts the collections in any order.
    const at = Math.floor(next() * (last + 1))
    const matters = turns[at]!
    turns[at] = turns[last]!
    learner.learn(drawPairs(next() < groupedShare ? twoGroups(matters, next) : matters, next))
  }
}

interface Pair {
  matter: Matter
  one: Int32Array
  other: Int32Array
}

function drawPairs(matters: readonly Matter[], next: () => number): Pair[] {
  return Array.from({ length: batch }, () => {
    const matter = matters[Math.floor(next() * matters.length)]!
    const one = Math.floor(next() * matter.texts.length)
    const step = 1 + Math.floor(next() * (matter.texts.length - 1))
    return { matter, one: matter.texts[one]!, other: matter.texts[(one + step) % matter.texts.length]! }
  })
}

function twoGroups(matters: readonly Matter[], next: () => number): readonly Matter[] {
  const groups = [...new Set(matters.map(({ group }) => group))]
  const drawn = [0, 1].map(() => groups[Math.floor(next() * groups.length)])
  return matters.filter(({ group }) => drawn.includes(group))
}

/** A text's direction, and how long the sum of its words is. */
interface Sight {
  direction: Float32Array
  length: number
}

function createLearner({ dimensions, values }: Places) {
  /** What each number has been moved by so far: the more, the shorter its next step (AdaGrad, Duchi et al. 2011). */
  const moved = new Float32Array(values.length).fill(1e-8)
  const chances = new Float32Array(batch)

  return {
    learn(pairs: readonly Pair[]): void {
      const ones = pairs.map(({ one }) => see(one))
      const others = pairs.map(({ other }) => see(other))
      const pulls = { ones: pairs.map(none), others: pairs.map(none) }
      for (const [at, { matter }] of pairs.entries()) {
        chancesOf(ones[at]!, others, pairs, at)
        for (let to = 0; to < pairs.length; to++) {
          const isPartner = to === at
          if (!isPartner && pairs[to]!.matter === matter) continue
          const pull = (chances[to]! - (isPartner ? 1 : 0)) / (temperature * batch)
          add(pulls.ones[at]!, others[to]!.direction, pull)
          add(pulls.others[to]!, ones[at]!.direction, pull)
        }
      }
      const slopes = new Map<number, Float32Array>()
      for (const [at, { one, other }] of pairs.entries()) {
        collect(slopes, one, ones[at]!, pulls.ones[at]!)
        collect(slopes, other, others[at]!, pulls.others[at]!)
      }
      for (const [word, slope] of slopes) step(word, slope)
    },
  }

  function see(words: Int32Array): Sight {
    const direction = new Float32Array(dimensions)
    for (const word of words) add(direction, values.subarray(word * dimensions, (word + 1) * dimensions), 1)
    const length = Math.sqrt(dot(direction, direction)) || 1e-6
    for (let at = 0; at < dimensions; at++) direction[at]! /= length
    return { direction, length }
  }

  /** How likely each of the others is the partner of one. A further pair of the same matter is neither right nor wrong. */
  function chancesOf(one: Sight, others: readonly Sight[], pairs: readonly Pair[], at: number): void {
    let sum = 0
    for (const [to, other] of others.entries()) {
      const isOpen = to === at || pairs[to]!.matter !== pairs[at]!.matter
      chances[to] = isOpen ? Math.exp((dot(one.direction, other.direction) - 1) / temperature) : 0
      sum += chances[to]!
    }
    for (let to = 0; to < chances.length; to++) chances[to]! /= sum
  }

  function collect(slopes: Map<number, Float32Array>, words: Int32Array, sight: Sight, pull: Float32Array): void {
    const along = dot(pull, sight.direction)
    add(pull, sight.direction, -along)
    for (const word of words) {
      const slope = slopes.get(word) ?? none()
      add(slope, pull, 1 / sight.length)
      slopes.set(word, slope)
    }
  }

  function step(word: number, slope: Float32Array): void {
    for (let at = 0, place = word * dimensions; at < dimensions; at++, place++) {
      moved[place]! += slope[at]! ** 2
      values[place]! -= (stride * slope[at]!) / Math.sqrt(moved[place]!)
    }
  }

  function none(): Float32Array {
    return new Float32Array(dimensions)
  }
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!
  return sum
}

function add(to: Float32Array, what: Float32Array, times: number): void {
  for (let at = 0; at < to.length; at++) to[at]! += times * what[at]!
}
