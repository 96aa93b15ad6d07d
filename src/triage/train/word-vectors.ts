import { random } from '../learn/random.ts'
import { stem } from '../stem.ts'
import { tokensOf } from '../text.ts'
import { rareness } from '../word-vectors.ts'
import type { Places } from './alike.ts'
import { type Matrix, orthonormal, symmetricEigen, times, timesTransposed } from './matrices.ts'

export interface TrainedVectors {
  /** Stemmed words, commonest first. */
  words: string[]
  /** Of each word its share of all words. */
  shares: Float64Array
  /** Of each word `dimensions` numbers, of length 1. */
  vectors: Float64Array
  dimensions: number
}

const dimensions = 96
/** Further directions that are followed while looking for the strongest, and then left. */
const spare = 16
const rounds = 6

/** Words within so many words of each other are seen together, the nearer the more. */
const window = 5
/** Rare neighbours say less than their share (Levy, Goldberg & Dagan, TACL 2015). */
const neighbourPower = 0.75
const leastTimes = 5

/**
 * Gives each word a place among the others by the company it keeps: positive pointwise mutual information with the words
 * around it, brought down to a few dimensions by its strongest singular vectors. The same texts give the same numbers.
 */
export function trainWordVectors(texts: readonly string[], mostWords: number): TrainedVectors {
  const rows = texts.map((text) => tokensOf(text).map(stem))
  const counts = new Map<string, number>()
  for (const row of rows) for (const word of row) counts.set(word, (counts.get(word) ?? 0) + 1)
  const words = [...counts]
    .filter(([word, times]) => times >= leastTimes && word.length <= 40)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, mostWords)
    .map(([word]) => word)
  const all = [...counts.values()].reduce((sum, times) => sum + times, 0)
  const shares = Float64Array.from(words, (word) => counts.get(word)! / all)
  return { words, shares, vectors: strongest(information(together(rows, words))), dimensions }
}

/** Words of any length, rare ones longest: a text is where their sum points. */
export function rareFirst({ vectors, shares, dimensions }: TrainedVectors): Places {
  const values = Float32Array.from(vectors, (value, at) => {
    return value * rareness(shares[Math.floor(at / dimensions)]!)
  })
  return { dimensions, values }
}

/** How often each two words are seen together, by rows. */
function together(rows: readonly string[][], words: readonly string[]): Map<number, number>[] {
  const numbers = new Map(words.map((word, number) => [word, number]))
  const seen = words.map(() => new Map<number, number>())
  for (const row of rows) {
    const known = row.map((word) => numbers.get(word))
    for (const [at, one] of known.entries()) {
      if (one === undefined) continue
      for (let next = at + 1; next <= at + window && next < known.length; next++) {
        const other = known[next]
        if (other === undefined) continue
        const near = 1 / (next - at)
        seen[one]!.set(other, (seen[one]!.get(other) ?? 0) + near)
        seen[other]!.set(one, (seen[other]!.get(one) ?? 0) + near)
      }
    }
  }
  return seen
}

/** What seeing one word tells about another, where that is more than nothing. */
function information(seen: readonly Map<number, number>[]): Matrix {
  const sums = Float64Array.from(seen, (row) => [...row.values()].reduce((sum, times) => sum + times, 0))
  const weakened = sums.map((sum) => sum ** neighbourPower)
  const total = weakened.reduce((sum, value) => sum + value, 0)
  const starts = new Int32Array(seen.length + 1)
  const columns: number[] = []
  const values: number[] = []
  for (const [row, others] of seen.entries()) {
    for (const [column, times] of [...others].sort((a, b) => a[0] - b[0])) {
      const value = Math.log((times * total) / (sums[row]! * weakened[column]!))
      if (value <= 0) continue
      columns.push(column)
      values.push(value)
    }
    starts[row + 1] = columns.length
  }
  return { size: seen.length, starts, columns: Int32Array.from(columns), values: Float64Array.from(values) }
}

/** The strongest left singular vectors, each weighed with the root of its strength, by subspace iteration; rows of length 1. */
function strongest(matrix: Matrix): Float64Array {
  const width = dimensions + spare
  const next = random(1)
  let basis: Float64Array = Float64Array.from({ length: matrix.size * width }, () => next() - 0.5)
  for (let round = 0; round < rounds; round++) {
    basis = orthonormal(times(matrix, timesTransposed(matrix, basis, width), width), width)
  }
  const turned = timesTransposed(matrix, basis, width)
  const { values, vectors } = symmetricEigen(gramOf(turned, width), width)
  const out = new Float64Array(matrix.size * dimensions)
  for (let row = 0; row < matrix.size; row++) {
    let squares = 0
    for (let to = 0; to < dimensions; to++) {
      let sum = 0
      for (let from = 0; from < width; from++) sum += basis[row * width + from]! * vectors[from * width + to]!
      // An eigenvalue is the square of a singular value.
      sum *= Math.max(values[to]!, 0) ** 0.25
      out[row * dimensions + to] = sum
      squares += sum * sum
    }
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0
    for (let to = 0; to < dimensions; to++) out[row * dimensions + to]! *= scale
  }
  return out
}

function gramOf(columns: Float64Array, width: number): Float64Array {
  const gram = new Float64Array(width * width)
  for (let start = 0; start < columns.length; start += width) {
    for (let one = 0; one < width; one++) {
      for (let other = 0; other < width; other++) {
        gram[one * width + other]! += columns[start + one]! * columns[start + other]!
      }
    }
  }
  return gram
}
