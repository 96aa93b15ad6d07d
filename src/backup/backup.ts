import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { sweepWork, temporaryName } from '../bundle/sweep.ts'
import { crashpoint } from '../crashpoint.ts'
import { Refusal } from '../errors.ts'
import { copyDatabase, inspectCopy } from '../store/copy.ts'
import { syncFolder } from '../sync-folder.ts'
import { readBackup, writeBackup } from './archive.ts'

export interface BackupOrder {
  databaseFile: string
  /** Where Bee keeps bundles; left out, they are not backed up. */
  bundleFolder?: string | undefined
  file: string
}

export interface BackupResult {
  file: string
  sizeBytes: number
  schema: number
  tickets: number
  /** How many bundles are in it; null when they were not asked for. */
  bundles: number | null
  /** Bundles that expired or were lost while it was made. */
  missing: string[]
}

/** What a killed backup leaves is removed by the next one, when nobody can be writing it any more. */
const abandonedAfterMs = 3_600_000

/**
 * Makes a backup beside a running Bee. It is written under another name, brought to the disk, read again and checked,
 * and only then gets its name: whatever goes wrong, an earlier backup of that name stays as it is.
 *
 * @throws Refusal DATABASE_MISSING, BACKUP_FAILED, BACKUP_DAMAGED
 */
export async function makeBackup({ databaseFile, bundleFolder, file }: BackupOrder): Promise<BackupResult> {
  if (!existsSync(databaseFile)) throw new Refusal('DATABASE_MISSING', { values: { file: databaseFile } })
  const target = resolve(file)
  const folder = dirname(target)
  const drafts: string[] = []
  const draft = async () => {
    const path = join(folder, temporaryName('.part'))
    await (await open(path, 'wx', 0o600)).close()
    drafts.push(path)
    return path
  }
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await sweepWork(folder, { olderThanMs: abandonedAfterMs })
    const copy = await draft()
    crashpoint('backup: begun')
    copyDatabase(databaseFile, copy)
    crashpoint('backup: copied')
    const { schema, tickets, bundles: wanted } = inspectCopy(copy, file)
    crashpoint('backup: copy checked')

    let made = copy
    let bundles: number | null = null
    const missing: string[] = []
    if (bundleFolder !== undefined) {
      const files = [{ name: 'bee.sqlite', path: copy }]
      for (const { file: name, sha256 } of wanted) {
        const path = join(bundleFolder, name)
        if ((await hashOf(path)) === sha256) files.push({ name: `bundles/${name}`, path })
        else missing.push(name)
      }
      bundles = files.length - 1
      made = await draft()
      await writeBackup(made, files)
      crashpoint('backup: packed')
      await readBackup(made)
      crashpoint('backup: archive checked')
    }
    await rename(made, target)
    crashpoint('backup: named')
    await syncFolder(folder)
    return { file: target, sizeBytes: (await stat(target)).size, schema, tickets, bundles, missing }
  } catch (cause) {
    if (cause instanceof Refusal) throw cause
    throw new Refusal('BACKUP_FAILED', { cause, values: { file, reason: reasonOf(cause) } })
  } finally {
    for (const path of drafts) await rm(path, { force: true }).catch(() => undefined)
  }
}

/** @returns undefined when the file is gone. */
async function hashOf(path: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw cause
  }
  return hash.digest('hex')
}

export const reasonOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause))
