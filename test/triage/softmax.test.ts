import { expect, it } from 'vitest'
import { softmax } from '../../src/triage/learn/calibration.ts'
import { scores } from '../../src/triage/learn/linear.ts'
import { trainSoftmax } from '../../src/triage/learn/softmax.ts'
import type { Vector } from '../../src/triage/learn/vocabulary.ts'

const row = (...weights: number[]): Vector => ({
  places: Int32Array.from(weights.keys()),
  weights: Float32Array.from(weights),
  known: 1,
})
const rows = [row(1, 0, 0.2), row(0.9, 0.3, 0), row(0, 1, 0.1), row(0.2, 0.8, 0.3), row(0, 0.1, 1), row(0.3, 0, 0.9)]
const labels = [0, 0, 1, 1, 2, 2]
const shape = { classes: 3, size: 3 }
const options = { cost: 5, passes: 60 }

it('reaches the one minimum: every row pulls by just what is missing to its chances', () => {
  const model = trainSoftmax(rows, labels, shape, options)

  for (const [at, vector] of rows.entries()) {
    const chances = softmax(scores(model, vector), 1)
    for (let kind = 0; kind < 3; kind++) {
      expect(model.pulls[at * 3 + kind]).toBeCloseTo(5 * ((labels[at] === kind ? 1 : 0) - chances[kind]!), 1)
    }
  }
})
