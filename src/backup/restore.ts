import { existsSync } from 'node:fs'
import { cp, link, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { crashpoint } from '../crashpoint.ts'
import { Refusal } from '../errors.ts'
import { damaged, distrustOutbox, foldLog, inspectCopy } from '../store/copy.ts'
import { lockData } from '../store/database.ts'
import { syncFolder } from '../sync-folder.ts'
import { readBackup } from './archive.ts'
import { reasonOf } from './backup.ts'

export interface RestoreOrder {
  file: string
  dataDir: string
  databaseFile: string
  /** Puts the backup in the place of what is there, which is kept aside. */
  force: boolean
  now: () => number
}

export interface RestoreResult {
  schema: number
  tickets: number
  /** Bundles that came with the backup; null when it holds none. */
  bundles: number | null
  /** Where the data lies that was there before; null when there was none. */
  keptAside: string | null
  /** Whether the key file is there, without which links that were given out lead nowhere. */
  hasKey: boolean
}

/**
 * Puts a backup into the data folder of a Bee that is not running. Everything is unpacked beside it and checked first;
 * the database changes places in one rename, so that a restore that is killed leaves the old one or the new one.
 *
 * @throws Refusal ALREADY_RUNNING, BACKUP_MISSING, BACKUP_DAMAGED, DATABASE_NEWER, RESTORE_NOT_EMPTY, RESTORE_FAILED
 */
export async function restoreBackup(order: RestoreOrder): Promise<RestoreResult> {
  const { file, dataDir, databaseFile, force } = order
  if (!existsSync(file)) throw new Refusal('BACKUP_MISSING', { values: { file } })
  const unlock = lockData(dataDir)
  const work = join(dataDir, restoring)
  try {
    const isUsed = await isInUse(dataDir, databaseFile)
    if (isUsed && !force) throw new Refusal('RESTORE_NOT_EMPTY', { values: { folder: dataDir } })
    await rm(work, { recursive: true, force: true })
    await mkdir(work, { recursive: true, mode: 0o700 })
    const { copy, hasBundles } = await unpack(resolve(file), work)
    crashpoint('restore: unpacked')
    const { schema, tickets, bundles } = inspectCopy(copy, file)
    distrustOutbox(copy)
    crashpoint('restore: checked')
    const keptAside = isUsed ? await keepAside(order, hasBundles) : null
    crashpoint('restore: old data kept')
    if (hasBundles) await takeBundles(join(work, 'bundles'), join(dataDir, 'bundles'))
    crashpoint('restore: bundles there')
    await mkdir(dirname(databaseFile), { recursive: true, mode: 0o700 })
    await rename(copy, databaseFile)
    crashpoint('restore: database there')
    await syncFolder(dirname(databaseFile))
    inspectCopy(databaseFile, file)
    return {
      schema,
      tickets,
      bundles: hasBundles ? bundles.length : null,
      keptAside,
      hasKey: existsSync(join(dataDir, 'bee.key')),
    }
  } catch (cause) {
    if (cause instanceof Refusal) throw cause
    throw new Refusal('RESTORE_FAILED', { cause, values: { file, reason: reasonOf(cause) } })
  } finally {
    await rm(work, { recursive: true, force: true }).catch(() => undefined)
    unlock()
  }
}

const restoring = '.restoring'

async function isInUse(dataDir: string, databaseFile: string): Promise<boolean> {
  if (existsSync(databaseFile)) return true
  return (await readdir(join(dataDir, 'bundles')).catch(() => [])).length > 0
}

/** A backup with bundles is a tar, one without is the database itself. */
async function unpack(file: string, work: string): Promise<{ copy: string; hasBundles: boolean }> {
  const copy = join(work, 'bee.sqlite')
  if (await isDatabase(file)) {
    await cp(file, copy)
    const handle = await open(copy, 'r+')
    await handle.chmod(0o600)
    await handle.sync()
    await handle.close()
    return { copy, hasBundles: false }
  }
  await readBackup(file, work)
  return { copy, hasBundles: true }
}

async function isDatabase(file: string): Promise<boolean> {
  const handle = await open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0)
    if (bytesRead < 16) throw damaged(file, 'it is too short')
    return buffer.toString('latin1') === 'SQLite format 3\0'
  } finally {
    await handle.close()
  }
}

/** A second name for each file of the old data, in a folder of its own: nothing is copied, and nothing goes away. */
async function keepAside({ dataDir, databaseFile, now }: RestoreOrder, withBundles: boolean): Promise<string> {
  const stamp = new Date(now())
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-')
  const aside = join(dataDir, `before-restore-${stamp}`)
  await mkdir(join(aside, 'bundles'), { recursive: true, mode: 0o700 })
  // A log that belongs to the old file would be played into the new one.
  const isWhole = !existsSync(databaseFile) || foldLog(databaseFile)
  const name = basename(databaseFile)
  if (existsSync(databaseFile)) await secondName(databaseFile, join(aside, name))
  for (const part of ['-wal', '-shm']) {
    const path = databaseFile + part
    if (existsSync(path)) await (isWhole ? rm(path) : rename(path, join(aside, name + part)))
  }
  const bundles = join(dataDir, 'bundles')
  for (const entry of await readdir(bundles).catch(() => []))
    await secondName(join(bundles, entry), join(aside, 'bundles', entry))
  if (withBundles) await syncFolder(aside)
  return aside
}

async function secondName(path: string, other: string): Promise<void> {
  await rm(other, { force: true })
  // Some file systems have no links.
  await link(path, other).catch(() => cp(path, other))
}

/** Bundles have names of their own, so those of the backup stand beside what else is there; `bee.sqlite` tells which count. */
async function takeBundles(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 })
  for (const name of await readdir(from)) await rename(join(from, name), join(to, name))
  await syncFolder(to)
}
