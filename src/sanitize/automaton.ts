import { folded } from './chars.ts'

/** All literals of a pattern set, found in one pass whatever their case. Digits count as one letter: who is told checks. */
export type Automaton = {
  /** `next[(state << 7) | classes[byte]]` */
  next: Uint16Array
  classes: Uint8Array
  /** States from this number on end at least one literal. */
  accept: number
  /** What ends in an accepting state, longest first: indexes of literals, `ends[state - accept]`. */
  ends: Uint16Array[]
}

const maxClasses = 128

/**
 * Builds an Aho-Corasick machine with every step filled in, so that a byte costs one look-up and nothing is ever read twice.
 *
 * @throws Error when the literals need more than 128 kinds of byte or 65,535 states
 */
export function buildAutomaton(literals: readonly string[]): Automaton {
  const classes = classify(literals)
  const trie = [new Uint16Array(maxClasses)]
  const ended: number[][] = [[]]
  for (const [index, literal] of literals.entries()) {
    let state = 0
    for (const byte of Buffer.from(literal, 'latin1')) {
      const at = classes[byte]!
      if (trie[state]![at] === 0) {
        trie[state]![at] = trie.length
        trie.push(new Uint16Array(maxClasses))
        ended.push([])
      }
      state = trie[state]![at]!
    }
    ended[state]!.push(index)
  }
  if (trie.length > 65_535) throw new Error('too many literals for one automaton')
  fillFailures(trie, ended)
  return renumber(trie, ended, classes)
}

function classify(literals: readonly string[]): Uint8Array {
  const classes = new Uint8Array(256)
  let used = 1
  const digit = used++
  for (let byte = 48; byte <= 57; byte++) classes[byte] = digit
  for (const literal of literals) {
    for (const byte of Buffer.from(literal, 'latin1')) {
      const low = folded(byte)
      if (classes[low] === 0) classes[low] = used++
    }
  }
  if (used > maxClasses) throw new Error('the literals use too many kinds of byte')
  for (let byte = 65; byte <= 90; byte++) classes[byte] = classes[folded(byte)]!
  return classes
}

/** Breadth first: where a letter does not lead on, go on as from the longest ending that is also a beginning. */
function fillFailures(trie: Uint16Array[], ended: number[][]): void {
  const failure = new Uint16Array(trie.length)
  const queue: number[] = []
  for (const child of trie[0]!) if (child !== 0) queue.push(child)
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head]!
    const fallback = failure[state]!
    ended[state]!.push(...ended[fallback]!)
    for (let at = 0; at < maxClasses; at++) {
      const child = trie[state]![at]!
      const elsewhere = trie[fallback]![at]!
      if (child === 0) {
        trie[state]![at] = elsewhere
      } else {
        failure[child] = elsewhere
        queue.push(child)
      }
    }
  }
}

function renumber(trie: Uint16Array[], ended: number[][], classes: Uint8Array): Automaton {
  const order = trie.map((_, state) => state)
  const silent = order.filter((state) => ended[state]!.length === 0)
  const speaking = order.filter((state) => ended[state]!.length > 0)
  const numberOf = new Uint16Array(trie.length)
  for (const [number, state] of [...silent, ...speaking].entries()) numberOf[state] = number
  const next = new Uint16Array(trie.length * maxClasses)
  for (const state of order) {
    for (let at = 0; at < maxClasses; at++) next[(numberOf[state]! << 7) | at] = numberOf[trie[state]![at]!]!
  }
  return { next, classes, accept: silent.length, ends: speaking.map((state) => Uint16Array.from(ended[state]!)) }
}
