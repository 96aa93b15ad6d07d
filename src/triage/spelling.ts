/**
 * Finds the word of a vocabulary that somebody mistyped by one letter: left out, added, wrong, or two swapped.
 * Each word is kept under itself and under itself without each of its letters, so a look-up tries few keys.
 */
export class Spelling {
  readonly #words = new Set<string>()
  readonly #byPiece = new Map<string, string>()

  readonly #right: Set<string>
  /** Lately seen words that are like no other: code and names come again and again. */
  readonly #unknown = new Set<string>()

  /**
   * @param words what may be meant; earlier ones win where a slip could mean two.
   * @param right further words that are spelled right, and never meant.
   */
  constructor(words: Iterable<string>, right: Iterable<string>) {
    this.#right = new Set(right)
    for (const word of words) {
      if (word.length < shortest || word.length > longest || this.#words.has(word) || !/^\p{L}+$/u.test(word)) continue
      this.#words.add(word)
      for (const piece of pieces(word)) if (!this.#byPiece.has(piece)) this.#byPiece.set(piece, word)
    }
  }

  /** The word that was meant, or undefined when the word is known, too short, or like no other. */
  meant(word: string): string | undefined {
    if (word.length < shortest || word.length > longest) return undefined
    if (this.#right.has(word) || this.#words.has(word)) return undefined
    if (this.#unknown.has(word)) return undefined
    const known = this.#like(word)
    if (known === undefined) {
      if (this.#unknown.size >= mostUnknown) this.#unknown.clear()
      this.#unknown.add(word)
    }
    return known
  }

  #like(word: string): string | undefined {
    for (const piece of [word, ...pieces(word)]) {
      const known = this.#words.has(piece) ? piece : this.#byPiece.get(piece)
      // The first letter is rarely wrong, and guarding it keeps "food" from becoming "good".
      if (known === undefined || known[0] !== word[0] || Math.abs(known.length - word.length) > 1) continue
      // "cores" is not "cors": among short words only a swap of letters is a slip for sure.
      if (Math.min(known.length, word.length) >= safe || hasSameLetters(known, word)) return known
    }
    return undefined
  }
}

const mostUnknown = 20_000

/** Shorter words are one letter from too many others. */
const shortest = 4
const longest = 30

/** From this length on, one letter's difference is hardly ever another word. */
const safe = 5

const hasSameLetters = (a: string, b: string) => [...a].sort().join('') === [...b].sort().join('')

function pieces(word: string): string[] {
  const out: string[] = []
  for (let at = 0; at < word.length; at++) out.push(word.slice(0, at) + word.slice(at + 1))
  return out
}
