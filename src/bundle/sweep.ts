import { randomBytes } from 'node:crypto'
import { readdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/** What a build writes before it has its final name. */
export const temporaryName = (suffix: '.spool' | '.part') => `.bee-${randomBytes(12).toString('hex')}${suffix}`

const temporary = /^\.bee-[0-9a-f]{24}\.(?:spool|part)$/

/**
 * Removes what builds left in a folder when they were killed: spools (unreadable, their key is gone) and unfinished archives.
 * To be called at start, before any build, for the work folder and the bundle folder. Touches nothing else.
 *
 * @param olderThanMs spares what a build of another process may still be writing
 * @returns how many files it removed
 */
export async function sweepWork(folder: string, { olderThanMs = 0, now = Date.now() } = {}): Promise<number> {
  let removed = 0
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter((name) => temporary.test(name))) {
    const path = join(folder, name)
    const age = olderThanMs === 0 ? 0 : now - ((await stat(path).catch(() => undefined))?.mtimeMs ?? now)
    if (age < olderThanMs) continue
    const gone = await unlink(path).then(
      () => true,
      () => false,
    )
    if (gone) removed++
  }
  return removed
}
