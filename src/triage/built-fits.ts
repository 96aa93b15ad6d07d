import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { Desk } from '../desk.ts'
import { compiled } from '../paths.ts'
import { type CategoryFit, type Example, learnCategories } from './category.ts'
import { categoryWords, lessonOf } from './lesson.ts'

const Fits = z.record(
  z.string(),
  z.object({
    mix: z.object({ vote: z.number(), words: z.number() }),
    sharpness: z.number(),
    certainty: z.object({ weights: z.array(z.number()), bias: z.number() }),
  }),
)

const file = compiled('src/triage/built-fits.json')
let fits: z.output<typeof Fits> | undefined

/**
 * What the build has worked out for exactly these examples: half a second that the desks that ship need not spend at
 * every start. Other desks, corrections and changed examples have another key and are learned when they are read.
 */
export function builtFit(examples: readonly Example[], categories: readonly string[]): CategoryFit | undefined {
  fits ??= existsSync(file) ? Fits.parse(JSON.parse(readFileSync(file, 'utf8'))) : {}
  return fits[keyOf(examples, categories)]
}

/** For the build: learns these desks, and keeps what was found in place of what an earlier build did. */
export function keepFits(desks: readonly Desk[]): void {
  const learned = desks.map((desk) => {
    const { examples, categories } = lessonOf(desk, categoryWords(desk))
    return [keyOf(examples, categories), learnCategories(examples, categories).fit] as const
  })
  writeFileSync(file, JSON.stringify(Object.fromEntries(learned)))
}

const keyOf = (examples: readonly Example[], categories: readonly string[]) =>
  createHash('sha256')
    .update(JSON.stringify([categories, examples]))
    .digest('base64url')
