import { type CategoryFit, fitTo } from './category-fit.ts'
import { categoryLesson, type Example, train } from './category-lesson.ts'
import { indexOfMost, measured, mixed, type Opinions, sureness, wordHits } from './category-opinions.ts'
import { countsOf } from './features.ts'
import { probability, softmax } from './learn/calibration.ts'
import type { LinearModel } from './learn/linear.ts'
import { stem } from './stem.ts'

export interface CategoryReading {
  best: string
  /** The probability that `best` is right. It also falls when the text is like nothing known. */
  confidence: number
  /** Probabilities by category, in the order of the categories; they sum to 1. */
  scores: number[]
}

export interface CategoryLearner {
  readonly categories: readonly string[]
  readonly fit: CategoryFit
  readonly model: LinearModel
  /** @param stems the tokens' stems, where they are known. */
  read(tokens: readonly string[], hits?: readonly string[], stems?: readonly string[]): CategoryReading
}

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
