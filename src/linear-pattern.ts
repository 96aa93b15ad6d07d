import { createRequire } from 'node:module'
import type { RE2JS } from 're2js'

/** A pattern of a desk, in RE2 syntax: linear on any text, whoever wrote the one or the other. */
export type LinearPattern = RE2JS

/** Longer ones are no longer read by people, and an engine could be kept busy just building them. */
const longestPattern = 500
/** Steps of the compiled pattern: what a character may cost at worst. `((a{10}){10}){9}` has 1,100. */
const mostSteps = 1000

/** @throws Error saying what is wrong with it */
export function compilePattern(pattern: string): LinearPattern {
  if (pattern.length > longestPattern) throw new Error(`is longer than ${longestPattern} characters`)
  // Loaded only when a desk has patterns: the command line must start at once.
  const { RE2JS: engine } = createRequire(import.meta.url)('re2js') as typeof import('re2js')
  let compiled: RE2JS
  try {
    compiled = engine.compile(pattern)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^error parsing regexp: /, '') : String(cause)
    throw new Error(`is no pattern in RE2 syntax: ${reason}`, { cause })
  }
  if (compiled.programSize() > mostSteps) throw new Error('repeats too much: make its counts smaller')
  return compiled
}
