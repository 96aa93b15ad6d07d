/**
 * How alike words are spelled, by the groups of three and four letters they share. Groups are counted in 2^16 buckets
 * instead of under their own names, so that comparing costs no memory: of a query's few hundred groups, hardly any two
 * meet in one bucket by chance.
 */
const buckets = 1 << 16

/** Longer "words" are addresses and keys. */
const longestWord = 30

/** Calls `each` with the bucket of every group of a word framed by its ends. */
function groupsOf(word: string, each: (bucket: number) => void): void {
  const length = Math.min(word.length, longestWord)
  const at = (place: number) => (place < 0 || place >= length ? 95 : word.charCodeAt(place))
  for (let start = -1; start <= length - 2; start++) {
    const three = Math.imul(Math.imul(at(start), 0x9e37) + at(start + 1), 0x85eb) + at(start + 2)
    each(bucketOf(three))
    if (start <= length - 3) each(bucketOf(Math.imul(three, 0xc2b3) + at(start + 3) + 1))
  }
}

const bucketOf = (hash: number) => Math.imul(hash, 0x9e3779b1) >>> 16

const scratch = new Uint16Array(buckets)

/** The length of a text's vector of letter groups. */
export function lettersLength(words: Iterable<string>): number {
  const touched: number[] = []
  for (const word of words) {
    groupsOf(word, (bucket) => {
      if (scratch[bucket] === 0) touched.push(bucket)
      scratch[bucket]!++
    })
  }
  let squares = 0
  for (const bucket of touched) {
    squares += scratch[bucket]! ** 2
    scratch[bucket] = 0
  }
  return Math.sqrt(squares)
}

/** The letters of one query, to compare many texts with, word by word. */
export interface Letters {
  /** How much a word of a text adds to what they share; a text's likeness is the sum over its words, divided by both lengths. */
  shared(word: string): number
  length: number
}

export function lettersOf(words: readonly string[]): Letters {
  const counts = new Uint8Array(buckets)
  for (const word of words) {
    groupsOf(word, (bucket) => {
      if (counts[bucket]! < 255) counts[bucket]!++
    })
  }
  return {
    length: lettersLength(words),
    shared(word) {
      let sum = 0
      groupsOf(word, (bucket) => {
        sum += counts[bucket]!
      })
      return sum
    },
  }
}

/** 0 where two texts share no letters in a row, 1 where they share all. */
export function alikeInLetters(one: readonly string[], other: readonly string[]): number {
  const letters = lettersOf(one)
  let shared = 0
  for (const word of other) shared += letters.shared(word)
  return shared === 0 ? 0 : shared / (letters.length * lettersLength(other))
}
