import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { shipped } from '../../src/paths.ts'

/** Every crash point there is, read from the sources: a new one is tortured from the day it is written. */
export function everyPoint(): string[] {
  const points = new Set<string>()
  for (const entry of readdirSync(shipped('src'), { recursive: true, withFileTypes: true })) {
    if (!/\.tsx?$/.test(entry.name)) continue
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8')
    for (const [, name = ''] of text.matchAll(/\bcrashpoint\('([^']+)'\)/g)) points.add(name)
    for (const [, step = ''] of text.matchAll(/\bcrashpoint\(`\$\{effect\.do\}([^`$]+)`\)/g))
      for (const effect of everyEffect()) points.add(`${effect}${step}`)
  }
  return [...points].sort()
}

function everyEffect(): string[] {
  const text = readFileSync(shipped('src/core/effects.ts'), 'utf8')
  const union = text.slice(text.indexOf('export type Effect'), text.indexOf('export function laneOf'))
  return [...new Set([...union.matchAll(/\bdo: '([a-z.-]+)'/g)].map(([, effect = '']) => effect))]
}

/** Passed only by the first start on an empty folder. */
export const isOfBirth = (point: string) => /^(?:key|migration):/.test(point)
/** Passed only when files and rows have come apart, or have grown old. */
export const isOfAge = (point: string) => point.startsWith('sweep:')
/** Passed only by a Bee that is asked to stop. */
export const isOfStop = (point: string) => point.startsWith('stop:')
/** Steps of `bee backup` and `bee restore`, which are killed in `test/backup`. */
export const isOfBackup = (point: string) => /^(?:backup|restore):/.test(point)
