import { expect, it } from 'vitest'
import { bestByWords } from '../../src/knowledge/best-by-words.ts'
import { createWordIndex, fullWeight } from '../../src/knowledge/word-index.ts'
import { random as createRandom } from '../../src/triage/learn/random.ts'

/** Words as texts have them: few of them common, most of them rare. */
function texts(count: number, random: () => number) {
  const word = () => `w${Math.floor(1 / (0.0005 + random() ** 2))}`
  return Array.from({ length: count }, (_, at) => ({
    id: String(at),
    title: Array.from({ length: 5 }, word).join(' '),
    text: Array.from({ length: 40 }, word).join(' '),
  }))
}

it('finds the very documents that adding up everything finds, over long lists and short ones', () => {
  const random = createRandom(7)
  const index = createWordIndex(texts(4000, random))
  const sums = new Float32Array(index.size)
  const words = index.written()
  for (let round = 0; round < 60; round++) {
    const terms = Array.from({ length: 3 + (round % 20) }, () => words[Math.floor(random() ** 3 * words.length)]!)
    const wanted = [...new Set(terms)].map((word) => {
      const term = index.termOf(word)!
      return { term, weight: index.telling(term) }
    })
    const all = new Float64Array(index.size)
    for (const { term, weight } of wanted) {
      const [documents, weights] = [index.documents(term), index.weights(term)]
      for (const [place, at] of documents.entries()) all[at]! += (weight * weights[place]!) / fullWeight
    }
    const expected = [...all].sort((a, b) => b - a).filter((sum) => sum > 0)
    const best = bestByWords(wanted, index, sums, 60)
    expect(best.length).toBe(Math.min(60, expected.length))
    for (const [place, { at, score }] of best.entries()) {
      expect(score).toBeCloseTo(expected[place]!, 3)
      expect(score).toBeCloseTo(all[at]!, 3)
    }
  }
})

it('finds nothing where nothing is looked for, or known', () => {
  const index = createWordIndex([{ id: 'a', title: 'one', text: 'two' }])
  expect(bestByWords([], index, new Float32Array(1), 60)).toEqual([])
  expect(bestByWords([], createWordIndex([]), new Float32Array(0), 60)).toEqual([])
})
