import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Kind } from '../core/types.ts'
import { shipped } from '../paths.ts'
import { headingsOf, kindCounts, kindShares } from './kind-features.ts'
import { fitSharpness, softmax } from './learn/calibration.ts'
import { type HashedCounts, hashed, hashedVector, tellingOf } from './learn/hashed.ts'
import { type LinearModel, scores, trainLinear } from './learn/linear.ts'
import { foldsOf } from './learn/random.ts'
import type { Counts } from './learn/vocabulary.ts'
import { type Parts, partsOf } from './text.ts'

/** A request whose kind is known. */
export interface KindRow {
  title: string
  text: string
  kind: Kind
  /** What it is about: kinds are worded differently in different products. */
  product?: string | undefined
  weight?: number
}

export interface KindModel {
  kinds: readonly Kind[]
  /** Probabilities, in the order of `kinds`. */
  read(parts: Parts, raw: string, product?: string): Float64Array
}

const Mix = z.object({ shape: z.number(), model: z.number() })

/** What is stored beside the weights. */
export const KindHeader = z.object({
  kinds: z.array(z.enum(['bug', 'feature', 'question', 'incident'])),
  buckets: z.int(),
  sharpness: z.number(),
  weightScale: z.number(),
  bias: z.array(z.number()),
  /** How much wording and model count, for chat messages and for issues. */
  mix: z.object({ chat: Mix, issue: Mix }),
})
export type KindHeader = z.output<typeof KindHeader>

/**
 * The model that ships with Bee: `kind.json`, and `kind.bin` with one signed byte for each bucket and kind, then one byte
 * for how telling each bucket is.
 */
export function readKindModel(): KindModel & Pick<KindHeader, 'mix'> {
  const header = KindHeader.parse(JSON.parse(readFileSync(shipped('data/models/kind.json'), 'utf8')))
  const bytes = readFileSync(shipped('data/models/kind.bin'))
  const { kinds, buckets, sharpness, weightScale } = header
  const stored = new Int8Array(bytes.buffer, bytes.byteOffset, buckets * kinds.length)
  // As stored: a vector's length is fixed, so only how they compare matters.
  const telling = bytes.subarray(buckets * kinds.length)
  const bias = Float32Array.from(header.bias)

  return {
    kinds,
    mix: header.mix,
    read(parts, raw) {
      const vector = hashedVector(hashed(kindCounts(parts, raw), buckets), telling, kindShares)
      const out = Float32Array.from(bias)
      for (let index = 0; index < vector.places.length; index++) {
        const start = vector.places[index]! * kinds.length
        const weight = vector.weights[index]! * weightScale
        for (let kind = 0; kind < kinds.length; kind++) out[kind]! += stored[start + kind]! * weight
      }
      return softmax(out, sharpness)
    },
  }
}

/** What a product's own copy of each feature weighs beside the general one, found by cross-validation. */
const ownShare = 0.6
const learnedBuckets = 2 ** 20
/** Pull of the training rows against large weights, found by cross-validation. */
export const kindCost = 0.1

/**
 * Learns kinds from labelled requests, such as a repository's labelled issues. Every feature counts twice: for all
 * products, and for the product that the request is about.
 */
export function learnKinds(rows: readonly KindRow[]): KindModel {
  const kinds = [...new Set(rows.map(({ kind }) => kind))]
  const labels = rows.map(({ kind }) => kinds.indexOf(kind))
  const counts = rows.map(({ title, text, product }) => learnedCounts(partsOf(title, text), text, product))
  const folds = 5
  const fold = foldsOf(labels, folds, 1)
  const heldBack: Float32Array[] = []
  for (let held = 0; held < folds; held++) {
    const seen = [...rows.keys()].filter((row) => fold[row] !== held)
    const part = train(seen, rows, counts, labels, kinds.length)
    for (const row of rows.keys()) if (fold[row] === held) heldBack[row] = part(counts[row]!)
  }
  const sharpness = fitSharpness(heldBack, labels)
  const whole = train([...rows.keys()], rows, counts, labels, kinds.length)
  return {
    kinds,
    read: (parts, raw, product) => softmax(whole(learnedCounts(parts, raw, product)), sharpness),
  }
}

function train(
  seen: readonly number[],
  rows: readonly KindRow[],
  counts: readonly HashedCounts[],
  labels: readonly number[],
  classes: number,
): (counts: HashedCounts) => Float32Array {
  const shares = [...kindShares, ...kindShares.map((share) => share * ownShare), 1]
  const telling = tellingOf(
    seen.map((row) => counts[row]!),
    learnedBuckets,
  )
  const model: LinearModel = trainLinear(
    seen.map((row) => hashedVector(counts[row]!, telling, shares)),
    seen.map((row) => labels[row]!),
    { classes, size: learnedBuckets },
    { cost: kindCost, passes: 10, rowWeights: seen.map((row) => rows[row]!.weight ?? 1) },
  )
  return (groups) => scores(model, hashedVector(groups, telling, shares))
}

function learnedCounts(parts: Parts, raw: string, product: string | undefined): HashedCounts {
  const general = kindCounts(parts, raw)
  if (product === undefined) return hashed(general, learnedBuckets)
  const own: Counts = general.map((group) => prefixed(group, product))
  const headings = new Map(headingsOf(raw).map((heading) => [`${product}#${heading}`, 1]))
  return hashed([...general, ...own, headings], learnedBuckets)
}

function prefixed(group: Map<string, number>, product: string): Map<string, number> {
  const own = new Map<string, number>()
  for (const [feature, times] of group) own.set(`${product}|${feature}`, times)
  return own
}
