import { beginning, mix, mixText } from './learn/tally.ts'
import type { Counts } from './learn/vocabulary.ts'
import { stem } from './stem.ts'

/** How many letters of a text are read for letter groups; the beginning says what it is about. */
const lettersRead = 1600

const start = beginning('')

/** What words, pairs of words and groups of three to five letters a text has, in this order. */
export function countsOf(tokens: readonly string[]): Counts {
  const words = new Map<number, number>()
  const pairs = new Map<number, number>()
  const letters = new Map<number, number>()
  let before = mixText(start, '‹› ')
  let read = 0

  for (const token of tokens) {
    const word = stem(token)
    const number = mixText(start, word)
    add(words, number)
    if (read < lettersRead) addLetters(letters, token)
    read += token.length
    add(pairs, mixText(before, word))
    before = mix(number, 32)
  }
  return [words, pairs, letters]
}

function addLetters(letters: Map<number, number>, token: string): void {
  if (token.startsWith('‹')) return
  const framed = `_${token.slice(0, 40)}_`
  for (let length = 3; length <= 5; length++) {
    for (let at = 0; at + length <= framed.length; at++) {
      let state = start
      for (let next = at; next < at + length; next++) state = mix(state, framed.charCodeAt(next))
      add(letters, state)
    }
  }
}

function add(counts: Map<number, number>, feature: number): void {
  counts.set(feature, (counts.get(feature) ?? 0) + 1)
}
