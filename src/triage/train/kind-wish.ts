import { kinds } from '../kind.ts'
import { plainOf } from '../kind-features.ts'
import type { HashedCounts } from '../learn/hashed.ts'
import { scores } from '../learn/linear.ts'
import { trainSoftmax } from '../learn/softmax.ts'
import type { Trained } from './kind.ts'

/** How much each feature speaks for a wish, and against a question, in any product. */
export interface Wish {
  weights: Float32Array
  bias: number
}

/** Tells features from questions by the plain rows alone, in spreads of what the others have. */
export function trainWish(
  { vectors, bucketOf, seen, telling }: Trained,
  counts: readonly HashedCounts[],
  labels: readonly number[],
  firstPlain: number,
): Wish {
  const feature = kinds.indexOf('feature')
  const sides = labels.slice(firstPlain).map((label) => (label === feature ? 0 : 1))
  const { weights, bias } = trainSoftmax(
    vectors.slice(firstPlain),
    sides,
    { classes: 2, size: bucketOf.length },
    { cost: wishCost, passes: 6 },
  )
  const model = { classes: 1, weights: differences(weights), bias: differences(bias) }
  const told = counts.slice(0, firstPlain).map((groups) => scores(model, seen(plainOf(groups), telling))[0]!)
  const middle = told.reduce((sum, value) => sum + value, 0) / told.length
  const spread = Math.sqrt(told.reduce((sum, value) => sum + (value - middle) ** 2, 0) / told.length) || 1
  return { weights: model.weights.map((weight) => weight / spread), bias: (model.bias[0]! - middle) / spread }
}

const wishCost = 3

const differences = (pairs: Float32Array) =>
  Float32Array.from({ length: pairs.length / 2 }, (_, at) => pairs[2 * at]! - pairs[2 * at + 1]!)
