/** Scores as probabilities that sum to 1. */
export function softmax(scores: ArrayLike<number>, sharpness: number): Float64Array {
  const out = new Float64Array(scores.length)
  let highest = -Infinity
  for (let index = 0; index < scores.length; index++) highest = Math.max(highest, scores[index]!)
  let sum = 0
  for (let index = 0; index < scores.length; index++) {
    out[index] = Math.exp((scores[index]! - highest) * sharpness)
    sum += out[index]!
  }
  for (let index = 0; index < scores.length; index++) out[index]! /= sum
  return out
}

/** How unlikely the right answers are at this sharpness, per row: the lower, the better. */
export function lossOf(rows: readonly ArrayLike<number>[], labels: ArrayLike<number>, sharpness: number): number {
  let loss = 0
  for (const [row, scores] of rows.entries()) {
    const right = scores[labels[row]!]!
    let sum = 0
    for (let index = 0; index < scores.length; index++) sum += Math.exp((scores[index]! - right) * sharpness)
    loss += Math.log(sum)
  }
  return loss / Math.max(1, rows.length)
}

/**
 * The sharpness at which `softmax` gives the right answers of held-back rows the highest likelihood
 * (temperature scaling, Guo et al. 2017; sharpness is 1 / temperature). The loss has one valley: golden section.
 */
export function fitSharpness(heldBack: readonly ArrayLike<number>[], labels: ArrayLike<number>): number {
  const golden = (Math.sqrt(5) - 1) / 2
  let low = -1.5
  let high = 4
  for (let step = 0; step < 18; step++) {
    const left = high - golden * (high - low)
    const right = low + golden * (high - low)
    if (lossOf(heldBack, labels, Math.exp(left)) < lossOf(heldBack, labels, Math.exp(right))) high = right
    else low = left
  }
  return Math.exp((low + high) / 2)
}

export interface Logistic {
  weights: number[]
  bias: number
}

/** The probability that a case with these measures is a yes. */
export function probability({ weights, bias }: Logistic, measures: readonly number[]): number {
  let sum = bias
  for (const [index, weight] of weights.entries()) sum += weight * measures[index]!
  return 1 / (1 + Math.exp(-sum))
}

/**
 * A logistic regression from a few measures to yes or no, by Newton's steps with a pull towards small weights.
 * Targets are drawn in a little, as Platt does, so that few cases do not lead to certainty.
 */
export function fitLogistic(cases: readonly { measures: number[]; isYes: boolean }[], pull = 1): Logistic {
  const count = cases[0]?.measures.length ?? 0
  const yes = cases.filter(({ isYes }) => isYes).length
  const high = (yes + 1) / (yes + 2)
  const low = 1 / (cases.length - yes + 2)
  const model: Logistic = { weights: new Array<number>(count).fill(0), bias: 0 }

  for (let step = 0; step < 25; step++) {
    const slopes = new Float64Array(count + 1)
    const curves = Array.from({ length: count + 1 }, () => new Float64Array(count + 1))
    for (const { measures, isYes } of cases) {
      const chance = probability(model, measures)
      const miss = chance - (isYes ? high : low)
      const spread = chance * (1 - chance)
      for (let row = 0; row <= count; row++) {
        const left = row === count ? 1 : measures[row]!
        slopes[row]! += miss * left
        for (let column = 0; column <= count; column++) {
          curves[row]![column]! += spread * left * (column === count ? 1 : measures[column]!)
        }
      }
    }
    for (let row = 0; row <= count; row++) {
      if (row < count) slopes[row]! += pull * model.weights[row]!
      curves[row]![row]! += row < count ? pull : 1e-6
    }
    const move = solve(curves, slopes)
    // Long steps overshoot where the curve is flat.
    const largest = Math.max(1, ...move.map(Math.abs))
    for (let row = 0; row < count; row++) model.weights[row]! -= move[row]! / largest
    model.bias -= move[count]! / largest
    if (largest === 1 && move.every((part) => Math.abs(part) < 1e-6)) break
  }
  return model
}

/** Solves a small system of linear equations by elimination. Changes what it is given. */
function solve(rows: Float64Array[], right: Float64Array): Float64Array {
  const size = right.length
  for (let pivot = 0; pivot < size; pivot++) {
    let largest = pivot
    for (let row = pivot + 1; row < size; row++) {
      if (Math.abs(rows[row]![pivot]!) > Math.abs(rows[largest]![pivot]!)) largest = row
    }
    ;[rows[pivot], rows[largest]] = [rows[largest]!, rows[pivot]!]
    ;[right[pivot], right[largest]] = [right[largest]!, right[pivot]!]
    const head = rows[pivot]![pivot]! || 1e-12
    for (let row = pivot + 1; row < size; row++) {
      const factor = rows[row]![pivot]! / head
      for (let column = pivot; column < size; column++) rows[row]![column]! -= factor * rows[pivot]![column]!
      right[row]! -= factor * right[pivot]!
    }
  }
  const out = new Float64Array(size)
  for (let row = size - 1; row >= 0; row--) {
    let sum = right[row]!
    for (let column = row + 1; column < size; column++) sum -= rows[row]![column]! * out[column]!
    out[row] = sum / (rows[row]![row]! || 1e-12)
  }
  return out
}
