import type { LinearModel, TrainingOptions } from './linear.ts'
import { shuffled } from './random.ts'
import type { Vector } from './vocabulary.ts'

/** A model with what each training row pulls at each class: `pulls[row * classes + class]`. */
export interface SoftmaxModel extends LinearModel {
  pulls: Float32Array
}

export interface SoftmaxOptions extends TrainingOptions {
  /** Classes that nobody has asked of a row whether it belongs to them: it says nothing for or against these. */
  closed?: ((row: number) => readonly number[]) | undefined
}

/**
 * Trains one scorer for all classes at once, whose scores are logarithms of chances: multinomial logistic regression by
 * dual coordinate descent (Yu, Huang & Lin, Machine Learning 2011), each row solved exactly. With few rows a class it is
 * right more often than separators that each know one class against the rest. The same rows and seed give the same model.
 *
 * @param size how many features there are.
 * @param labels the class of each row, counted from 0.
 */
export function trainSoftmax(
  rows: readonly Vector[],
  labels: ArrayLike<number>,
  { classes, size }: { classes: number; size: number },
  options: SoftmaxOptions = {},
): SoftmaxModel {
  const model: SoftmaxModel = {
    classes,
    weights: new Float32Array(size * classes),
    bias: new Float32Array(classes),
    pulls: new Float32Array(rows.length * classes),
  }
  descend(model, rows, labels, options, () => true)
  return model
}

/**
 * What `model` would be without the rows of one fold: what these pull at it is taken out, and a few more passes over the
 * others put the rest in order. A fraction of the time that learning anew takes.
 *
 * @param isHeld whether a row belongs to the fold.
 */
export function without(
  model: SoftmaxModel,
  rows: readonly Vector[],
  labels: ArrayLike<number>,
  options: SoftmaxOptions,
  isHeld: (row: number) => boolean,
): LinearModel {
  const { classes } = model
  const rest: SoftmaxModel = {
    classes,
    weights: model.weights.slice(),
    bias: model.bias.slice(),
    pulls: model.pulls.slice(),
  }
  const all = Array.from({ length: classes }, (_, kind) => kind)
  for (const [row, vector] of rows.entries()) {
    if (!isHeld(row)) continue
    const pulls = rest.pulls.subarray(row * classes, (row + 1) * classes)
    move(
      rest,
      vector,
      pulls.map((pull) => -pull),
      all,
    )
  }
  descend(rest, rows, labels, options, (row) => !isHeld(row))
  return rest
}

function descend(
  model: SoftmaxModel,
  rows: readonly Vector[],
  labels: ArrayLike<number>,
  { cost = 1, passes = 12, seed = 1, rowWeights, closed = () => [] }: SoftmaxOptions,
  counts: (row: number) => boolean,
): void {
  const { classes, pulls } = model
  const lengths = rows.map(({ weights }) => 1 + weights.reduce((sum, weight) => sum + weight * weight, 0))
  const margins = new Float64Array(classes)
  const chances = new Float64Array(classes)
  const steps = new Float32Array(classes)

  for (let pass = 0; pass < passes; pass++) {
    for (const row of shuffled(rows.length, seed + pass)) {
      if (!counts(row)) continue
      const price = cost * (rowWeights?.[row] ?? 1)
      const start = row * classes
      const stiffness = price * lengths[row]!
      marginsOf(model, rows[row]!, margins)
      // What the row's own pull adds is taken out, and the most that it could add to its class is put in.
      for (let kind = 0; kind < classes; kind++) margins[kind]! -= lengths[row]! * pulls[start + kind]!
      for (const kind of closed(row)) margins[kind] = outOfReach
      const right = labels[row]!
      margins[right]! += stiffness
      // Where the row stood when it was last looked at is near where it will stand.
      const stood = Math.max(1e-3, 1 - pulls[start + right]! / price)
      solveRow(margins, stiffness, margins[right]! - stiffness * stood - Math.log(stood), chances)
      for (let kind = 0; kind < classes; kind++) {
        const pull = price * ((kind === right ? 1 : 0) - chances[kind]!)
        steps[kind] = pull - pulls[start + kind]!
      }
      const moved = movedClasses(steps)
      for (const kind of moved) pulls[start + kind]! += steps[kind]!
      move(model, rows[row]!, steps, moved)
    }
  }
}

/** A class this far off gets no chance at all. */
const outOfReach = -1e9

/** Smaller steps are left for a later pass: most classes are nowhere near most rows. */
const leastStep = 1e-3

function movedClasses(steps: Float32Array): number[] {
  const moved: number[] = []
  for (let kind = 0; kind < steps.length; kind++) if (Math.abs(steps[kind]!) > leastStep) moved.push(kind)
  return moved
}

/**
 * The chances q that sum to 1 with log q = margin - stiffness * q - level, for some level. Each is a Wright omega of the
 * level; the sum falls and is convex in it, so Newton's steps reach it, from below without overshooting.
 */
function solveRow(margins: Float64Array, stiffness: number, start: number, chances: Float64Array): void {
  const shift = Math.log(stiffness)
  let level = start
  for (let step = 0; step < 30; step++) {
    let sum = 0
    let slope = 0
    for (let kind = 0; kind < margins.length; kind++) {
      const scaled = wrightOmega(shift + margins[kind]! - level)
      const chance = scaled / stiffness
      chances[kind] = chance
      sum += chance
      slope += chance / (1 + scaled)
    }
    const move = Math.max(-5, (sum - 1) / slope)
    level += move
    if (Math.abs(move) < 1e-3) break
  }
}

/** The w with w + log w = z. */
function wrightOmega(z: number): number {
  if (z < -30) return 0
  if (z < -8) return Math.exp(z)
  const power = Math.exp(z)
  let w = z < 1 ? power / (1 + power) : z - Math.log(z)
  for (let step = 0; step < 2; step++) w = (w * (1 + z - Math.log(w))) / (1 + w)
  return w
}

function marginsOf({ weights, bias, classes }: LinearModel, row: Vector, out: Float64Array): void {
  out.set(bias)
  for (let index = 0; index < row.places.length; index++) {
    const start = row.places[index]! * classes
    const weight = row.weights[index]!
    for (let kind = 0; kind < classes; kind++) out[kind]! += weights[start + kind]! * weight
  }
}

function move(
  { weights, bias, classes }: LinearModel,
  row: Vector,
  steps: Float32Array,
  moved: readonly number[],
): void {
  for (const kind of moved) bias[kind]! += steps[kind]!
  for (let index = 0; index < row.places.length; index++) {
    const start = row.places[index]! * classes
    const weight = row.weights[index]!
    for (let at = 0; at < moved.length; at++) weights[start + moved[at]!]! += steps[moved[at]!]! * weight
  }
}
