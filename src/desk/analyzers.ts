import { z } from 'zod'
import { compilePattern } from '../linear-pattern.ts'
import { Id, object, Text } from './shapes.ts'
import { duration } from './units.ts'

/** A regular expression in RE2 syntax. */
const Pattern = z.string().min(1)

/** Lines are looked for by these, so that nothing slower ever sees the rest. */
const Word = z
  .string()
  .min(3, 'at least three characters: shorter ones stand in every line')
  .max(100)
  .regex(/^[\x20-\x7e]+$/, 'plain letters, digits and signs (ASCII), on one line')

const Scalar = z.union([z.string(), z.number(), z.boolean()])
/** What a field of a JSON line must be: this, one of these, within these bounds, or a text that holds this. */
const FieldCondition = z.union([
  Scalar,
  z.array(Scalar).min(1),
  object({ atLeast: z.number().optional(), atMost: z.number().optional(), contains: Text.optional() }).refine(
    (condition) => Object.keys(condition).length > 0,
    'say atLeast, atMost or contains',
  ),
])
export type FieldCondition = z.output<typeof FieldCondition>

/** A rule over the sanitized lines of a bundle. */
export const Analyzer = object({
  /** What it found, for people; "seen 41 times, first …" is added. */
  message: Text.max(200),
  severity: z.enum(['info', 'warning', 'error', 'critical']).default('warning'),
  /** The service it speaks of; left out: the one in whose log it stands. */
  service: Id.optional(),
  /** A line must hold one of these, in any case, to be looked at. */
  words: z.array(Word).min(1).max(30),
  /** And must match this, where the words alone say too little. */
  pattern: Pattern.optional(),
  /** Or, as a JSON object, have these fields (`error.id` for one within another). */
  json: z.record(z.string().min(1).max(200), FieldCondition).optional(),
  /** Lines that match this are not meant. */
  unless: Pattern.optional(),
  /** Fewer lines are no finding. */
  atLeast: z.int().min(1).max(1000).default(1),
  /** That many lines must fall into so much time. */
  within: duration.optional(),
  /** Id of an article that helps: its file's name without `.md`. */
  article: Id.optional(),
  /** A ticket with this finding has at least this priority. */
  priority: z.enum(['low', 'medium', 'high', 'critical', 'emergency']).optional(),
}).transform(({ within, ...analyzer }) => ({ ...analyzer, withinMs: within }))
export type Analyzer = z.output<typeof Analyzer>

/** Patterns that cannot be used, with what is wrong with each. Costs some 150 ms, so a desk that ships is checked by a test. */
export function wrongPatterns(desk: {
  analyzers: readonly ({ id: string } & Analyzer)[]
  sanitizer: { patterns: Readonly<Record<string, string>> }
}): { path: (string | number)[]; message: string }[] {
  const written = [
    ...desk.analyzers.flatMap(({ id, pattern, unless }) => [
      { path: ['analyzers', id, 'pattern'], pattern },
      { path: ['analyzers', id, 'unless'], pattern: unless },
    ]),
    ...Object.entries(desk.sanitizer.patterns).map(([id, pattern]) => ({
      path: ['sanitizer', 'patterns', id],
      pattern,
    })),
  ]
  return written.flatMap(({ path, pattern }) => {
    try {
      if (pattern !== undefined) compilePattern(pattern)
      return []
    } catch (cause) {
      return [{ path, message: (cause as Error).message }]
    }
  })
}
