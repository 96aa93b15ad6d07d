import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { shipped } from '../../src/paths.ts'

/** The desk that ships, with other collectors for authentication and whatever else, written into a folder. */
export function aDesk(folder: string, collectors: Record<string, object>, more: Record<string, object> = {}): string {
  const document = parseDocument(readFileSync(shipped('data/desks/sting-ce.yaml'), 'utf8'))
  document.set('collectors', document.createNode(collectors))
  const profiles: Record<string, string[]> = {}
  for (const name of Object.keys((document.toJS() as { profiles: object }).profiles)) profiles[name] = []
  profiles.authentication = Object.keys(collectors)
  document.set('profiles', document.createNode(profiles))
  for (const [key, value] of Object.entries(more)) document.set(key, document.createNode(value))
  const path = join(folder, 'own.yaml')
  writeFileSync(path, String(document))
  return path
}
