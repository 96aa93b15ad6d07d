import { readdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bundle } from '../core/types.ts'
import { crashpoint } from '../crashpoint.ts'
import type { Bundles } from '../store/bundles.ts'
import { claimLifetimeMs } from '../store/claims.ts'
import type { Links } from '../store/links.ts'

/** A file that no row names may be one that is just being finished; after this long it is not. */
const orphanAfterMs = 3_600_000
/** What a failed build leaves is swept with the work folder; only finished bundles are looked at here. */
const finished = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}\.tar\.gz(?:\.quarantined)?$/
/** Claims are kept this long after their end, so that "has ended" can still be told from "never was" in the log. */
const claimsKeptMs = 24 * 3_600_000

export interface Swept {
  /** Bundles whose last link had ended: file deleted, row marked. */
  expired: number
  /** Bundles that were held back for longer than they may wait: file deleted, row marked. */
  unreleased: Bundle[]
  /** Ready bundles whose file was gone: row marked, so that no link leads to nothing. */
  missing: number
  /** Files that no row named: deleted. */
  orphans: number
}

export interface Sweeping {
  bundles: Bundles
  links: Links
  /** Where finished bundles lie. */
  folder: string
  now: () => number
  /** How long a bundle that is held back waits for a moderator. */
  heldBackMs: number
  /** Of each kind in one turn, so that a turn is short; the rest waits for the next. */
  most?: number
}

/**
 * Deletes what may not be kept any longer and heals what does not fit together (F58). A file goes before its row
 * changes, so that dying in between leaves a row without a file, which the next turn heals.
 */
export async function sweepBundles({ bundles, links, folder, now, heldBackMs, most = 100 }: Sweeping): Promise<Swept> {
  const swept: Swept = { expired: 0, unreleased: [], missing: 0, orphans: 0 }
  const at = now()
  // A download that was claimed at the last moment may still be resumed.
  for (const { id, file } of await bundles.expired(at - claimLifetimeMs, most)) {
    if (file !== null) await remove(join(folder, file))
    crashpoint('sweep: expired file removed')
    await bundles.markExpired(id)
    crashpoint('sweep: expired bundle marked')
    swept.expired++
  }
  for (const bundle of await bundles.heldBackBefore(at - heldBackMs, most)) {
    if (bundle.file !== null) await remove(join(folder, bundle.file))
    crashpoint('sweep: held back file removed')
    // Unless a moderator has released it meanwhile; then its link says that the file is gone.
    await bundles.markExpired(bundle.id)
    swept.unreleased.push(bundle)
  }
  await links.forgetOld(at - claimsKeptMs)

  // Rows first: a bundle that becomes ready from here on has its file already, and is not asked for.
  const ready = await bundles.ready()
  const names = await namesIn(folder)
  if (names === undefined) return swept
  const there = new Set(names)
  for (const { id } of ready.filter(({ file }) => file === null || !there.has(file)).slice(0, most)) {
    await bundles.markExpired(id)
    crashpoint('sweep: lost bundle marked')
    swept.missing++
  }

  const known = await bundles.knownFiles()
  for (const name of names) {
    if (swept.orphans >= most) break
    if (known.has(name) || !finished.test(name)) continue
    const path = join(folder, name)
    const changedAt = (await stat(path).catch(() => undefined))?.mtimeMs ?? at
    if (at - changedAt < orphanAfterMs) continue
    await remove(path)
    crashpoint('sweep: orphan removed')
    swept.orphans++
  }
  return swept
}

/** @returns undefined for a folder that is not there, such as a disk that is not mounted: that says nothing about the files. */
async function namesIn(folder: string): Promise<string[] | undefined> {
  try {
    return await readdir(folder)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw cause
  }
}

async function remove(path: string): Promise<void> {
  await unlink(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause
  })
}
