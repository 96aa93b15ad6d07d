import { shuffled } from './random.ts'
import type { Vector } from './vocabulary.ts'

/** A model with what it owes to each of its training rows: `alphas[row * classes + class]`. */
export interface TrainedModel extends LinearModel {
  alphas: Float32Array
}

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
): TrainedModel {
  const model: TrainedModel = {
    classes,
    weights: new Float32Array(size * classes),
    bias: new Float32Array(classes),
    alphas: new Float32Array(rows.length * classes),
  }
  descend(model, rows, labels, { cost, passes, seed, rowWeights }, () => true)
  return model
}

/**
 * What the rows of one fold are taken for by a model that has not learned from them: what `model` owes to them is taken
 * out, and a few more passes over the others put the rest in order. A quarter of the time that learning anew takes.
 *
 * @param isHeld whether a row belongs to the fold.
 */
export function without(
  model: TrainedModel,
  rows: readonly Vector[],
  labels: ArrayLike<number>,
  options: TrainingOptions,
  isHeld: (row: number) => boolean,
): LinearModel {
  const { classes } = model
  const rest: TrainedModel = {
    classes,
    weights: model.weights.slice(),
    bias: model.bias.slice(),
    alphas: model.alphas.slice(),
  }
  const all = Array.from({ length: classes }, (_, kind) => kind)
  const steps = new Float32Array(classes)
  for (const [row, vector] of rows.entries()) {
    if (!isHeld(row)) continue
    for (const kind of all) steps[kind] = (labels[row] === kind ? -1 : 1) * rest.alphas[row * classes + kind]!
    move(rest, vector, all, steps)
  }
  descend(rest, rows, labels, options, (row) => !isHeld(row))
  return rest
}

function descend(
  model: TrainedModel,
  rows: readonly Vector[],
  labels: ArrayLike<number>,
  { cost = 1, passes = 12, seed = 1, rowWeights }: TrainingOptions,
  counts: (row: number) => boolean,
): void {
  const { alphas, classes } = model
  const lengths = rows.map(({ weights }) => 1 + weights.reduce((sum, weight) => sum + weight * weight, 0))
  const margins = new Float32Array(classes)
  const steps = new Float32Array(classes)

  // A class that a row is far on the right side of is not looked at again for that row: most of them, in one pass.
  const isSettled = new Uint8Array(rows.length * classes)

  for (let pass = 0; pass < passes; pass++) {
    let moved = 0
    for (const row of shuffled(rows.length, seed + pass)) {
      if (!counts(row)) continue
      const open = openClasses(isSettled, row, classes)
      scoresOf(model, rows[row]!, open, margins)
      const slack = 0.5 / (cost * (rowWeights?.[row] ?? 1))
      const curvature = lengths[row]! + slack
      const changed: number[] = []
      for (const kind of open) {
        const side = labels[row] === kind ? 1 : -1
        const alpha = alphas[row * classes + kind]!
        const gradient = side * margins[kind]! - 1 + alpha * slack
        if (alpha === 0 && gradient > settledBy) isSettled[row * classes + kind] = 1
        const next = Math.max(0, alpha - gradient / curvature)
        const step = (next - alpha) * side
        if (Math.abs(step) < 1e-5) continue
        alphas[row * classes + kind] = next
        steps[kind] = step
        changed.push(kind)
        moved += Math.abs(step)
      }
      if (changed.length > 0) move(model, rows[row]!, changed, steps)
    }
    if (moved < rows.length * 1e-4) break
  }
}

/** How far beyond its margin a row must be for a class to be left alone. */
const settledBy = 0.15

function openClasses(isSettled: Uint8Array, row: number, classes: number): number[] {
  const open: number[] = []
  const start = row * classes
  for (let kind = 0; kind < classes; kind++) if (isSettled[start + kind] === 0) open.push(kind)
  return open
}

function scoresOf(
  { weights, bias, classes }: LinearModel,
  row: Vector,
  open: readonly number[],
  out: Float32Array,
): void {
  for (const kind of open) out[kind] = bias[kind]!
  for (let index = 0; index < row.places.length; index++) {
    const start = row.places[index]! * classes
    const weight = row.weights[index]!
    for (let at = 0; at < open.length; at++) out[open[at]!]! += weights[start + open[at]!]! * weight
  }
}

function move(
  { weights, bias, classes }: LinearModel,
  row: Vector,
  changed: readonly number[],
  steps: Float32Array,
): void {
  for (const kind of changed) bias[kind]! += steps[kind]!
  for (let index = 0; index < row.places.length; index++) {
    const start = row.places[index]! * classes
    const weight = row.weights[index]!
    for (let at = 0; at < changed.length; at++) weights[start + changed[at]!]! += steps[changed[at]!]! * weight
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
