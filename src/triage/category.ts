import { countsOf } from './features.ts'
import { fitLogistic, fitSharpness, type Logistic, lossOf, probability, softmax } from './learn/calibration.ts'
import { type LinearModel, scores } from './learn/linear.ts'
import { Neighbours } from './learn/neighbours.ts'
import { foldsOf } from './learn/random.ts'
import { trainSoftmax } from './learn/softmax.ts'
import { type Counts, type Vector, Vocabulary } from './learn/vocabulary.ts'
import { stem } from './stem.ts'
import { readWordVectors } from './word-vectors.ts'

/** A text that belongs to a category. What a moderator said counts more than 1. */
export interface Example {
  tokens: string[]
  category: string
  weight?: number
  /** Categories whose words the text has, one for each hit. */
  hits?: string[]
}

export interface CategoryReading {
  best: string
  /** The probability that `best` is right. It also falls when the text is like nothing known. */
  confidence: number
  /** Probabilities by category, in the order of the categories; they sum to 1. */
  scores: number[]
}

/** What only held-back examples can tell, and takes most of the time to learn. Plain data: it can be kept. */
export interface CategoryFit {
  mix: Mix
  sharpness: number
  certainty: Logistic
}

export interface CategoryLearner {
  readonly categories: readonly string[]
  readonly fit: CategoryFit
  readonly model: LinearModel
  /** @param stems the tokens' stems, where they are known. */
  read(tokens: readonly string[], hits?: readonly string[], stems?: readonly string[]): CategoryReading
}

/** How much the vote of the nearest examples and a category's own words count beside the separator's score. */
interface Mix {
  vote: number
  words: number
}

/** Weight of words, pairs of words and letter groups, found by cross-validation on three sets of intents. */
const shares = [0.8, 0.5, 1]

/** Weight of what a text is about, whatever its words, found in the same way. With many examples the words know more. */
const matterShares = { few: 1, many: 0.5 }

/**
 * Learns categories from examples: a linear separator, a vote of the nearest examples and the categories' own words,
 * mixed and calibrated on examples that were held back. Few examples are enough; thousands are fine.
 *
 * @param examples at least one; categories without any cannot be found.
 * @param known what learning from the same examples has found before; worked out where left out.
 */
export function learnCategories(
  examples: readonly Example[],
  categories: readonly string[],
  known: { fit?: CategoryFit | undefined; model?: LinearModel } = {},
): CategoryLearner {
  const lesson = categoryLesson(examples, categories)
  const { neighbours } = lesson
  const fit = known.fit ?? fitTo(lesson)
  const { mix, sharpness, certainty } = fit
  const model = known.model ?? train(lesson)

  return {
    categories,
    fit,
    model,
    read(tokens, hits = [], stems = tokens.map(stem)) {
      const groups = countsOf(tokens, stems)
      const opinions: Opinions = {
        ...measured(model, lesson.vectorOf(tokens, groups, stems)),
        votes: neighbours.vote(groups),
        words: wordHits(hits, categories),
      }
      const values = mixed(opinions, mix)
      const chances = softmax(values, sharpness)
      return {
        best: categories[indexOfMost(chances)]!,
        confidence: probability(certainty, [sureness(values, opinions.known)]),
        scores: [...chances],
      }
    },
  }
}

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

/** How unlikely the right answers were to a learner that had not seen them, in the mean: the lower, the better. */
export function heldBackLoss(heldBack: readonly HeldBack[], { mix, sharpness }: CategoryFit): number {
  const all = heldBack.map((opinions) => mixed(opinions, mix))
  return lossOf(
    all,
    heldBack.map(({ label }) => label),
    sharpness,
  )
}

export function fitTo(lesson: Lesson, heldBack = holdBack(lesson)): CategoryFit {
  const right = heldBack.map(({ label }) => label)
  const mix = bestMix(heldBack, right)
  const sharpness = fitSharpness(
    heldBack.map((opinions) => mixed(opinions, mix)),
    right,
  )
  return { mix, sharpness, certainty: fitCertainty(heldBack, right, mix) }
}

/** What three ways of looking say about a text, each by category. */
interface Opinions {
  margins: Float32Array
  votes: Float32Array
  words: Float32Array
  known: number
}

export type HeldBack = Opinions & { row: number; label: number }

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

const measured = (model: LinearModel, vector: Vector) => ({ margins: scores(model, vector), known: vector.known })

/** Two hits of a category's words say less than twice what one says. */
function wordHits(hits: readonly string[], categories: readonly string[]): Float32Array {
  const words = new Float32Array(categories.length)
  for (const category of hits) words[categories.indexOf(category)]! += 1
  return words.map(Math.sqrt)
}

/** From here on one fifth of the examples, held back once, says enough. */
const manyExamples = 3000
const folds = 5

/**
 * What examples are taken for by a learner that has not seen them.
 *
 * @param isLearned which examples it may learn from at all.
 */
export function holdBack(lesson: Lesson, isLearned: (row: number) => boolean = () => true): HeldBack[] {
  const { examples, counts, labels, categories, neighbours } = lesson
  const fold = foldsOf(labels, folds, 1)
  const opinions: HeldBack[] = []
  for (let held = 0; held < (examples.length > manyExamples ? 1 : folds); held++) {
    const model = train(
      lesson,
      indices(fold, (value, row) => value !== held && isLearned(row)),
    )
    for (const row of indices(fold, (value) => value === held)) {
      opinions.push({
        ...measured(model, lesson.seen(row)),
        votes: neighbours.vote(counts[row]!, (example) => fold[example] !== held && isLearned(example)),
        words: wordHits(examples[row]!.hits ?? [], categories),
        row,
        label: labels[row]!,
      })
    }
  }
  return opinions
}

function mixed({ margins, votes, words }: Opinions, mix: Mix): Float32Array {
  return margins.map((margin, index) => margin + mix.vote * votes[index]! + mix.words * words[index]!)
}

function bestMix(heldBack: readonly Opinions[], labels: readonly number[]): Mix {
  const usesWords = heldBack.some(({ words }) => words.some((hit) => hit > 0))
  let best: Mix = { vote: 0, words: 0 }
  let least = Infinity
  for (const vote of [0, 1, 2, 4]) {
    for (const words of usesWords ? [0, 0.5, 1, 2, 3, 4] : [0]) {
      const all = heldBack.map((opinions) => mixed(opinions, { vote, words }))
      const loss = lossOf(all, labels, fitSharpness(all, labels))
      if (loss >= least) continue
      least = loss
      best = { vote, words }
    }
  }
  return best
}

/**
 * How sure the learner is, before it is fitted to how often it is right: the odds of its answer as it was trained to give
 * them, and how much of the text it knows. Sharper chances would tell right answers from wrong ones a little better, but
 * are as sure of a text that belongs to no category (150 intents: AUROC 0.94 instead of 0.97).
 */
function sureness(values: ArrayLike<number>, known: number): number {
  const chances = softmax(values, 1)
  const chance = Math.min(Math.max(chances[indexOfMost(chances)]!, 1e-6), 1 - 1e-6)
  return Math.log(chance / (1 - chance)) + 2 * known
}

function fitCertainty(heldBack: readonly Opinions[], labels: readonly number[], mix: Mix): Logistic {
  const cases = heldBack.map((opinions, row) => {
    const values = mixed(opinions, mix)
    return { measures: [sureness(values, opinions.known)], isYes: indexOfMost(values) === labels[row] }
  })
  return fitLogistic(cases)
}

function indices(values: ArrayLike<number>, fits: (value: number, index: number) => boolean): number[] {
  return Array.from({ length: values.length }, (_, index) => index).filter((index) => fits(values[index]!, index))
}

function indexOfMost(values: ArrayLike<number>): number {
  let most = 0
  for (let index = 1; index < values.length; index++) if (values[index]! > values[most]!) most = index
  return most
}
