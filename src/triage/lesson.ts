import type { Kind } from '../core/types.ts'
import type { Desk } from '../desk.ts'
import type { Example } from './category-lesson.ts'
import { withoutPseudonyms } from './pseudonyms.ts'
import { stem } from './stem.ts'
import { tokensOf } from './text.ts'
import { type Hit, WordList } from './word-list.ts'

/** A text and the category it belongs to: an example, or a moderator's word on what a request was about. */
export interface LabelledText {
  text: string
  category: string
  /** Beside one of the desk's examples; a moderator's word counts 3. */
  weight?: number
  kind?: Kind
}

/** What a correction counts beside one of the desk's examples. */
const correctionWeight = 3

const stemmed = (phrase: string) => tokensOf(phrase).map(stem)

/** The desk's words by category, found in any form. */
export function categoryWords(desk: Desk): WordList {
  return new WordList(
    desk.categories.flatMap(({ id, words }) => words.map((phrase) => ({ owner: id, phrase }))),
    stemmed,
  )
}

/** What there is to learn from: the categories' titles and examples, and what moderators have corrected. */
export function lessonOf(
  desk: Desk,
  words: WordList,
  corrections: readonly LabelledText[] = [],
): { examples: Example[]; categories: string[] } {
  const example = (text: string, category: string, weight: number): Example => {
    const tokens = tokensOf(withoutPseudonyms(text))
    const hits = distinct(words.find(tokens.map(stem))).map(({ owner }) => owner)
    return { tokens, category, weight, hits }
  }
  const examples = desk.categories.flatMap(({ id, title, examples }) => [
    example(title, id, 0.5),
    ...examples.map((text) => example(text, id, 1)),
  ])
  const isKnown = new Set(desk.categories.map(({ id }) => id))
  for (const { text, category, weight = correctionWeight } of corrections) {
    if (isKnown.has(category)) examples.push(example(text, category, weight))
  }
  return { examples, categories: desk.categories.map(({ id }) => id) }
}

/** Each word of an owner once, in one form: "log in" and "logging in" are one. */
export function distinct(hits: readonly Hit[]): Hit[] {
  const seen = new Map<string, Hit>()
  for (const hit of hits) {
    const key = `${hit.owner}\0${stemmed(hit.phrase).join(' ')}`
    if (!seen.has(key)) seen.set(key, hit)
  }
  return [...seen.values()]
}
