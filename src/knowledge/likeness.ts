import { withoutPseudonyms } from '../triage/pseudonyms.ts'
import { stem } from '../triage/stem.ts'
import { tokensOf } from '../triage/text.ts'
import { commonWords } from './common-words.ts'
import { alikeInLetters } from './letters.ts'

/**
 * How probably two requests are about the same problem, 0 to 1: the share of telling words they have in common, and how
 * alike these are spelled. Machine text, numbers and addresses differ each time and say little.
 */
export function likeness(one: string, other: string): number {
  const [a, b] = [tellingWordsOf(one), tellingWordsOf(other)]
  if (a.size < fewest || b.size < fewest) return 0
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  const dice = (2 * shared) / (a.size + b.size)
  return (dice + alikeInLetters([...a], [...b])) / 2
}

/** From here on two requests of one category are offered as the same problem; found on the pairs of the test beside it. */
export const sameProblem = 0.5

/** The words of a request that say what it is about, stemmed; at most the first forty. */
export function tellingWordsOf(text: string): Set<string> {
  const words = new Set<string>()
  for (const token of tokensOf(withoutPseudonyms(text).replace(/\b(log|sign|set) (in|out|on|up)\b/gi, '$1$2'), 150)) {
    if (words.size < 40 && token.length > 1 && !token.startsWith('‹') && !commonWords.has(token)) words.add(stem(token))
  }
  return words
}

/** With less than this nobody could tell what a request is about. */
const fewest = 2
