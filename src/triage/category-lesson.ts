import { countsOf } from './features.ts'
import type { LinearModel } from './learn/linear.ts'
import { Neighbours } from './learn/neighbours.ts'
import { trainSoftmax } from './learn/softmax.ts'
import { type Counts, type Vector, Vocabulary } from './learn/vocabulary.ts'
import { readWordVectors } from './word-vectors.ts'

/** A text that belongs to a category. What a moderator said counts more than 1. */
export interface Example {
  tokens: string[]
  category: string
  weight?: number
  /** Categories whose words the text has, one for each hit. */
  hits?: string[]
}

export interface Lesson {
  examples: readonly Example[]
  counts: readonly Counts[]
  labels: readonly number[]
  categories: readonly string[]
  vocabulary: Vocabulary
  neighbours: Neighbours
  /** How many features there are: those of the vocabulary, then the dimensions of what it is about. */
  size: number
  /** Each example as the learner sees it; only learning needs it, reading does not. */
  vectors(): readonly Vector[]
  /** An example as if it were new. */
  seen(row: number): Vector
  vectorOf(tokens: readonly string[], groups: Counts, stems?: readonly string[]): Vector
}

/** From here on words that only one example has are left out, and one fifth, held back once, says enough. */
export const manyExamples = 3000

/** Weight of words, pairs of words and letter groups, found by cross-validation on three sets of intents. */
const shares = [0.8, 0.5, 1]

/** Weight of what a text is about, whatever its words, found in the same way. With many examples the words know more. */
const matterShares = { few: 1, many: 0.5 }

/** What a learner makes of examples before it learns. The same examples make the same, wherever that is done. */
export function categoryLesson(examples: readonly Example[], categories: readonly string[]): Lesson {
  const labels = examples.map(({ category }) => categories.indexOf(category))
  const counts = examples.map(({ tokens }) => countsOf(tokens))
  const vocabulary = new Vocabulary(counts, shares, examples.length > manyExamples ? 2 : 1)
  const neighbours = new Neighbours(counts, labels, categories.length)
  const { matterOf } = readWordVectors()
  const matters = examples.map(({ tokens }) => matterOf(tokens))
  const middle = meanOf(matters)
  const usual = matters.reduce((sum, matter) => sum + distance(matter, middle), 0) / Math.max(1, matters.length)
  const matterShare = examples.length > manyExamples ? matterShares.many : matterShares.few
  let vectors: Vector[] | undefined
  return {
    examples,
    counts,
    labels,
    categories,
    vocabulary,
    neighbours,
    size: vocabulary.size + middle.length,
    vectors() {
      vectors ??= counts.map((groups, row) => withMatter(vocabulary.vector(groups), matters[row]!))
      return vectors
    },
    seen: (row) => withMatter(vocabulary.vector(counts[row]!, 2), matters[row]!),
    vectorOf: (tokens, groups, stems) => withMatter(vocabulary.vector(groups), matterOf(tokens, stems)),
  }

  /**
   * The text's words, then where it lies from the middle of the examples: how near it is to it counts where it is nearer than
   * most, since its words then tell little ("that did not solve it"). One without any known word lies in the middle.
   */
  function withMatter({ places, weights, known }: Vector, matter: Float32Array): Vector {
    const dimensions = middle.length
    const length = Math.max(distance(matter, middle), usual)
    const isKnown = length > 0 && matter.some((value) => value !== 0)
    const all = {
      places: new Int32Array(places.length + dimensions),
      weights: new Float32Array(places.length + dimensions),
    }
    all.places.set(places)
    all.weights.set(weights)
    for (let at = 0; at < dimensions; at++) {
      all.places[places.length + at] = vocabulary.size + at
      all.weights[places.length + at] = isKnown ? (matterShare * (matter[at]! - middle[at]!)) / length : 0
    }
    return { ...all, known }
  }
}

const distance = (one: Float32Array, other: Float32Array) =>
  Math.sqrt(one.reduce((sum, value, at) => sum + (value - other[at]!) ** 2, 0))

function meanOf(rows: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(rows[0]?.length ?? 0)
  for (const row of rows) for (let at = 0; at < mean.length; at++) mean[at]! += row[at]! / rows.length
  return mean
}

/** Pull of the examples against large weights, and how often each is looked at; found by cross-validation. */
const cost = 10
const passes = { few: 5, many: 3 }

export function train(lesson: Lesson, rows: readonly number[] = [...lesson.examples.keys()]): LinearModel {
  const { examples, labels, categories, size } = lesson
  const vectors = lesson.vectors()
  const { weights, bias, classes } = trainSoftmax(
    rows.map((row) => vectors[row]!),
    rows.map((row) => labels[row]!),
    { classes: categories.length, size },
    {
      cost,
      passes: rows.length > manyExamples ? passes.many : passes.few,
      rowWeights: rows.map((row) => examples[row]!.weight ?? 1),
    },
  )
  return { weights, bias, classes }
}
