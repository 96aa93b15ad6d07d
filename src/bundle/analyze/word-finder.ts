/** Finds many literals in one pass over the bytes, whatever the case of their letters. */
export interface WordFinder {
  /**
   * Calls `onWord` with the index of each literal and the place of its last byte.
   * Literals do not reach over line breaks, so neither does what is remembered from one call to the next: pass whole lines.
   */
  find(bytes: Uint8Array, from: number, to: number, onWord: (word: number, at: number) => void): void
}

const none: readonly number[] = []

/**
 * An Aho-Corasick machine with every step filled in: each byte costs one look-up, however many literals there are.
 *
 * @param words in ASCII, on one line each
 */
export function createWordFinder(words: readonly string[]): WordFinder {
  const { classes, width } = classesOf(words)
  const most = words.reduce((sum, word) => sum + word.length, 1)
  const next = new Int32Array(most * width)
  const ends: number[][] = [[]]

  for (const [index, word] of words.entries()) {
    let state = 0
    for (const byte of Buffer.from(word, 'latin1')) {
      const at = state * width + classes[byte]!
      if (next[at] === 0) next[at] = ends.push([]) - 1
      state = next[at]!
    }
    ends[state]!.push(index)
  }
  fillFailures(next, ends, width)

  const whole = ends.map((list) => (list.length > 0 ? list : none))
  return {
    find(bytes, from, to, onWord) {
      let state = 0
      for (let at = from; at < to; at++) {
        state = next[state * width + classes[bytes[at]!]!]!
        if (whole[state] !== none) for (const word of whole[state]!) onWord(word, at)
      }
    },
  }
}

/** Bytes of no literal share class 0; both cases of a letter share one. */
function classesOf(words: readonly string[]): { classes: Uint8Array; width: number } {
  const classes = new Uint8Array(256)
  let width = 1
  for (const byte of Buffer.from(words.join('').toLowerCase(), 'latin1')) {
    if (classes[byte] !== 0) continue
    classes[byte] = width
    if (byte >= 97 && byte <= 122) classes[byte - 32] = width
    width++
  }
  return { classes, width }
}

/** Breadth first: where a byte does not lead on, go on as from the longest ending that is also a beginning. */
function fillFailures(next: Int32Array, ends: number[][], width: number): void {
  const failure = new Int32Array(ends.length)
  const queue: number[] = []
  for (let at = 0; at < width; at++) if (next[at] !== 0) queue.push(next[at]!)
  for (const state of queue) {
    ends[state]!.push(...ends[failure[state]!]!)
    for (let at = 0; at < width; at++) {
      const child = next[state * width + at]!
      const elsewhere = next[failure[state]! * width + at]!
      if (child === 0) next[state * width + at] = elsewhere
      else {
        failure[child] = elsewhere
        queue.push(child)
      }
    }
  }
}
