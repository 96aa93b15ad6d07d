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
  /** What may end in an accepting state, longest first: indexes of literals, from `endsAt[state - accept]` up to the next one's. */
  ends: Uint16Array
  endsAt: Uint16Array
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
type Trie = {
  table: Uint16Array
  size: number
  /** For each state the literals that end there, as a list: its last one, and for each literal the one before it, or -1. */
  lastEnd: Int32Array
  endBefore: Int32Array
  /** For each state the longest ending that is also a beginning. */
  failure: Uint16Array
}

const mostStates = 65_535

/**
 * Builds an Aho-Corasick machine with every step filled in, so that a byte costs one look-up and nothing is ever read twice.
 * Each start pays for it, so it is all flat numbers.
 *
 * @param literals as latin1, one character for a byte
 * @throws Error when the literals need more than 65,535 states
 */
export function buildAutomaton(literals: readonly string[]): Automaton {
  const letters = lettersOf()
  const singles: number[][] = []
  const trie = plant(literals, letters, singles)
  const depthOrder = fillFailures(trie)
  return {
    letters,
    singles: Array.from({ length: 256 }, (_, byte) => singles[byte] && Uint16Array.from(singles[byte])),
    ...renumber(trie, depthOrder, letters),
  }
}

function plant(literals: readonly string[], letters: Uint8Array, singles: number[][]): Trie {
  const most = Math.min(
    mostStates + 1,
    literals.reduce((sum, literal) => sum + literal.length, 1),
  )
  const table = new Uint16Array(most << shift)
  const lastEnd = new Int32Array(most).fill(-1)
  const endBefore = new Int32Array(literals.length)
  let size = 1
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
      if (table[at] === 0) {
        if (size > mostStates) throw new Error('too many literals for one automaton')
        table[at] = size++
      }
      state = table[at]!
    }
    endBefore[index] = lastEnd[state]!
    lastEnd[state] = index
  }
  return { table, size, lastEnd, endBefore, failure: new Uint16Array(size) }
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

/**
 * Where a letter does not lead on, go on as from the longest ending that is also a beginning.
 *
 * @returns the states but the root, the shorter beginnings first
 */
function fillFailures({ table, size, failure }: Trie): Uint16Array {
  const queue = new Uint16Array(size - 1)
  let tail = 0
  for (let at = 0; at < letterCount; at++) if (table[at] !== 0) queue[tail++] = table[at]!
  for (let head = 0; head < tail; head++) {
    const state = queue[head]!
    const row = state << shift
    const other = failure[state]! << shift
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
  return queue
}

/** Accepting states last, so that one comparison tells them; the others as often as usual text comes to them, to be near each other. */
function renumber(
  trie: Trie,
  depthOrder: Uint16Array,
  letters: Uint8Array,
): Pick<Automaton, 'next' | 'accept' | 'ends' | 'endsAt'> {
  const { table, size, lastEnd, failure } = trie
  const accepts = new Uint8Array(size)
  for (const state of depthOrder) accepts[state] = lastEnd[state]! >= 0 || accepts[failure[state]!] === 1 ? 1 : 0
  const order = inOrder(table, size, accepts, letters)
  const numberOf = new Uint16Array(size)
  for (let place = 0; place < size; place++) numberOf[order[place]!] = place
  const next = new Uint16Array(size << shift)
  for (let place = 0; place < size; place++) {
    const from = order[place]! << shift
    const to = place << shift
    for (let letter = 0; letter < letterCount; letter++) next[to + letter] = numberOf[table[from + letter]!]!
  }
  const accept = size - accepts.reduce((sum, some) => sum + some, 0)
  return { next, accept, ...endsOf(trie, order.subarray(accept)) }
}

function inOrder(table: Uint16Array, size: number, accepts: Uint8Array, letters: Uint8Array): Uint16Array {
  const visits = new Uint32Array(size)
  let at = 0
  for (const byte of Buffer.from(usualText, 'latin1')) {
    at = table[(at << shift) | (letters[byte]! & letterMask)]!
    visits[at]!++
  }
  const seen: number[] = []
  for (let state = 1; state < size; state++) if (visits[state] !== 0) seen.push(state)
  seen.sort((a, b) => visits[b]! - visits[a]!)
  const order = new Uint16Array(size)
  let place = 1
  for (const kind of [0, 1]) {
    for (const state of seen) if (accepts[state] === kind) order[place++] = state
    for (let state = 1; state < size; state++)
      if (visits[state] === 0 && accepts[state] === kind) order[place++] = state
  }
  return order
}

/** The literals of each state, and those of its endings. */
function endsOf({ lastEnd, endBefore, failure }: Trie, states: Uint16Array): Pick<Automaton, 'ends' | 'endsAt'> {
  const ends: number[] = []
  const endsAt = new Uint16Array(states.length + 1)
  const own: number[] = []
  for (let at = 0; at < states.length; at++) {
    endsAt[at] = ends.length
    for (let state = states[at]!; state !== 0; state = failure[state]!) {
      for (let index = lastEnd[state]!; index >= 0; index = endBefore[index]!) own.push(index)
      while (own.length > 0) ends.push(own.pop()!)
    }
  }
  if (ends.length > mostStates) throw new Error('too many literals for one automaton')
  endsAt[states.length] = ends.length
  return { ends: Uint16Array.from(ends), endsAt }
}

/** Whether the digits of a literal that stands before `end` are just these. */
export function hasItsDigits(bytes: Uint8Array, end: number, literal: string): boolean {
  const start = end - literal.length
  for (let i = 0; i < literal.length; i++) {
    const want = literal.charCodeAt(i)
    if (want >= 48 && want <= 57 && bytes[start + i] !== want) return false
  }
  return true
}

/** Whether a literal stands before `end`: in any case, with any digit for a digit. */
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
