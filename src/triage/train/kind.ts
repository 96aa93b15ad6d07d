import type { Kind } from '../../core/types.ts'
import { clausesOf } from '../clauses.ts'
import { isIssueLike, type KindMix, kindByShape, kinds, likeliestKind, mixKinds } from '../kind.ts'
import { kindCounts, kindShares, plainOf } from '../kind-features.ts'
import type { KindHeader } from '../kind-file.ts'
import { type KindRow, kindCost } from '../kind-model.ts'
import { fitSharpness, softmax } from '../learn/calibration.ts'
import { type HashedCounts, hashedVector, numbered, renumbered, tellingOf } from '../learn/hashed.ts'
import { scores } from '../learn/linear.ts'
import { foldsOf } from '../learn/random.ts'
import { type SoftmaxModel, type SoftmaxOptions, trainSoftmax, without } from '../learn/softmax.ts'
import { Tally } from '../learn/tally.ts'
import type { Vector } from '../learn/vocabulary.ts'
import { signalsOf } from '../signals.ts'
import { partsOf } from '../text.ts'
import { calibrationError, macroF1 } from './figures.ts'
import { storedKinds } from './kind-stored.ts'
import { trainWish } from './kind-wish.ts'

const buckets = 2 ** 19

export interface TrainingRow extends KindRow {
  /** Written as requests come, not because it is hard to tell. */
  isTypical?: boolean | undefined
}

export interface TrainedKinds {
  header: KindHeader
  /** The file `kind.bin`. */
  bytes: Uint8Array
  /** Figures on rows that each part had not seen, by the kind of text. */
  figures: Record<'chat' | 'issue', KindFigures>
}

export interface KindFigures {
  rows: number
  /** Mean over the kinds that occur. */
  macroF1: { shape: number; model: number; both: number }
  /** Mean distance between confidence and precision, in 15 steps. */
  calibrationError: number
}

/**
 * Trains the model of kinds that ships. Chat messages are held back by fold, issues by product: a product that the model
 * will meet is one that it has not seen.
 *
 * @param rows with `product` for issues, without for chat messages.
 * @param plain issues of which only features and questions were kept, without capitals, signs and line ends.
 */
export function trainKinds(rows: readonly TrainingRow[], plain: readonly KindRow[] = []): TrainedKinds {
  const tally = new Tally(buckets)
  const all = [...rows, ...plain]
  const labels = all.map(({ kind }) => kinds.indexOf(kind))
  const counts = all.map(({ title, text }, row) => {
    const groups = kindCounts(partsOf(title, text), tally)
    return row < rows.length ? groups : plainOf(groups)
  })
  const options = {
    cost: kindCost,
    passes: 10,
    rowWeights: all.map(({ weight = 1 }) => weight),
    closed: (row: number) => (row < rows.length ? [] : neverPlain),
  }
  const trained = train(counts, labels, options)
  const heldBack = holdBack(rows, counts, labels, trained)
  const sharpness = fitSharpness(heldBack, labels)
  const shapes = rows.map(({ title, text }) => shapeOf(title, text))
  const chances = heldBack.map((margins) => softmax(margins, sharpness))

  const mix = {} as Record<'chat' | 'issue', KindMix>
  const figures = {} as TrainedKinds['figures']
  for (const like of ['chat', 'issue'] as const) {
    const of = [...rows.keys()].filter((row) => isIssueLike(rows[row]!.title, rows[row]!.text) === (like === 'issue'))
    const typical = of.filter((row) => rows[row]!.isTypical)
    mix[like] =
      typical.length > 0
        ? bestMix(typical, shapes, chances, labels, wordingOfTypical)
        : bestMix(of, shapes, chances, labels)
    figures[like] = figuresOf(of, shapes, chances, labels, mix[like])
  }
  const wish = trainWish(trained, counts, labels, rows.length)
  return { ...storedKinds(trained, wish, sharpness, mix), figures }
}

/**
 * How much the wording counts beside the model for short messages, as 529 of them found for the separators before: typical
 * ones are right nearly always, and so say how sure to be, but not whom to trust.
 */
const wordingOfTypical = 0.35

const neverPlain = [kinds.indexOf('bug'), kinds.indexOf('incident')]

/** What was learned from all rows, and what it takes to see more of them. */
export interface Trained {
  model: SoftmaxModel
  telling: Float32Array
  /** The bucket of each of the model's features. */
  bucketOf: Int32Array
  vectors: Vector[]
  options: SoftmaxOptions
  /** A text as the model sees it where only these buckets tell something. */
  seen: (groups: HashedCounts, telling: Float32Array) => Vector
}

function train(counts: readonly HashedCounts[], labels: readonly number[], options: SoftmaxOptions): Trained {
  const telling = tellingOf(counts, buckets)
  const { places, used } = numbered(telling)
  const bucketOf = new Int32Array(used)
  for (const [bucket, place] of places.entries()) if (place >= 0) bucketOf[place] = bucket
  const seen = (groups: HashedCounts, known: Float32Array) =>
    renumbered(hashedVector(groups, known, kindShares), places)
  const vectors = counts.map((groups) => seen(groups, telling))
  const model = trainSoftmax(vectors, labels, { classes: kinds.length, size: used }, options)
  return { model, telling, bucketOf, vectors, options, seen }
}

function holdBack(
  rows: readonly KindRow[],
  counts: readonly HashedCounts[],
  labels: readonly number[],
  { model, vectors, options, seen }: Trained,
): Float32Array[] {
  const chatFold = foldsOf(labels, 5, 1)
  const partOf = (row: number) => (row < rows.length ? (rows[row]!.product ?? `fold ${chatFold[row]}`) : undefined)
  const out: Float32Array[] = []
  for (const part of new Set([...rows.keys()].map(partOf))) {
    const rest = without(model, vectors, labels, { ...options, passes: heldBackPasses }, (row) => partOf(row) === part)
    const telling = tellingOf(
      counts.filter((_, row) => partOf(row) !== part),
      buckets,
    )
    for (const row of rows.keys()) if (partOf(row) === part) out[row] = scores(rest, seen(counts[row]!, telling))
  }
  return out
}

/** A whole product that is taken out leaves more to put in order than one fold of several. */
const heldBackPasses = 5

function shapeOf(title: string, text: string): Record<Kind, number> {
  const parts = partsOf(title, text)
  const clauses = clausesOf(`${parts.title}\n${parts.prose}`)
  return kindByShape(signalsOf(clauses), clauses, parts.machine !== '').scores
}

type Shapes = readonly Record<Kind, number>[]

function bestMix(
  of: readonly number[],
  shapes: Shapes,
  chances: readonly Float64Array[],
  labels: readonly number[],
  ratio?: number,
): KindMix {
  let best: KindMix = { shape: 0, model: 1 }
  let least = Number.POSITIVE_INFINITY
  for (const model of [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5]) {
    for (const shape of ratio === undefined ? [0, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.3] : [ratio * model]) {
      let loss = 0
      for (const row of of) {
        const mixed = mixKinds(shapes[row]!, { kinds, chances: chances[row]! }, { shape, model })
        loss -= Math.log(mixed[kinds[labels[row]!]!] + 1e-9)
      }
      if (loss >= least) continue
      least = loss
      best = { shape, model }
    }
  }
  return best
}

function figuresOf(
  of: readonly number[],
  shapes: Shapes,
  chances: readonly Float64Array[],
  labels: readonly number[],
  mix: KindMix,
): KindFigures {
  const right = of.map((row) => kinds[labels[row]!]!)
  const mixed = (used: KindMix) => of.map((row) => mixKinds(shapes[row]!, { kinds, chances: chances[row]! }, used))
  const said = (used: KindMix) => mixed(used).map(likeliestKind)
  return {
    rows: of.length,
    macroF1: {
      shape: macroF1(said({ shape: 1, model: 0 }), right),
      model: macroF1(said({ shape: 0, model: 1 }), right),
      both: macroF1(said(mix), right),
    },
    calibrationError: calibrationError(
      mixed(mix).map((scores, at) => ({
        confidence: scores[likeliestKind(scores)],
        isRight: likeliestKind(scores) === right[at],
      })),
    ),
  }
}
