import { createRequire } from 'node:module'
import type { RE2JS } from 're2js'
import { ALNUM, is } from './chars.ts'
import type { Extra } from './read.ts'
import { rule } from './rule-names.ts'

/** What a desk adds to the rules that ship. */
export type Policy = {
  /** Words that are always removed, whatever their case: a customer's name, a project's. */
  words?: string[]
  /** Patterns in RE2 syntax (linear in time), each with a name that stands in the token. */
  patterns?: { name: string; pattern: string }[]
  /** Host names that may stay, with their subdomains: `docs.example.com`. */
  allowedHosts?: string[]
}

const wordRule = rule('word', 'word')

/**
 * The desk's own rules.
 *
 * @throws Error naming the pattern that is not valid RE2
 */
export function createPolicyRules(policy: Policy | undefined): Extra | undefined {
  const words = (policy?.words ?? [])
    .map((word) => Buffer.from(word.toLowerCase()).toString('latin1'))
    .filter((word) => word.length > 1)
  const patterns = (policy?.patterns ?? []).map(({ name, pattern }) => ({
    rule: rule(slug(name)),
    compiled: compile(name, pattern),
  }))
  if (words.length === 0 && patterns.length === 0) return undefined
  return (scan) => {
    const text = scan.bytes.toString('latin1', 0, scan.end)
    const low = words.length > 0 ? text.toLowerCase() : ''
    for (const word of words) {
      for (let at = low.indexOf(word); at >= 0; at = low.indexOf(word, at + word.length)) {
        const isPart = is(scan.bytes[at - 1], ALNUM) || is(scan.bytes[at + word.length], ALNUM)
        if (!isPart) scan.claim(at, at + word.length, wordRule, word)
      }
    }
    for (const { rule: number, compiled } of patterns) {
      const matcher = compiled.matcher(text)
      while (matcher.find())
        if (matcher.end() > matcher.start()) scan.claimAndLearn(matcher.start(), matcher.end(), number)
    }
  }
}

const slug = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)

function compile(name: string, pattern: string): RE2JS {
  // Loaded only when a desk has patterns: the command line must start at once.
  const { RE2JS: engine } = createRequire(import.meta.url)('re2js') as typeof import('re2js')
  try {
    return engine.compile(pattern)
  } catch (cause) {
    throw new Error(`The sanitizer pattern "${name}" is not valid: ${(cause as Error).message}`, { cause })
  }
}
