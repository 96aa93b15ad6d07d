import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'
import { compiled } from './paths.ts'

const file = compiled('src/built-values.json')
let known: Record<string, unknown> | undefined

/**
 * What is in a YAML text that ships, if the build has read exactly this text: reading the desk with the place of every key
 * and the heads of fifty articles takes a quarter of a second and a lot of memory at each start, and the places are wanted
 * only where there is a mistake.
 */
export function builtValues(text: string): unknown {
  known ??= existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {}
  return known[keyOf(text)]
}

/** For the build: keeps what is in these texts, in place of what an earlier build did. */
export function keepValues(texts: readonly string[]): void {
  writeFileSync(file, JSON.stringify(Object.fromEntries(texts.map((text) => [keyOf(text), parse(text)]))))
}

const keyOf = (text: string) => createHash('sha256').update(text).digest('base64url')
