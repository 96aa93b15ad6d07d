import { describe, expect, it } from 'vitest'
import { bringTogether, readerOf } from '../../src/triage/train/alike.ts'
import { orthonormal, symmetricEigen } from '../../src/triage/train/matrices.ts'
import { trainWordVectors } from '../../src/triage/train/word-vectors.ts'
import { readWordVectors } from '../../src/triage/word-vectors.ts'

const near = (one: Float32Array, other: Float32Array) =>
  one.reduce((sum, value, at) => sum + value * other[at]!, 0) / (Math.hypot(...one) * Math.hypot(...other))

describe.each(['companyOf', 'matterOf'] as const)('what ships, by %s', (placing) => {
  const of = (...words: string[]) => readWordVectors()[placing](words)

  it('knows that words of one matter are nearer than words of two', () => {
    const refund = of('refund')

    expect(near(refund, of('reimbursement'))).toBeGreaterThan(near(refund, of('database')) + 0.2)
    expect(near(of('password'), of('credentials'))).toBeGreaterThan(near(of('password'), of('weather')) + 0.2)
  })

  it('has no place for a text without a word it knows', () => {
    expect(of('пароль', '‹url›x').every((value) => value === 0)).toBe(true)
  })
})

it('hears what a text is about, whatever words it is wrapped in', () => {
  const { companyOf, matterOf } = readWordVectors()
  const [one, other] = ['could you please tell me how i change my password', 'password change'].map((text) =>
    text.split(' '),
  )

  expect(near(matterOf(one!), matterOf(other!))).toBeGreaterThan(near(companyOf(one!), companyOf(other!)))
})

it('brings together texts of one matter, the same from the same texts', () => {
  const words = ['lost', 'gone', 'card', 'slow', 'late', 'please']
  const made = () => {
    const places = { dimensions: 4, values: Float32Array.from({ length: 24 }, (_, at) => ((at * 7) % 11) / 11 - 0.4) }
    const read = readerOf(words)
    const matter = (...texts: string[]) => ({ texts: Array.from({ length: 4000 }, (_, at) => read(texts[at % 2]!)) })
    bringTogether(places, [[matter('lost card please', 'gone card'), matter('slow card please', 'late card')]])
    return places.values
  }
  const values = made()
  const of = (word: string) => values.subarray(words.indexOf(word) * 4, words.indexOf(word) * 4 + 4)

  expect(near(of('lost'), of('gone'))).toBeGreaterThan(near(of('lost'), of('late')) + 0.3)
  expect(made()).toEqual(values)
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
