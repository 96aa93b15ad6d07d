import { countsOf } from './features.ts'
import { fitLogistic, fitSharpness, type Logistic, lossOf, probability, softmax } from './learn/calibration.ts'
import { type LinearModel, scores, trainLinear } from './learn/linear.ts'
import { Neighbours } from './learn/neighbours.ts'
import { foldsOf } from './learn/random.ts'
import { type Counts, type Vector, Vocabulary } from './learn/vocabulary.ts'

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
  read(tokens: readonly string[], hits?: readonly string[]): CategoryReading
}

/** How much the vote of the nearest examples and a category's own words count beside the separator's score. */
interface Mix {
  vote: number
  words: number
}

/** Weight of words, pairs of words and letter groups, found by cross-validation on three sets of intents. */
const shares = [0.8, 0.5, 1]

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
  const { vocabulary, neighbours } = lesson
  const fit = known.fit ?? fitTo(lesson)
  const { mix, sharpness, certainty } = fit
  const model = known.model ?? train(lesson)

  return {
    categories,
    fit,
    model,
    read(tokens, hits = []) {
      const groups = countsOf(tokens)
      const opinions: Opinions = {
        ...measured(model, vocabulary.vector(groups)),
        votes: neighbours.vote(groups),
        words: wordHits(hits, categories),
      }
      const chances = softmax(mixed(opinions, mix), sharpness)
      const best = indexOfMost(chances)
      return {
        best: categories[best]!,
        confidence: probability(certainty, measuresOf(opinions, mix, chances)),
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
  let vectors: Vector[] | undefined
  return {
    examples,
    counts,
    labels,
    categories,
    vocabulary,
    neighbours,
    vectors() {
      vectors ??= counts.map((groups) => vocabulary.vector(groups))
      return vectors
    },
  }
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
  return { mix, sharpness, certainty: fitCertainty(heldBack, right, mix, sharpness) }
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
  /** Each example as the learner sees it; only learning needs it, reading does not. */
  vectors(): readonly Vector[]
}

export function train(lesson: Lesson, rows: readonly number[] = [...lesson.examples.keys()]): LinearModel {
  const { examples, labels, categories, vocabulary } = lesson
  const vectors = lesson.vectors()
  return trainLinear(
    rows.map((row) => vectors[row]!),
    rows.map((row) => labels[row]!),
    { classes: categories.length, size: vocabulary.size },
    { passes: 6, rowWeights: rows.map((row) => examples[row]!.weight ?? 1) },
  )
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
  const { examples, counts, labels, categories, vocabulary, neighbours } = lesson
  const fold = foldsOf(labels, folds, 1)
  const opinions: HeldBack[] = []
  for (let held = 0; held < (examples.length > manyExamples ? 1 : folds); held++) {
    const model = train(
      lesson,
      indices(fold, (value, row) => value !== held && isLearned(row)),
    )
    for (const row of indices(fold, (value) => value === held)) {
      opinions.push({
        ...measured(model, vocabulary.vector(counts[row]!, 2)),
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
  for (const vote of [0, 1, 2]) {
    for (const words of usesWords ? [0, 0.2, 0.4, 0.8] : [0]) {
      const all = heldBack.map((opinions) => mixed(opinions, { vote, words }))
      const loss = lossOf(all, labels, fitSharpness(all, labels))
      if (loss >= least) continue
      least = loss
      best = { vote, words }
    }
  }
  return best
}

/** The measures that tell a right answer from a wrong one: how likely, how far ahead, how near, how much is known. */
function measuresOf(opinions: Opinions, mix: Mix, chances: ArrayLike<number>): number[] {
  const values = mixed(opinions, mix)
  const best = indexOfMost(values)
  let second = -Infinity
  for (let index = 0; index < values.length; index++) if (index !== best) second = Math.max(second, values[index]!)
  const chance = Math.min(Math.max(chances[best]!, 1e-6), 1 - 1e-6)
  return [
    Math.log(chance / (1 - chance)) / 3,
    values[best]!,
    values[best]! - Math.max(second, -2),
    opinions.votes[best]!,
    opinions.known,
  ]
}

function fitCertainty(heldBack: readonly Opinions[], labels: readonly number[], mix: Mix, sharpness: number): Logistic {
  const cases = heldBack.map((opinions, row) => {
    const chances = softmax(mixed(opinions, mix), sharpness)
    return { measures: measuresOf(opinions, mix, chances), isYes: indexOfMost(chances) === labels[row] }
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
