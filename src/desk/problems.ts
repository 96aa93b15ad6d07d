import { type Document, isMap, isNode, type LineCounter } from 'yaml'
import type { z } from 'zod'
import { nearest } from '../core/nearest.ts'

/** One mistake in a desk's file. Lines and columns count from 1. */
export type Problem = { file: string; line: number; column: number; path: string; message: string }

/** Everything that is wrong with a desk's file, at once. The message is meant to be printed as it is. */
export class DeskProblem extends Error {
  override readonly name = 'DeskProblem'
  readonly problems: Problem[]
  constructor(headline: string, problems: Problem[] = []) {
    super([headline, ...problems.map(print)].join('\n'))
    this.problems = problems
  }
}

function print({ file, line, column, path, message }: Problem): string {
  return `  ${file}:${line}:${column}  ${path === '' ? '' : `${path}: `}${message}`
}

/** Where in a file a path of keys is written. */
export type Source = { file: string; document: Document; lines: LineCounter }

/** Turns what zod says into mistakes with their places and, for mistyped keys and values, the nearest right ones. */
export function problemsOf(issues: readonly z.core.$ZodIssue[], source: Source): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))
    if (issue.code === 'unrecognized_keys') {
      const known = issue.message.split(',')
      return issue.keys.map((key) => problemAt(source, [...path, key], `unknown key${meant(key, known)}`, 'key'))
    }
    if (issue.code === 'invalid_key') return [problemAt(source, path, keyMessage(issue), 'key')]
    return [problemAt(source, path, wording(issue, source.document.getIn(path)))]
  })
}

/** @param at whether the mistake is in the value, or in the key itself. */
export function problemAt(
  source: Source,
  path: (string | number)[],
  message: string,
  at: 'value' | 'key' = 'value',
): Problem {
  const { line, col } = source.lines.linePos(offset(source.document, path, at))
  return { file: source.file, line: Math.max(line, 1), column: Math.max(col, 1), path: path.join('.'), message }
}

/** `, did you mean "x"?`, or nothing when nothing is alike. */
export function meant(given: unknown, known: readonly string[]): string {
  const [best] = nearest(String(given), known, 1)
  return best === undefined ? '' : `, did you mean "${best}"?`
}

function wording(issue: z.core.$ZodIssue, given: unknown): string {
  if (issue.code === 'invalid_value') {
    const known = issue.values.map(String)
    return `"${String(given)}" is not one of ${known.join(', ')}${meant(given, known)}`
  }
  if (given === undefined && issue.code === 'invalid_type') return `is missing (${issue.expected} expected)`
  if (issue.code === 'invalid_type' && issue.expected === 'string' && typeof given === 'number')
    return 'must be in quotes'
  if (issue.code === 'invalid_type') return `must be ${article(issue.expected)}, not ${describe(given)}`
  return issue.message.charAt(0).toLowerCase() + issue.message.slice(1)
}

const keyMessage = (issue: z.core.$ZodIssueInvalidKey) => issue.issues[0]?.message ?? 'is not a key that can stand here'

const words: Record<string, string> = {
  record: 'a mapping',
  object: 'a mapping',
  array: 'a list',
  int: 'a whole number',
}
const article = (expected: string) => words[expected] ?? `a ${expected}`

function describe(given: unknown): string {
  if (given === null) return 'empty'
  if (typeof given === 'object') return 'a list or mapping'
  return JSON.stringify(given).slice(0, 60)
}

/** The place of the deepest part of the path that is written in the file. */
function offset(document: Document, path: (string | number)[], at: 'value' | 'key'): number {
  let node: unknown = document.contents
  let found = 0
  for (const [depth, key] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isNode(item.key) && String(item.key) === String(key))
      if (pair === undefined) return found
      if (isNode(pair.key)) found = pair.key.range?.[0] ?? found
      if (at === 'key' && depth === path.length - 1) return found
      node = pair.value
    } else {
      node = document.getIn(path.slice(0, depth + 1), true)
    }
    if (isNode(node) && !isMap(node)) found = node.range?.[0] ?? found
  }
  return found
}
