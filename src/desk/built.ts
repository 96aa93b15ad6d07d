import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parse } from 'yaml'
import { compiled } from '../paths.ts'

const file = compiled('src/desk/built-desks.json')

/**
 * What is in a desk's text, if the build has read exactly this text: reading fifty kilobytes of YAML with the place of
 * every key takes a tenth of a second and a lot of memory, and the places are wanted only where there is a mistake.
 */
export function builtValues(text: string): unknown {
  if (!existsSync(file)) return undefined
  const desks: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'))
  return desks[keyOf(text)]
}

/** For the build: keeps what is in these texts, in place of what an earlier build did. */
export function keepDesks(texts: readonly string[]): void {
  writeFileSync(file, JSON.stringify(Object.fromEntries(texts.map((text) => [keyOf(text), parse(text)]))))
}

const keyOf = (text: string) => createHash('sha256').update(text).digest('base64url')
