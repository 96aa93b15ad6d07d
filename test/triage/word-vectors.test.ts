import { expect, it } from 'vitest'
import { orthonormal, symmetricEigen } from '../../src/triage/train/matrices.ts'
import { trainWordVectors } from '../../src/triage/train/word-vectors.ts'
import { readWordVectors } from '../../src/triage/word-vectors.ts'

const near = (one: Float32Array, other: Float32Array) =>
  one.reduce((sum, value, at) => sum + value * other[at]!, 0) / (Math.hypot(...one) * Math.hypot(...other))

it('knows of what ships that words of one matter are nearer than words of two', () => {
  const { meaningOf } = readWordVectors()
  const refund = meaningOf(['refund'])

  expect(near(refund, meaningOf(['reimbursement']))).toBeGreaterThan(near(refund, meaningOf(['database'])) + 0.2)
  expect(near(meaningOf(['password']), meaningOf(['credentials']))).toBeGreaterThan(
    near(meaningOf(['password']), meaningOf(['weather'])) + 0.2,
  )
})

it('has no meaning for a text without a word it knows', () => {
  expect(
    readWordVectors()
      .meaningOf(['пароль', '‹url›x'])
      .every((value) => value === 0),
  ).toBe(true)
})

it('finds the words that keep the same company, the same from the same texts', () => {
  const texts = Array.from({ length: 40 }, (_, at) => [
    `the ${at % 2 ? 'cat' : 'dog'} eats meat and sleeps at home`,
    `the ${at % 2 ? 'truck' : 'lorry'} drives on roads with heavy cargo`,
  ]).flat()
  const { words, vectors, dimensions } = trainWordVectors(texts, 100)
  const of = (word: string) =>
    Float32Array.from(vectors.subarray(words.indexOf(word) * dimensions, (words.indexOf(word) + 1) * dimensions))

  expect(near(of('cat'), of('dog'))).toBeGreaterThan(near(of('cat'), of('truck')) + 0.3)
  expect(trainWordVectors(texts, 100).vectors).toEqual(vectors)
})

it('finds the axes of a symmetric matrix', () => {
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2)

  expect([...values].map((value) => Number(value.toFixed(6)))).toEqual([3, 1])
  expect(vectors[0]! / vectors[2]!).toBeCloseTo(1)
})

it('makes columns stand at right angles', () => {
  const [a, b, c, d] = orthonormal(Float64Array.of(1, 1, 1, 2), 2) as unknown as [number, number, number, number]

  expect(a * b + c * d).toBeCloseTo(0)
  expect(a * a + c * c).toBeCloseTo(1)
})
