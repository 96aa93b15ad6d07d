import type { Kind } from '../core/types.ts'
import { closerCounts, formCounts, kindCounts, kindShares } from './kind-features.ts'
import { type KindHeader, readKindFile } from './kind-file.ts'
import { type Heard, hear } from './kind-wording.ts'
import { fitSharpness, lossOf, softmax } from './learn/calibration.ts'
import { type HashedCounts, hashedAgain, hashedVector, numbered, renumbered, tellingOf } from './learn/hashed.ts'
import { scores } from './learn/linear.ts'
import { foldsOf } from './learn/random.ts'
import { trainSoftmax, without } from './learn/softmax.ts'
import { beginning, Tally } from './learn/tally.ts'
import type { Vector } from './learn/vocabulary.ts'
import { type Parts, partsOf } from './text.ts'
import { wishCounts } from './wish.ts'

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
  /**
   * Probabilities, in the order of `kinds`.
   *
   * @param heard what the rules hear in it; worked out where left out.
   */
  read(parts: Parts, product?: string, heard?: Heard): Float64Array
}

/** The model that ships with Bee. */
export function readKindModel(): KindModel & Pick<KindHeader, 'mix'> {
  const { header, weights, telling } = readKindFile()
  const { kinds, buckets, sharpness, weightScale } = header
  const { bias } = header
  const tally = new Tally(buckets)

  return {
    kinds,
    mix: header.mix,
    read(parts) {
      const vector = hashedVector(kindCounts(parts, tally), telling, kindShares)
      const sums = weighed(vector, weights, kinds.length)
      return softmax(
        sums.map((sum, kind) => sum * weightScale + bias[kind]!),
        sharpness,
      )
    },
  }
}

function weighed({ places, weights: counts }: Vector, weights: Int8Array, classes: number): Float64Array {
  const sums = new Float64Array(classes)
  for (let index = 0; index < places.length; index++) {
    const start = places[index]! * classes
    const weight = counts[index]!
    for (let kind = 0; kind < classes; kind++) sums[kind]! += weights[start + kind]! * weight
  }
  return sums
}

/** What the groups of `closerCounts` weigh; these and the next found by cross-validation. */
const closerShares = [0.5, 0.3, 0.3, 0.8]
/** What a product's own copy of each group weighs. */
const ownShares = [0.7, 0.3, 0.7, 0.3, 0.3, 0.4, 0.3, 0.4, 0.7, 0.3, 0.5, 0.3, 0.3, 0.3, 0.7, 0.25, 0.3]
const ownCloserShares = [0, 0, 0.5, 0]
const ownWishShare = 0.1
/** The headings of a product's forms, the answers to them, and its versions. */
const formShares = [0.5, 0.8, 0.6]
/** What it weighs how much a text sounds like a wish. */
const wishShare = 0.2
const learnedBuckets = 2 ** 20
/** Pull of the training rows against large weights, found by cross-validation. */
export const kindCost = 10

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
  const tally = new Tally(learnedBuckets)
  const counts = rows.map(({ title, text, product }) => learnedCounts({ parts: partsOf(title, text), product }, tally))
  const telling = tellingOf(counts, learnedBuckets)
  const { places, used } = numbered(telling)
  const seen = (groups: HashedCounts, known = telling) => renumbered(hashedVector(groups, known, shares), places)
  const vectors = counts.map((groups) => seen(groups))
  const options = { cost: kindCost, passes: 8, rowWeights: rows.map(({ weight = 1 }) => weight) }
  const model = trainSoftmax(vectors, labels, { classes: kinds.length, size: used }, options)

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
  const tally = new Tally(learnedBuckets)
  return {
    kinds,
    read(parts, product, heard) {
      const vector = hashedVector(learnedCounts({ parts, product, heard }, tally), tellingOfBucket, shares)
      return softmax(scores(model, renumbered(vector, places)), sharpness)
    },
  }
}

const generalShares = [...kindShares, ...closerShares, wishShare]
const ofOneProduct = [...ownShares, ...ownCloserShares, ownWishShare, ...formShares]
/** Which groups a product has a copy of at all. */
const copied = [...ofOneProduct.keys()].filter((at) => ofOneProduct[at]! > 0)
const shares = [...generalShares, ...copied.map((at) => ofOneProduct[at]!)]
const folds = 5
/** From here on one fifth of the rows, held back once, says how sure to be. */
const manyRows = 3000

function learnedCounts(
  { parts, product, heard = hear(parts) }: { parts: Parts; product: string | undefined; heard?: Heard | undefined },
  tally: Tally,
): HashedCounts {
  const counts = kindCounts(parts, tally)
  const general = [...counts, ...closerCounts(parts, heard, tally), wishCounts(counts, learnedBuckets)]
  if (product === undefined) return general
  const own = [...general, ...formCounts(parts, tally)]
  return [
    ...general,
    ...hashedAgain(
      copied.map((at) => own[at]!),
      beginning(product),
      learnedBuckets,
    ),
  ]
}
