import { beginning, mix, mixText } from './learn/tally.ts'
import { Counter, type Counts } from './learn/vocabulary.ts'
import { stem } from './stem.ts'

/** How many letters of a text are read for letter groups; the beginning says what it is about. */
const lettersRead = 1600

const start = beginning('')

const words = new Counter()
const pairs = new Counter()
const letters = new Counter()

/**
 * What words, pairs of words and groups of three to five letters a text has, in this order.
 *
 * @param stems the tokens' stems, where they are known.
 */
export function countsOf(tokens: readonly string[], stems: readonly string[] = tokens.map(stem)): Counts {
  let before = mixText(start, '‹› ')
  let read = 0

  for (const [at, token] of tokens.entries()) {
    const word = stems[at]!
    const number = mixText(start, word)
    words.add(number)
    if (read < lettersRead) addLetters(token)
    read += token.length
    pairs.add(mixText(before, word))
    before = mix(number, 32)
  }
  return [words.take(), pairs.take(), letters.take()]
}

function addLetters(token: string): void {
  if (token.startsWith('‹')) return
  const framed = `_${token.slice(0, 40)}_`
  for (let at = 0; at + 3 <= framed.length; at++) {
    let state = start
    for (let next = at; next < at + 5 && next < framed.length; next++) {
      state = mix(state, framed.charCodeAt(next))
      if (next >= at + 2) letters.add(state)
    }
  }
}
