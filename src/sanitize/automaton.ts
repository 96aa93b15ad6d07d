import { folded } from './chars.ts'
import { usualText } from './rules/usual-text.ts'

/** All literals of a pattern set, found in one pass whatever their case. Digits count as one letter: who is told checks. */
export type Automaton = {
  /** The letter that a byte counts as, below 32; `isSingle` is added for bytes that are a literal alone. */
  letters: Uint8Array
  /** `next[(state << 5) | letter]` */
  next: Uint16Array
  /** States from this number on end at least one literal, if all its bytes are as they should be. */
  accept: number
  /** What may end in an accepting state, longest first: indexes of literals, `ends[state - accept]`. */
  ends: Uint16Array[]
  /** For each byte the literals that are this byte alone. */
  singles: (Uint16Array | undefined)[]
}

const shift = 5
const letterCount = 1 << shift
export const letterMask = letterCount - 1
export const isSingle = 128

/**
 * Bytes that count as one letter, so that a state's row is one line of the processor's cache. What is found is compared again
 * byte for byte; together stand here those that literals use in the same places.
 */
const alike = ['0123456789', 'jq', 'xz', 'vw', '=:', '"\'`>]|*\\)', ' \t', '\n', '+$&', '-_.,;/~@({%<#^[!?}', '']

/** While it is built: a trie in one flat table, where 0 is both the root and "no way on". */
type Trie = { table: Uint16Array; size: number; ended: (number[] | undefined)[] }

/**
 * Builds an Aho-Corasick machine with every step filled in, so that a byte costs one look-up and nothing is ever read twice.
 *
 * @param literals as latin1, one character for a byte
 * @throws Error when the literals need more than 65,535 states
 */
export function buildAutomaton(literals: readonly string[]): Automaton {
  const letters = lettersOf()
  const most = literals.reduce((sum, literal) => sum + literal.length, 1)
  const trie: Trie = { table: new Uint16Array(most << shift), size: 1, ended: [] }
  const singles: number[][] = []
  for (let index = 0; index < literals.length; index++) {
    const literal = literals[index]!
    if (literal.length === 1) {
      const byte = literal.charCodeAt(0)
      singles[byte] = [...(singles[byte] ?? []), index]
      letters[byte]! |= isSingle
      continue
    }
    let state = 0
    for (let i = 0; i < literal.length; i++) {
      const at = (state << shift) | (letters[literal.charCodeAt(i)]! & letterMask)
      if (trie.table[at] === 0) trie.table[at] = trie.size++
      state = trie.table[at]!
    }
    const ended = trie.ended[state]
    if (ended === undefined) trie.ended[state] = [index]
    else ended.push(index)
  }
  if (trie.size > 65_535) throw new Error('too many literals for one automaton')
  fillFailures(trie)
  return { letters, singles: Array.from(singles, (list) => list && Uint16Array.from(list)), ...renumber(trie, letters) }
}

function lettersOf(): Uint8Array {
  // Letter 0 is for bytes of no literal.
  const letters = new Uint8Array(256)
  let used = 1
  for (const group of alike) {
    for (const char of group) letters[char.charCodeAt(0)] = used
    used++
  }
  for (let byte = 97; byte <= 122; byte++) {
    if (letters[byte] === 0) letters[byte] = used++
    letters[byte - 32] = letters[byte]!
  }
  // Bytes beyond ASCII come in words of many: three letters tell most of them apart.
  const beyond = [0, alike.indexOf('+$&') + 1, alike.indexOf('') + 1]
  for (let byte = 128; byte < 256; byte++) letters[byte] = beyond[byte % 3]!
  if (used > letterCount) throw new Error('too many kinds of byte')
  return letters
}

/** Breadth first: where a letter does not lead on, go on as from the longest ending that is also a beginning. */
function fillFailures({ table, size, ended }: Trie): void {
  const failure = new Uint16Array(size)
  const queue = new Uint16Array(size)
  let tail = 0
  for (let at = 0; at < letterCount; at++) if (table[at] !== 0) queue[tail++] = table[at]!
  for (let head = 0; head < tail; head++) {
    const state = queue[head]!
    const fallback = failure[state]!
    const inherited = ended[fallback]
    if (inherited !== undefined) ended[state] = [...(ended[state] ?? []), ...inherited]
    const row = state << shift
    const other = fallback << shift
    for (let at = 0; at < letterCount; at++) {
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

/** Accepting states last, so that one comparison tells them; the others as often as usual text comes to them, to be near each other. */
function renumber({ table, size, ended }: Trie, letters: Uint8Array): Pick<Automaton, 'next' | 'accept' | 'ends'> {
  const visits = new Uint32Array(size)
  let at = 0
  for (const byte of Buffer.from(usualText, 'latin1')) {
    at = table[(at << shift) | (letters[byte]! & letterMask)]!
    visits[at]!++
  }
  const order = Array.from({ length: size }, (_, state) => state)
  const isAccepting = (state: number) => (ended[state] === undefined ? 0 : 1)
  order.sort((a, b) => Number(b === 0) - Number(a === 0) || isAccepting(a) - isAccepting(b) || visits[b]! - visits[a]!)
  const numberOf = new Uint16Array(size)
  for (let place = 0; place < size; place++) numberOf[order[place]!] = place
  const next = new Uint16Array(size << shift)
  for (let state = 0; state < size; state++) {
    const from = state << shift
    const to = numberOf[state]! << shift
    for (let letter = 0; letter < letterCount; letter++) next[to + letter] = numberOf[table[from + letter]!]!
  }
  const ends = order.flatMap((state) => (ended[state] === undefined ? [] : [Uint16Array.from(ended[state]!)]))
  return { next, accept: size - ends.length, ends }
}

/** Whether a literal stands before `end`: in any case, a 0 for any digit. */
export function standsBefore(bytes: Uint8Array, end: number, literal: string): boolean {
  const start = end - literal.length
  for (let i = literal.length - 1; i >= 0; i--) {
    const want = literal.charCodeAt(i)
    const byte = bytes[start + i]!
    if (byte === want) continue
    const isDigit = want >= 48 && want <= 57 && byte >= 48 && byte <= 57
    if (!isDigit && folded(byte) !== folded(want)) return false
  }
  return true
}
