import { expect, it } from 'vitest'
import { softmax } from '../../src/triage/learn/calibration.ts'
import { scores } from '../../src/triage/learn/linear.ts'
import { trainSoftmax, without } from '../../src/triage/learn/softmax.ts'
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

it('hears nothing about a class from rows that were never asked for it', () => {
  const closed = (row: number) => (row < 4 ? [2] : [])
  const model = trainSoftmax(rows, labels, shape, { ...options, closed })

  for (let row = 0; row < 4; row++) expect(model.pulls[row * 3 + 2]).toBe(0)
  expect(model.pulls[4 * 3 + 2]).toBeGreaterThan(0)
})

it('knows without a fold what it would know had it never seen it', () => {
  const isHeld = (row: number) => row % 2 === 1
  const rest = without(trainSoftmax(rows, labels, shape, options), rows, labels, options, isHeld)
  const kept = rows.filter((_, row) => !isHeld(row))
  const anew = trainSoftmax(kept, [0, 1, 2], shape, options)

  for (const row of rows) {
    const chances = softmax(scores(anew, row), 1)
    for (const [kind, chance] of softmax(scores(rest, row), 1).entries()) expect(chance).toBeCloseTo(chances[kind]!, 1)
  }
})
