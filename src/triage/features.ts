import type { Counts } from './learn/vocabulary.ts'
import { stem } from './stem.ts'

/** How many letters of a text are read for letter groups; the beginning says what it is about. */
const lettersRead = 1600

/** What words, pairs of words and groups of three to five letters a text has, in this order. */
export function countsOf(tokens: readonly string[]): Counts {
  const words = new Map<string, number>()
  const pairs = new Map<string, number>()
  const letters = new Map<string, number>()
  let before = '‹›'
  let read = 0

  for (const token of tokens) {
    const word = stem(token)
    add(words, word)
    if (read < lettersRead) addLetters(letters, token)
    read += token.length
    add(pairs, `${before} ${word}`)
    before = word
  }
  return [words, pairs, letters]
}

function addLetters(letters: Map<string, number>, token: string): void {
  if (token.startsWith('‹')) return
  const framed = `_${token.slice(0, 40)}_`
  for (let length = 3; length <= 5; length++) {
    for (let at = 0; at + length <= framed.length; at++) add(letters, framed.slice(at, at + length))
  }
}

function add(counts: Map<string, number>, feature: string): void {
  counts.set(feature, (counts.get(feature) ?? 0) + 1)
}
