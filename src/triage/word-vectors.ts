import { readFileSync } from 'node:fs'
import { shipped } from '../paths.ts'
import { stem } from './stem.ts'

/**
 * Where a text is among words, of no certain length: the sum of its words, telling ones first. Zeros where it has none.
 *
 * @param stems the tokens' stems, where they are known.
 */
export type Placing = (tokens: readonly string[], stems?: readonly string[]) => Float32Array

/** What ships beside Bee of some thousand English words. */
export interface WordVectors {
  /** Words that keep the same company are near each other, rare ones count most. */
  companyOf: Placing
  /** Texts about one matter are near each other: words count as much as they tell what a text is about. */
  matterOf: Placing
}

/** How much a common word counts less than a rare one (Arora, Liang & Ma, ICLR 2017). */
export const rareness = (share: number) => smooth / (smooth + share)
const smooth = 1e-3

/** What the word has beside it that tells most of what a text is about. */
const mostTold = 10_000

let known: WordVectors | undefined

/**
 * `words-near.txt` holds the stemmed words, commonest first, each with its share of all words in millionths and how much it
 * tells of what a text is about; `words-near.bin` and `words-matter.bin` for each word one signed byte a dimension. Read once.
 */
export function readWordVectors(): WordVectors {
  known ??= read()
  return known
}

function read(): WordVectors {
  const lines = readFileSync(shipped('data/models/words-near.txt'), 'utf8').trimEnd().split('\n')
  const places = new Map<string, number>()
  const rare = new Float32Array(lines.length)
  const telling = new Float32Array(lines.length)
  for (const [place, line] of lines.entries()) {
    const [word, share, told] = line.split(' ')
    places.set(word!, place)
    rare[place] = rareness(Number(share) / 1e6) / 127
    telling[place] = Number(told) / mostTold / 127
  }
  return {
    companyOf: placing(readFileSync(shipped('data/models/words-near.bin')), places, rare),
    matterOf: placing(readFileSync(shipped('data/models/words-matter.bin')), places, telling),
  }
}

function placing(bytes: Buffer, places: ReadonlyMap<string, number>, weights: Float32Array): Placing {
  const vectors = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  const dimensions = vectors.length / weights.length
  return (tokens, stems = tokens.map(stem)) => {
    const sum = new Float32Array(dimensions)
    for (const word of new Set(stems)) {
      const place = places.get(word)
      if (place === undefined) continue
      const start = place * dimensions
      const weight = weights[place]!
      for (let at = 0; at < dimensions; at++) sum[at]! += weight * vectors[start + at]!
    }
    return sum
  }
}

/** For training: what `readWordVectors` reads. */
export function storedWordVectors(
  { words, shares, vectors, dimensions }: Words,
  matter: Float32Array,
): { text: string; near: Uint8Array; matter: Uint8Array } {
  const rows = words.map((_, at) => matter.subarray(at * dimensions, (at + 1) * dimensions))
  const largest = rows.map((row) => row.reduce((most, value) => Math.max(most, Math.abs(value)), 0))
  const most = Math.max(...largest)
  const lines = words.map((word, at) => {
    const share = Math.max(1, Math.round(shares[at]! * 1e6))
    return `${word} ${share} ${Math.max(1, Math.round((largest[at]! / most) * mostTold))}\n`
  })
  const signed = rows.flatMap((row, at) => Array.from(row, (value) => Math.round((127 * value) / (largest[at]! || 1))))
  return {
    text: lines.join(''),
    near: asBytes(Int8Array.from(vectors, (value) => Math.round(value * 127))),
    matter: asBytes(Int8Array.from(signed)),
  }
}

interface Words {
  words: readonly string[]
  shares: ArrayLike<number>
  vectors: ArrayLike<number>
  dimensions: number
}

const asBytes = (signed: Int8Array) => new Uint8Array(signed.buffer)
