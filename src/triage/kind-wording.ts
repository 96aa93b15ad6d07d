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
  return {
    places: ofShape(size),
    counts: Float32Array.from(kinds, (kind) => Math.log(shape[kind] + leastChance) - middle),
    isMeasured: true,
  }
}

const ofShape = placesOf(kinds.map((kind) => `r:${kind}`))
const leastChance = 1e-3
/** Near the mean of these logarithms. */
const middle = -3

/** Where a text is among words. */
export function meaningMeasures(tokens: readonly string[], size: number): HashedGroup {
  const counts = readWordVectors().companyOf(tokens)
  ofCompany ??= placesOf([...counts.keys()].map((at) => `z:${at}`))
  return { places: ofCompany(size), counts, isMeasured: true }
}

let ofCompany: ((size: number) => Int32Array) | undefined

/** Where these features are in a table of `size` buckets; worked out once, since all requests are read in tables of one size. */
function placesOf(names: readonly string[]): (size: number) => Int32Array {
  let known: { size: number; places: Int32Array } | undefined
  return (size) => {
    if (known?.size !== size) known = { size, places: Int32Array.from(names, (name) => placeOf(beginning(name), size)) }
    return known.places
  }
}
