import type { Dirent } from 'node:fs'
import { readdir, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { BundleSource } from './build.ts'
import { LeaveOut, type LeftOut } from './left-out.ts'
import { bundleLimits } from './limits.ts'
import { identityOf, isForbidden, look, readPath } from './open-path.ts'
import { label } from './sources/names.ts'

export interface Collected {
  sources: BundleSource[]
  leftOut: LeftOut[]
}

/**
 * Finds the files that some paths mean, folders with all that is in them. Links are never followed, not even later: each
 * file is remembered by its identity, and read only if it is still the same and still inside the folder that was named.
 *
 * @throws LeaveOut NOT_FOUND, NOT_READABLE for a path that was named; its detail is that path
 */
export async function collectPaths(paths: string[], { maxEntries } = bundleLimits): Promise<Collected> {
  const collected: Collected = { sources: [], leftOut: [] }
  for (const path of paths) {
    const full = resolve(path)
    const stats = await look(full).catch((cause) => {
      throw cause instanceof LeaveOut ? new LeaveOut(cause.reason, path, { cause }) : cause
    })
    const isFolder = stats.isDirectory()
    const root = await realpath(isFolder ? full : dirname(full))
    await add(full, basename(full), root, collected, maxEntries)
  }
  return collected
}

async function add(path: string, name: string, root: string, collected: Collected, maxEntries: number): Promise<void> {
  const { sources, leftOut } = collected
  const stats = await look(path)
  if (stats.isDirectory()) {
    const entries = await readdir(path, { withFileTypes: true }).catch((cause): Dirent[] => {
      leftOut.push({ name: label(name), reason: isForbidden(cause) ? 'NOT_READABLE' : 'NOT_FOUND' })
      return []
    })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (sources.length >= maxEntries) {
        leftOut.push({ name: label(name), reason: 'ARCHIVE_TOO_MANY_FILES' })
        return
      }
      await add(join(path, entry.name), `${name}/${entry.name}`, root, collected, maxEntries)
    }
  } else if (stats.isFile()) {
    const seen = identityOf(stats)
    sources.push({ name, open: () => readPath(path, { ...seen, root }) })
  } else leftOut.push({ name: label(name), reason: 'NOT_A_FILE' })
}
