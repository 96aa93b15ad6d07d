import { folded } from './chars.ts'

/** All literals of a pattern set, found in one pass whatever their case. Digits count as one letter: who is told checks. */
export type Automaton = {
  /** `next[(state << 6) | classes[byte]]` */
  next: Uint16Array
  classes: Uint8Array
  /** States from this number on end at least one literal. */
  accept: number
  /** What ends in an accepting state, longest first: indexes of literals, `ends[state - accept]`. */
  ends: Uint16Array[]
}

const shift = 6
const maxClasses = 1 << shift
const sharedClasses = 3

/** While it is built: a trie in one flat table, where 0 is both the root and "no way on". */
type Trie = { table: Uint16Array; size: number; used: number; ended: (number[] | undefined)[] }

/**
 * Builds an Aho-Corasick machine with every step filled in, so that a byte costs one look-up and nothing is ever read twice.
 *
 * @param literals as latin1, one character for a byte
 * @throws Error when the literals need more than 64 kinds of byte or 65,535 states
 */
export function buildAutomaton(literals: readonly string[]): Automaton {
  const { classes, used } = classify(literals)
  const most = literals.reduce((sum, literal) => sum + literal.length, 1)
  const trie: Trie = { table: new Uint16Array(most << shift), size: 1, used, ended: [] }
  for (let index = 0; index < literals.length; index++) {
    const literal = literals[index]!
    let state = 0
    for (let i = 0; i < literal.length; i++) {
      const at = (state << shift) | classes[literal.charCodeAt(i)]!
      if (trie.table[at] === 0) trie.table[at] = trie.size++
      state = trie.table[at]!
    }
    const ended = trie.ended[state]
    if (ended === undefined) trie.ended[state] = [index]
    else ended.push(index)
  }
  if (trie.size > 65_535) throw new Error('too many literals for one automaton')
  fillFailures(trie)
  return renumber(trie, classes)
}

function classify(literals: readonly string[]): { classes: Uint8Array; used: number } {
  const classes = new Uint8Array(256)
  // Class 0 is for bytes of no literal, class 1 for digits.
  let used = 2
  for (let byte = 48; byte <= 57; byte++) classes[byte] = 1
  // Bytes beyond ASCII share a few classes: the table must fit the processor's cache, and who is told checks.
  for (let byte = 128; byte < 256; byte++) classes[byte] = used + (byte % sharedClasses)
  used += sharedClasses
  for (const literal of literals) {
    for (let i = 0; i < literal.length; i++) {
      const low = folded(literal.charCodeAt(i))
      if (classes[low] === 0) classes[low] = used++
    }
  }
  if (used > maxClasses) throw new Error('the literals use too many kinds of byte')
  for (let byte = 65; byte <= 90; byte++) classes[byte] = classes[folded(byte)]!
  return { classes, used }
}

/** Breadth first: where a letter does not lead on, go on as from the longest ending that is also a beginning. */
function fillFailures({ table, size, used, ended }: Trie): void {
  const failure = new Uint16Array(size)
  const queue = new Uint16Array(size)
  let tail = 0
  for (let at = 0; at < used; at++) if (table[at] !== 0) queue[tail++] = table[at]!
  for (let head = 0; head < tail; head++) {
    const state = queue[head]!
    const fallback = failure[state]!
    const inherited = ended[fallback]
    if (inherited !== undefined) ended[state] = [...(ended[state] ?? []), ...inherited]
    const row = state << shift
    const other = fallback << shift
    for (let at = 0; at < used; at++) {
      const child = table[row + at]!
      const elsewhere = table[other + at]!
      if (child === 0) table[row + at] = elsewhere
      else {
        failure[child] = elsewhere
        queue[tail++] = child
      }
    }
  }
}

/** Accepting states last, so that one comparison tells them. */
function renumber({ table, size, used, ended }: Trie, classes: Uint8Array): Automaton {
  const numberOf = new Uint16Array(size)
  const ends: Uint16Array[] = []
  let silent = 0
  for (let state = 0; state < size; state++) if (ended[state] === undefined) numberOf[state] = silent++
  for (let state = 0; state < size; state++) {
    if (ended[state] !== undefined) numberOf[state] = silent + ends.push(Uint16Array.from(ended[state]!)) - 1
  }
  const next = new Uint16Array(size << shift)
  for (let state = 0; state < size; state++) {
    const from = state << shift
    const to = numberOf[state]! << shift
    for (let at = 0; at < used; at++) next[to + at] = numberOf[table[from + at]!]!
  }
  return { next, classes, accept: silent, ends }
}
