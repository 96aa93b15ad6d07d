import type { Vector } from './vocabulary.ts'

/** One weight for each feature and class, kept together by feature: `weights[place * classes + class]`. */
export interface LinearModel {
  classes: number
  weights: Float32Array
  bias: Float32Array
}

export interface TrainingOptions {
  /** How much a training mistake costs against large weights. */
  cost?: number
  passes?: number
  seed?: number
  /** What one row counts, 1 where left out. */
  rowWeights?: ArrayLike<number> | undefined
}

/** How far a text is on each class's side. Writes to `out` and returns it. */
export function scores(model: LinearModel, row: Vector, out = new Float32Array(model.classes)): Float32Array {
  const { weights, bias, classes } = model
  out.set(bias)
  for (let index = 0; index < row.places.length; index++) {
    const start = row.places[index]! * classes
    const weight = row.weights[index]!
    for (let kind = 0; kind < classes; kind++) out[kind]! += weights[start + kind]! * weight
  }
  return out
}
