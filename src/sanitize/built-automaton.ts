import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { compiled } from '../paths.ts'
import { type Automaton, buildAutomaton } from './automaton.ts'

const file = compiled('src/sanitize/automaton.bin')

/** Numbers of two bytes each, one list behind the other, each with its length before it. */
type Lists = readonly [
  letters: Uint16Array,
  singles: Uint16Array,
  next: Uint16Array,
  ends: Uint16Array,
  endsAt: Uint16Array,
]

/**
 * The machine for exactly these literals: the one that the build has kept, or one built now. A start need not spend the tenth
 * of a second, nor does each thread.
 */
export function automatonOf(literals: readonly string[]): Automaton {
  const kept = existsSync(file) ? readFileSync(file) : undefined
  const key = keyOf(literals)
  return kept !== undefined && key.equals(kept.subarray(0, key.length))
    ? unpacked(kept, key.length)
    : buildAutomaton(literals)
}

/** For the build: keeps the machine in place of what an earlier build did. */
export function keepAutomaton(literals: readonly string[]): void {
  const { letters, singles, next, ends, endsAt, accept } = buildAutomaton(literals)
  const pairs = singles.flatMap((list, byte) => [...(list ?? [])].flatMap((index) => [byte, index]))
  const lists: Lists = [Uint16Array.from(letters), Uint16Array.from(pairs), next, ends, endsAt]
  const parts = lists.flatMap((list) => [Uint32Array.of(list.length), list])
  const bytes = [Uint32Array.of(accept), ...parts].map((part) =>
    Buffer.from(part.buffer, part.byteOffset, part.byteLength),
  )
  writeFileSync(file, Buffer.concat([keyOf(literals), ...bytes]))
}

function unpacked(kept: Buffer, from: number): Automaton {
  let at = from
  const number = () => {
    at += 4
    return new Uint32Array(kept.buffer.slice(kept.byteOffset + at - 4, kept.byteOffset + at))[0]!
  }
  const list = () => {
    const length = number() * 2
    at += length
    return new Uint16Array(kept.buffer.slice(kept.byteOffset + at - length, kept.byteOffset + at))
  }
  const accept = number()
  const [letters, pairs, next, ends, endsAt]: Lists = [list(), list(), list(), list(), list()]
  const singles: (Uint16Array | undefined)[] = Array.from({ length: 256 }, () => undefined)
  for (let i = 0; i < pairs.length; i += 2) {
    const byte = pairs[i]!
    singles[byte] = Uint16Array.of(...(singles[byte] ?? []), pairs[i + 1]!)
  }
  return { letters: Uint8Array.from(letters), singles, next, ends, endsAt, accept }
}

/** Of the literals in their order, and of the machine's own numbers' width on this computer. */
const keyOf = (literals: readonly string[]) =>
  createHash('sha256')
    .update(`${new Uint8Array(Uint16Array.of(1).buffer)[0]}\n${literals.join('\n\0')}`, 'latin1')
    .digest()
