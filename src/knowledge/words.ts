import { withoutPseudonyms } from '../triage/pseudonyms.ts'
import { tokensOf } from '../triage/text.ts'

/** Scripts that put no spaces between words: Han, kana, Thai, Lao, Khmer, Burmese. */
const unspaced = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]+/u
const unspacedRuns = new RegExp(unspaced, 'gu')

/** "log in" and "login" are one word, whichever way somebody writes it. */
const parted = /\b(log|sign|set) (in|out|on|up)\b/g

/** So are "e-mail", "mails" and "email"; some articles say the one and some the other. */
const mailed = /\b(?:e-)?mail(s?)\b/g

/** The words of a text as a search takes them, at most so many. Where a script has no spaces, each two signs are a word. */
export function wordsOf(text: string, most: number): string[] {
  const tokens = tokensOf(
    withoutPseudonyms(text).toLowerCase().replace(parted, '$1$2').replace(mailed, 'email$1'),
    most,
  )
  return unspaced.test(text) ? tokens.flatMap(pairsOf) : tokens
}

function pairsOf(token: string): string[] {
  if (!unspaced.test(token)) return [token]
  const words = token.split(unspacedRuns).filter((rest) => rest !== '')
  for (const [run] of token.matchAll(unspacedRuns)) {
    const signs = [...run]
    if (signs.length === 1) words.push(run)
    for (let at = 0; at + 1 < signs.length; at++) words.push(signs[at]! + signs[at + 1]!)
  }
  return words
}
