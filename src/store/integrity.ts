import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Logger } from 'pino'
import { isWithin } from '../core/elapsed.ts'
import { program } from '../paths.ts'
import type { Bookmarks } from './bookmarks.ts'
import type { Database } from './database.ts'
import { noteDamage } from './storage.ts'

const dayMs = 24 * 3_600_000
/** At 200 MB a second this is enough for more than 100 GB; a disk slower than that has other troubles. */
const longestMs = 10 * 60_000

const run = promisify(execFile)

/**
 * Looks at every page of the file, in a process of its own.
 *
 * @returns what is wrong, undefined when all is well.
 * @throws Error when it could not be looked at in time.
 */
export async function findDamage(file: string): Promise<string | undefined> {
  const child = [program('src/store/integrity-child.ts'), file]
  const { stdout } = await run(process.execPath, child, { timeout: longestMs, killSignal: 'SIGKILL', env: {} })
  return stdout === 'ok' ? undefined : stdout.slice(0, 300)
}

interface Nightly {
  db: Database
  file: string
  bookmarks: Bookmarks
  log: Logger
  now: () => number
}

/** Once a day, also across restarts (F09). Damage is not put right by itself: that would lose what can still be read. */
export async function checkDaily({ db, file, bookmarks, log, now }: Nightly): Promise<void> {
  const last = await bookmarks.get(key)
  if (last !== undefined && isWithin(dayMs, Number(last), now())) return
  // Written first: should the check take this process down, it is not tried in a circle.
  await bookmarks.set(key, String(now()))
  // A new database has had no time to be damaged.
  if (last === undefined) return
  const damage = await findDamage(file)
  if (damage === undefined) return
  noteDamage(db)
  log.fatal({ file, damage }, 'the database is damaged: stop Bee and run `bee restore` with the last good backup')
}

const key = 'integrity'
