import { compilePattern, type LinearPattern } from '../linear-pattern.ts'
import { ALNUM, is } from './chars.ts'
import type { Extra } from './read.ts'
import { rule } from './rule-names.ts'

/** What a desk adds to the rules that ship. */
export type Policy = {
  /** Words that are always removed, whatever their case: a customer's name, a project's. */
  words?: string[]
  /** Patterns in RE2 syntax (linear in time), each with a name that stands in the token. */
  patterns?: { name: string; pattern: string }[]
  /** Host names that may stay: `docs.example.com` itself, `*.example.com` all below it and not itself. */
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
    pattern: compile(name, pattern),
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
    for (const { rule: number, pattern } of patterns) {
      const matcher = pattern.matcher(text)
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

const compiled = new Map<string, LinearPattern>()
const mostCompiled = 1000

/** Kept, because a desk's sanitizers are many and its patterns few. */
function compile(name: string, pattern: string): LinearPattern {
  const known = compiled.get(pattern)
  if (known !== undefined) return known
  try {
    const fresh = compilePattern(pattern)
    if (compiled.size < mostCompiled) compiled.set(pattern, fresh)
    return fresh
  } catch (cause) {
    throw new Error(`The sanitizer pattern "${name}" ${(cause as Error).message}`, { cause })
  }
}
