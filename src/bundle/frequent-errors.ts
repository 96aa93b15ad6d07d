import type { ErrorShape } from './log-facts.ts'

/** One complaint, in however many files it stands. */
export interface FrequentError extends ErrorShape {
  /** The files it stands in, the one with most of it first. */
  files: { path: string; count: number }[]
}

/** Counts the errors of several texts together: the same complaint in two copies of a log is one thing to look into. */
export function frequentErrors(texts: { path: string; shapes: ReadonlyMap<string, ErrorShape> }[]): FrequentError[] {
  const errors = new Map<string, FrequentError>()
  for (const { path, shapes } of texts) {
    for (const [shape, { count, example, firstAt, lastAt }] of shapes) {
      const known = errors.get(shape)
      if (known === undefined) errors.set(shape, { count, example, firstAt, lastAt, files: [{ path, count }] })
      else {
        known.count += count
        known.firstAt = earlier(known.firstAt, firstAt)
        known.lastAt = later(known.lastAt, lastAt)
        known.files.push({ path, count })
      }
    }
  }
  for (const { files } of errors.values()) files.sort((a, b) => b.count - a.count || (a.path < b.path ? -1 : 1))
  return [...errors.values()].sort((a, b) => b.count - a.count || (a.example < b.example ? -1 : 1))
}

// Times are ISO 8601 in UTC, so that their letters sort as they do.
const earlier = (a: string | null, b: string | null) => (a === null || (b !== null && b < a) ? b : a)
const later = (a: string | null, b: string | null) => (a === null || (b !== null && b > a) ? b : a)
