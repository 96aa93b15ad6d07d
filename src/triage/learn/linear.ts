import { shuffled } from './random.ts'
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
  rowWeights?: ArrayLike<number>
}

/**
 * Trains one linear separator for each class against all others: a support vector machine with squared hinge
 * loss, by dual coordinate descent (Hsieh et al., ICML 2008). The same rows and seed give the same model.
 *
 * @param size how many features there are.
 * @param labels the class of each row, counted from 0.
 */
export function trainLinear(
  rows: readonly Vector[],
  labels: ArrayLike<number>,
  { classes, size }: { classes: number; size: number },
  { cost = 1, passes = 12, seed = 1, rowWeights }: TrainingOptions = {},
): LinearModel {
  const model: LinearModel = { classes, weights: new Float32Array(size * classes), bias: new Float32Array(classes) }
  const alphas = new Float32Array(rows.length * classes)
  const lengths = rows.map(({ weights }) => 1 + weights.reduce((sum, weight) => sum + weight * weight, 0))
  const margins = new Float32Array(classes)
  const steps = new Float32Array(classes)

  for (let pass = 0; pass < passes; pass++) {
    let moved = 0
    for (const row of shuffled(rows.length, seed + pass)) {
      scores(model, rows[row]!, margins)
      const slack = 0.5 / (cost * (rowWeights?.[row] ?? 1))
      const curvature = lengths[row]! + slack
      let movesRow = false
      for (let kind = 0; kind < classes; kind++) {
        const side = labels[row] === kind ? 1 : -1
        const alpha = alphas[row * classes + kind]!
        const gradient = side * margins[kind]! - 1 + alpha * slack
        const next = Math.max(0, alpha - gradient / curvature)
        const step = (next - alpha) * side
        steps[kind] = step
        if (Math.abs(step) < 1e-5) {
          steps[kind] = 0
          continue
        }
        alphas[row * classes + kind] = next
        movesRow = true
        moved += Math.abs(step)
      }
      if (movesRow) move(model, rows[row]!, steps)
    }
    if (moved < rows.length * 1e-4) break
  }
  return model
}

function move({ weights, bias, classes }: LinearModel, row: Vector, steps: Float32Array): void {
  const used: number[] = []
  for (let kind = 0; kind < classes; kind++) if (steps[kind] !== 0) used.push(kind)
  for (const kind of used) bias[kind]! += steps[kind]!
  for (let index = 0; index < row.places.length; index++) {
    const start = row.places[index]! * classes
    const weight = row.weights[index]!
    for (const kind of used) weights[start + kind]! += steps[kind]! * weight
  }
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
