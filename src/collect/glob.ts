import type { Dirent } from 'node:fs'
import { readdir, realpath } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join, parse, resolve, sep } from 'node:path'
import { isForbidden } from '../bundle/open-path.ts'

export interface Globbed {
  /** Absolute. Nothing on the way from `root` to it was a link when it was found. */
  path: string
  /** The real path of the folder from which the pattern began to search. */
  root: string
}

/** A pattern that would search a whole disk gives up after so many entries. */
const mostEntries = 50_000
const mostDepth = 12

/**
 * Finds the files that a pattern means: `*` and `?` within one name, `**` for any folders, `~/` for home. Links are
 * followed in the written-out beginning of an absolute pattern only, and nowhere below `from` or home. Hidden names are
 * only met by a pattern that writes their dot.
 *
 * @param from where patterns begin that are not absolute
 * @param onClosed called with each folder that this user may not look into
 */
export async function glob(
  pattern: string,
  from: string,
  onClosed: (folder: string) => void = () => undefined,
): Promise<Globbed[]> {
  const { folder, parts } = split(pattern, from)
  const root = await realpath(folder).catch((cause) => {
    if (isForbidden(cause)) onClosed(folder)
    return undefined
  })
  if (root === undefined) return []
  const found: Globbed[] = []
  const take = (path: string) => found.push({ path, root })
  await search(root, parts, { take, onClosed, entriesLeft: mostEntries }, 0)
  return found
}

interface Search {
  take(path: string): void
  onClosed(folder: string): void
  entriesLeft: number
}

/** The folder in which to search, and the names on the way from there: `/var/log/*.log` → `/var/log` and `*.log`. */
function split(pattern: string, from: string): { folder: string; parts: string[] } {
  const native = sep === '\\' ? pattern.replaceAll('/', sep) : pattern
  if (native.startsWith(`~${sep}`)) return { folder: homedir(), parts: partsOf(native.slice(2)) }
  if (!isAbsolute(native)) return { folder: resolve(from), parts: partsOf(native) }
  const { root } = parse(native)
  const parts = partsOf(native.slice(root.length))
  const firstMagic = parts.findIndex((part) => /[*?]/.test(part))
  // The last part is searched for even when it is written out, so that it is looked at and never followed.
  const fixed = parts.splice(0, firstMagic === -1 ? parts.length - 1 : firstMagic)
  return { folder: join(root, ...fixed), parts }
}

const partsOf = (path: string) => path.split(sep).filter((part) => part !== '' && part !== '.')

async function search(folder: string, parts: string[], one: Search, depth: number): Promise<void> {
  const [part = '', ...rest] = parts
  if (depth > mostDepth) return
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause): Dirent[] => {
    if (isForbidden(cause)) one.onClosed(folder)
    return []
  })
  if (part === '**') await search(folder, rest, one, depth + 1)
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (one.entriesLeft-- <= 0) return
    const path = join(folder, entry.name)
    const isFolder = entry.isDirectory()
    if (part === '**') {
      if (isFolder && !entry.name.startsWith('.')) await search(path, parts, one, depth + 1)
    } else if (matches(entry.name, part)) {
      if (rest.length === 0 && !isFolder) one.take(path)
      else if (rest.length > 0 && isFolder) await search(path, rest, one, depth + 1)
    }
  }
}

/** Whether a name fits `*` and `?`. Never tries more than one way back, so it is linear in practice and quadratic at worst. */
export function matches(name: string, pattern: string): boolean {
  if (name.startsWith('.') && !pattern.startsWith('.')) return false
  let at = 0
  let want = 0
  let star = -1
  let starAt = 0
  while (at < name.length) {
    if (pattern[want] === '*') {
      star = want++
      starAt = at
    } else if (want < pattern.length && (pattern[want] === '?' || pattern[want] === name[at])) {
      at++
      want++
    } else if (star !== -1) {
      want = star + 1
      at = ++starAt
    } else return false
  }
  while (pattern[want] === '*') want++
  return want === pattern.length
}
