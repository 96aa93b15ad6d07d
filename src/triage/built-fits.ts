import { z } from 'zod'
import { createBuilt } from '../built.ts'
import type { Desk } from '../desk.ts'
import { type CategoryLearner, learnCategories } from './category.ts'
import type { CategoryFit } from './category-fit.ts'
import type { Example } from './category-lesson.ts'
import type { LinearModel } from './learn/linear.ts'
import { categoryWords, lessonOf } from './lesson.ts'

const Kept = z.object({
  fit: z.object({
    mix: z.object({ vote: z.number(), words: z.number() }),
    sharpness: z.number(),
    certainty: z.object({ weights: z.array(z.number()), bias: z.number() }),
  }),
  /** The separator: four bytes a number, in base64. */
  weights: z.string(),
  bias: z.array(z.number()),
})

const built = createBuilt('src/triage/built-fits.json')

/**
 * What the build has worked out for exactly these examples: half a second that the desks that ship need not spend at
 * every start. Other desks, corrections and changed examples have another key and are learned when they are read.
 */
export function builtFit(
  examples: readonly Example[],
  categories: readonly string[],
): { fit: CategoryFit; model: LinearModel } | undefined {
  const kept = built.find(lessonText(examples, categories))
  if (kept === undefined) return undefined
  const { fit, weights, bias } = Kept.parse(kept)
  return { fit, model: { classes: categories.length, weights: numbersIn(weights), bias: Float32Array.from(bias) } }
}

/** For the build: learns these desks, and keeps what was found. */
export function keepFits(desks: readonly Desk[]): void {
  const learned = desks.map((desk) => {
    const { examples, categories } = lessonOf(desk, categoryWords(desk))
    return [lessonText(examples, categories), keptForm(learnCategories(examples, categories))] as const
  })
  built.keep(learned)
}

const keptForm = ({ fit, model: { weights, bias } }: CategoryLearner): z.input<typeof Kept> => ({
  fit,
  weights: Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength).toString('base64'),
  bias: [...bias],
})

function numbersIn(text: string): Float32Array {
  // A copy, because four bytes of a pooled buffer need not begin where a number may.
  const bytes = Uint8Array.from(Buffer.from(text, 'base64'))
  return new Float32Array(bytes.buffer)
}

const lessonText = (examples: readonly Example[], categories: readonly string[]) =>
  JSON.stringify([categories, examples])
