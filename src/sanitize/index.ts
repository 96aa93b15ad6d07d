import type { Policy } from './policy.ts'
import type { Redaction, Report } from './report.ts'
import type { Sanitized } from './sanitized.ts'
import { createSequentialSanitizer } from './sanitizer.ts'

export type { Policy } from './policy.ts'
export type { Redaction, Report } from './report.ts'
export type { Sanitized } from './sanitized.ts'

/** Stands in every manifest. It changes when the same input would give another output. */
export const sanitizerVersion = '1.0.0'

export type SanitizerOptions = {
  /** 32 random bytes, fresh for each bundle: pseudonyms of two keys cannot be linked. */
  key: Uint8Array
  policy?: Policy
  /** The highest numbers of pseudonyms that the texts hold already, because they were sanitized before. */
  numbersAfter?: { names: number; secrets: number } | undefined
  /** How many threads work on long texts, the caller's among them, which reads nothing of them itself; 1 (the default) stays on that. */
  threads?: number
  /** Called for each redaction of `file`, with its place and its rule, never with the value. */
  explain?: (redaction: Redaction) => void
}

export type Sanitizer = {
  /** Sanitizes a short text (a post, an issue, a log line) at once; Discord's and Markdown's own syntax stays readable. */
  text(input: string): Sanitized
  /** Reads a file only to learn its secret values, so that `file` removes them everywhere, in every file. */
  learn(source: AsyncIterable<Uint8Array>, name: string): Promise<void>
  /** Streams a file through in constant memory. Gives UTF-8, whatever came in. */
  file(source: AsyncIterable<Uint8Array>, name: string): AsyncIterable<Uint8Array>
  /** What was done so far; never a value. */
  report(): Report
}

/** One sanitizer for one bundle (or one ticket's texts): the same value gets the same pseudonym in all that it sees. */
export function createSanitizer(options: SanitizerOptions): Sanitizer {
  return createSequentialSanitizer(options, sanitizerVersion)
}
