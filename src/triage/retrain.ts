import { type CategoryFit, fitTo, type HeldBack, heldBackLoss, holdBack } from './category-fit.ts'
import { categoryLesson, type Example, train } from './category-lesson.ts'
import type { LinearModel } from './learn/linear.ts'

/** Plain data, so that it can go to a thread. */
export interface RetrainJob {
  /** All there is to learn from now. */
  examples: Example[]
  categories: readonly string[]
  /** Which of the examples were learned before: places in `examples`. */
  known: number[]
  /** How sure to be, as found when those were learned. */
  fit: CategoryFit
}

export interface Retrained {
  fit: CategoryFit
  model: LinearModel
  /** Of answers to held-back examples, old and new ones alike: with what was known before, and with all. */
  loss: { before: number; after: number }
  /** The same of the old ones alone. */
  oldLoss: { before: number; after: number }
}

/** Learns categories anew, finds anew how sure to be, and tells whether that is better than what was known before. */
export function retrain({ examples, categories, known, fit }: RetrainJob): Retrained {
  const lesson = categoryLesson(examples, categories)
  const wasKnown = new Set(known)
  const heldBack = holdBack(lesson)
  const refitted = fitTo(lesson, heldBack)
  const withoutNew = holdBack(lesson, (row) => wasKnown.has(row))
  const old = (rows: readonly HeldBack[]) => rows.filter(({ row }) => wasKnown.has(row))
  return {
    fit: refitted,
    model: train(lesson),
    loss: { before: heldBackLoss(withoutNew, fit), after: heldBackLoss(heldBack, refitted) },
    oldLoss: { before: heldBackLoss(old(withoutNew), fit), after: heldBackLoss(old(heldBack), refitted) },
  }
}
