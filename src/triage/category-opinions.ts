import { softmax } from './learn/calibration.ts'
import { type LinearModel, scores } from './learn/linear.ts'
import type { Vector } from './learn/vocabulary.ts'

/** What three ways of looking say about a text, each by category. */
export interface Opinions {
  margins: Float32Array
  votes: Float32Array
  words: Float32Array
  known: number
}

/** How much the vote of the nearest examples and a category's own words count beside the separator's score. */
export interface Mix {
  vote: number
  words: number
}

export const measured = (model: LinearModel, vector: Vector) => ({
  margins: scores(model, vector),
  known: vector.known,
})

/** Two hits of a category's words say less than twice what one says. */
export function wordHits(hits: readonly string[], categories: readonly string[]): Float32Array {
  const words = new Float32Array(categories.length)
  for (const category of hits) words[categories.indexOf(category)]! += 1
  return words.map(Math.sqrt)
}

export function mixed({ margins, votes, words }: Opinions, mix: Mix): Float32Array {
  return margins.map((margin, index) => margin + mix.vote * votes[index]! + mix.words * words[index]!)
}

/**
 * How sure the learner is, before it is fitted to how often it is right: the odds of its answer as it was trained to give
 * them, and how much of the text it knows. Sharper chances would tell right answers from wrong ones a little better, but
 * are as sure of a text that belongs to no category (150 intents: AUROC 0.94 instead of 0.97).
 */
export function sureness(values: ArrayLike<number>, known: number): number {
  const chances = softmax(values, 1)
  const chance = Math.min(Math.max(chances[indexOfMost(chances)]!, 1e-6), 1 - 1e-6)
  return Math.log(chance / (1 - chance)) + 2 * known
}

export function indexOfMost(values: ArrayLike<number>): number {
  let most = 0
  for (let index = 1; index < values.length; index++) if (values[index]! > values[most]!) most = index
  return most
}
