/** Finds many literals in one pass over the bytes, whatever the case of their letters. */
export interface WordFinder {
  /**
   * Calls `onWord` with the index of each literal and the place of its last byte.
   * Literals do not reach over line breaks, so neither does what is remembered from one call to the next: pass whole lines.
   */
  find(bytes: Uint8Array, from: number, to: number, onWord: (word: number, at: number) => void): void
}

/**
 * An Aho-Corasick machine with every step filled in: each byte costs one look-up, however many literals there are.
 *
 * @param words in ASCII, on one line each
 */
export function createWordFinder(words: readonly string[]): WordFinder {
  const { classes, shift } = classesOf(words)
  const most = words.reduce((sum, word) => sum + word.length, 1)
  const trie = new Int32Array(most << shift)
  const ends: number[][] = [[]]
  for (const [index, word] of words.entries()) {
    let state = 0
    for (const byte of Buffer.from(word, 'latin1')) {
      const at = (state << shift) | classes[byte]!
      if (trie[at] === 0) trie[at] = ends.push([]) - 1
      state = trie[at]!
    }
    ends[state]!.push(index)
  }
  fillFailures(trie, ends, shift)
  const { next, firstEnd, ended } = sorted(trie, ends, shift)

  return {
    find(bytes, from, to, onWord) {
      let row = 0
      for (let at = from; at < to; at++) {
        row = next[row | classes[bytes[at]!]!]!
        if (row >= firstEnd) for (const word of ended[(row - firstEnd) >> shift]!) onWord(word, at)
      }
    },
  }
}

/** Bytes of no literal share class 0; both cases of a letter share one. A row of the table has a power of two of them. */
function classesOf(words: readonly string[]): { classes: Uint8Array; shift: number } {
  const classes = new Uint8Array(256)
  let used = 1
  for (const byte of Buffer.from(words.join('').toLowerCase(), 'latin1')) {
    if (classes[byte] !== 0) continue
    classes[byte] = used
    if (byte >= 97 && byte <= 122) classes[byte - 32] = used
    used++
  }
  return { classes, shift: Math.ceil(Math.log2(used)) }
}

/** Breadth first: where a byte does not lead on, go on as from the longest ending that is also a beginning. */
function fillFailures(trie: Int32Array, ends: number[][], shift: number): void {
  const width = 1 << shift
  const failure = new Int32Array(ends.length)
  const queue: number[] = []
  for (let at = 0; at < width; at++) if (trie[at] !== 0) queue.push(trie[at]!)
  for (const state of queue) {
    ends[state]!.push(...ends[failure[state]!]!)
    for (let at = 0; at < width; at++) {
      const child = trie[(state << shift) | at]!
      const elsewhere = trie[(failure[state]! << shift) | at]!
      if (child === 0) trie[(state << shift) | at] = elsewhere
      else {
        failure[child] = elsewhere
        queue.push(child)
      }
    }
  }
}

/** States in which a literal ends come last, so that one comparison tells them; each is the place of its row. */
function sorted(trie: Int32Array, ends: number[][], shift: number) {
  const width = 1 << shift
  const silent = ends.flatMap((list, state) => (list.length === 0 ? state : []))
  const loud = ends.flatMap((list, state) => (list.length > 0 ? state : []))
  const rowOf = new Int32Array(ends.length)
  for (const [index, state] of [...silent, ...loud].entries()) rowOf[state] = index << shift
  const next = new Int32Array(ends.length << shift)
  for (let state = 0; state < ends.length; state++) {
    for (let at = 0; at < width; at++) next[rowOf[state]! | at] = rowOf[trie[(state << shift) | at]!]!
  }
  return { next, firstEnd: silent.length << shift, ended: loud.map((state) => ends[state]!) }
}
