/** A word or phrase of a list that occurs in a text. */
export interface Hit {
  /** Whose list: a category, a service, a signal. */
  owner: string
  /** As it is written in the list. */
  phrase: string
  /** Which word of the text it begins at. */
  at: number
}

interface Entry {
  owner: string
  phrase: string
  words: string[]
}

/** Finds the words and phrases of several owners in a text, in one pass. */
export class WordList {
  readonly #byFirst = new Map<string, Entry[]>()

  /** @param split how a phrase becomes words; texts must be split in the same way. */
  constructor(phrases: Iterable<{ owner: string; phrase: string }>, split: (text: string) => string[]) {
    for (const { owner, phrase } of phrases) {
      const words = split(phrase)
      if (words.length === 0) continue
      const entries = this.#byFirst.get(words[0]!) ?? []
      entries.push({ owner, phrase, words })
      this.#byFirst.set(words[0]!, entries)
    }
  }

  /** Every occurrence, in the order of the text. */
  find(words: readonly string[]): Hit[] {
    const found: Hit[] = []
    for (let at = 0; at < words.length; at++) {
      for (const entry of this.#byFirst.get(words[at]!) ?? []) {
        const fits = entry.words.every((wanted, offset) => words[at + offset] === wanted)
        if (fits) found.push({ owner: entry.owner, phrase: entry.phrase, at })
      }
    }
    return found
  }
}
