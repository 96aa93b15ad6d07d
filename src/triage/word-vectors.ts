import { readFileSync } from 'node:fs'
import { shipped } from '../paths.ts'
import { stem } from './stem.ts'

/** What ships beside Bee: for some thousand English words which others keep the same company. */
export interface WordVectors {
  dimensions: number
  /**
   * Where a text is among words, of no certain length: the mean of its words, rare ones first. Zeros where it has none.
   *
   * @param stems the tokens' stems, where they are known.
   */
  meaningOf(tokens: readonly string[], stems?: readonly string[]): Float32Array
}

/** How much a common word counts less than a rare one (Arora, Liang & Ma, ICLR 2017). */
const smooth = 1e-3

let known: WordVectors | undefined

/**
 * `words-near.txt` holds the stemmed words, commonest first, each with its share of all words in millionths;
 * `words-near.bin` for each word one signed byte a dimension. Read once.
 */
export function readWordVectors(): WordVectors {
  known ??= read()
  return known
}

function read(): WordVectors {
  const lines = readFileSync(shipped('data/models/words-near.txt'), 'utf8').trimEnd().split('\n')
  const bytes = readFileSync(shipped('data/models/words-near.bin'))
  const vectors = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  const dimensions = vectors.length / lines.length
  const places = new Map<string, number>()
  const weights = new Float32Array(lines.length)
  for (const [place, line] of lines.entries()) {
    const end = line.indexOf(' ')
    places.set(line.slice(0, end), place)
    weights[place] = smooth / (smooth + Number(line.slice(end + 1)) / 1e6) / 127
  }
  return {
    dimensions,
    meaningOf(tokens, stems = tokens.map(stem)) {
      const meaning = new Float32Array(dimensions)
      for (const word of new Set(stems)) {
        const place = places.get(word)
        if (place === undefined) continue
        const start = place * dimensions
        const weight = weights[place]!
        for (let at = 0; at < dimensions; at++) meaning[at]! += weight * vectors[start + at]!
      }
      return meaning
    },
  }
}

/** For training: what `readWordVectors` reads. */
export function storedWordVectors(trained: {
  words: readonly string[]
  shares: ArrayLike<number>
  vectors: ArrayLike<number>
}): { text: string; bytes: Uint8Array } {
  const lines = trained.words.map((word, at) => `${word} ${Math.max(1, Math.round(trained.shares[at]! * 1e6))}\n`)
  const signed = Int8Array.from(trained.vectors, (value) => Math.round(value * 127))
  return { text: lines.join(''), bytes: new Uint8Array(signed.buffer) }
}
