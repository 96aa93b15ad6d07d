import type { Kind } from '../core/types.ts'
import { clausesOf } from './clauses.ts'
import { kindByShape, kinds } from './kind.ts'
import type { HashedGroup } from './learn/hashed.ts'
import { beginning, mixText, placeOf, type Tally } from './learn/tally.ts'
import { type Signal, signalsOf } from './signals.ts'
import type { Parts } from './text.ts'
import { readWordVectors } from './word-vectors.ts'

/** What the rules have heard in a request. */
export interface Heard {
  signals: readonly Signal[]
  /** Probabilities by kind, from the wording alone. */
  shape: Record<Kind, number>
}

export function hear(parts: Parts): Heard {
  const clauses = clausesOf(`${parts.title}\n${parts.prose}`)
  const signals = signalsOf(clauses)
  return { signals, shape: kindByShape(signals, clauses, parts.machine !== '').scores }
}

/** Which signals there are, and by which words. */
export function signalCounts({ signals }: Heard, tally: Tally): HashedGroup {
  const seen = new Set<number>()
  for (const { name, phrase } of signals) {
    const state = mixText(signalStart, name)
    seen.add(state)
    seen.add(mixText(state, phrase))
  }
  for (const state of seen) tally.add(state)
  return tally.take()
}

const signalStart = beginning('g:')

/** What the rules make of the wording: how likely each kind is, as a logarithm. */
export function shapeMeasures({ shape }: Heard, size: number): HashedGroup {
  const places = Int32Array.from(kinds, (kind) => placeOf(beginning(`r:${kind}`), size))
  return {
    places,
    counts: Float32Array.from(kinds, (kind) => Math.log(shape[kind] + leastChance) - middle),
    isMeasured: true,
  }
}

const leastChance = 1e-3
/** Near the mean of these logarithms. */
const middle = -3

/** Where a text is among words. */
export function meaningMeasures(tokens: readonly string[], size: number): HashedGroup {
  const counts = readWordVectors().meaningOf(tokens)
  return { places: Int32Array.from(counts, (_, at) => placeOf(beginning(`z:${at}`), size)), counts, isMeasured: true }
}
