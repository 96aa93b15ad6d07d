import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Kind } from '../core/types.ts'
import { shipped } from '../paths.ts'
import { answersOf, headingsOf, kindCounts, kindShares } from './kind-features.ts'
import { fitSharpness, lossOf, softmax } from './learn/calibration.ts'
import {
  type HashedCounts,
  hash,
  hashed,
  hashedAgain,
  hashedVector,
  numbered,
  renumbered,
  tellingOf,
} from './learn/hashed.ts'
import { scores, trainLinear, without } from './learn/linear.ts'
import { foldsOf } from './learn/random.ts'
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

/** What a product's own copy of each group weighs, then its headings and the answers to its forms; found by cross-validation. */
const ownShares = [0.7, 0.3, 0.7, 0.3, 0.3, 0.4, 0.3, 0.4, 0.7, 0.3, 0.5, 0.3, 0.3, 0.3, 0.7, 0.5, 0.8]
const learnedBuckets = 2 ** 20
/** Pull of the training rows against large weights, found by cross-validation. */
export const kindCost = 0.1

/**
 * Learns kinds from labelled requests, such as a repository's labelled issues. Every feature counts twice: for all
 * products, and for the product that the request is about.
 */
export const learnKinds = (rows: readonly KindRow[]): KindModel => taughtModel(teachKinds(rows))

/** What was learned, as plain data that can be kept in a file. */
export interface TaughtKinds {
  kinds: Kind[]
  /** The bucket of each feature, and how telling that is. */
  buckets: Int32Array
  telling: Float32Array
  /** For each feature its weight for each kind. */
  weights: Float32Array
  bias: Float32Array
  sharpness: number
  /** Of held-back rows: the lower, the better. */
  loss: number
}

export function teachKinds(rows: readonly KindRow[]): TaughtKinds {
  const kinds = [...new Set(rows.map(({ kind }) => kind))]
  const labels = rows.map(({ kind }) => kinds.indexOf(kind))
  const counts = rows.map(({ title, text, product }) => learnedCounts(partsOf(title, text), text, product))
  const telling = tellingOf(counts, learnedBuckets)
  const { places, used } = numbered(telling)
  const seen = (groups: HashedCounts, known = telling) => renumbered(hashedVector(groups, known, shares), places)
  const vectors = counts.map((groups) => seen(groups))
  const options = { cost: kindCost, passes: 8, rowWeights: rows.map(({ weight = 1 }) => weight) }
  const model = trainLinear(vectors, labels, { classes: kinds.length, size: used }, options)

  const fold = foldsOf(labels, folds, 1)
  const heldBack: Float32Array[] = []
  const right: number[] = []
  for (let held = 0; held < (rows.length > manyRows ? 1 : folds); held++) {
    const rest = without(model, vectors, labels, { ...options, passes: 2 }, (row) => fold[row] === held)
    const others = tellingOf(
      counts.filter((_, row) => fold[row] !== held),
      learnedBuckets,
    )
    for (const row of rows.keys()) {
      if (fold[row] !== held) continue
      heldBack.push(scores(rest, seen(counts[row]!, others)))
      right.push(labels[row]!)
    }
  }
  const sharpness = fitSharpness(heldBack, right)
  const buckets = new Int32Array(used)
  for (const [bucket, place] of places.entries()) if (place >= 0) buckets[place] = bucket
  const { weights, bias } = model
  const known = Float32Array.from(buckets, (bucket) => telling[bucket]!)
  return { kinds, buckets, telling: known, weights, bias, sharpness, loss: lossOf(heldBack, right, sharpness) }
}

/** The model that reads with what was learned. Takes 8 MB beside it. */
export function taughtModel({ kinds, buckets, telling, weights, bias, sharpness }: TaughtKinds): KindModel {
  const tellingOfBucket = new Float32Array(learnedBuckets)
  const places = new Int32Array(learnedBuckets).fill(-1)
  for (const [place, bucket] of buckets.entries()) {
    tellingOfBucket[bucket] = telling[place]!
    places[bucket] = place
  }
  const model = { classes: kinds.length, weights, bias }
  return {
    kinds,
    read(parts, raw, product) {
      const vector = hashedVector(learnedCounts(parts, raw, product), tellingOfBucket, shares)
      return softmax(scores(model, renumbered(vector, places)), sharpness)
    },
  }
}

const shares = [...kindShares, ...ownShares]
const folds = 5
/** From here on one fifth of the rows, held back once, says how sure to be. */
const manyRows = 3000

function learnedCounts(parts: Parts, raw: string, product: string | undefined): HashedCounts {
  const general = hashed(kindCounts(parts, raw), learnedBuckets)
  if (product === undefined) return general
  const own = hashed([once(headingsOf(raw)), once(answersOf(raw))], learnedBuckets)
  return [...general, ...hashedAgain([...general, ...own], hash(product, learnedBuckets), learnedBuckets)]
}

const once = (features: readonly string[]) => new Map(features.map((feature) => [feature, 1]))
