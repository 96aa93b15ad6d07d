import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { compiled } from './paths.ts'

/** What the build has worked out for later starts, each by the text that it came from: another text finds nothing. */
export interface Built {
  find(text: string): unknown
  /** For the build: in place of what an earlier one has kept. */
  keep(entries: readonly (readonly [text: string, value: unknown])[]): void
}

/** @param source where it belongs, e.g. `src/built-values.json`; it stands in the build's folder. Read once, when first asked. */
export function createBuilt(source: string): Built {
  const file = compiled(source)
  let kept: Record<string, unknown> | undefined
  return {
    find(text) {
      kept ??= existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {}
      return kept[keyOf(text)]
    },
    keep: (entries) =>
      writeFileSync(file, JSON.stringify(Object.fromEntries(entries.map(([text, value]) => [keyOf(text), value])))),
  }
}

const keyOf = (text: string) => createHash('sha256').update(text).digest('base64url')
