import Sqlite from 'better-sqlite3'
import { Refusal } from '../errors.ts'
import type { Database } from './database.ts'

/** What each failure of the disk means, in words for people (sqlite.org/rescode.html); anything else is a defect of ours. */
const failures: [code: RegExp, reason: string][] = [
  [/^SQLITE_FULL/, 'my disk is full'],
  [/^SQLITE_IOERR/, 'my disk does not work'],
  [/^SQLITE_READONLY/, 'I may not write to my disk'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'my database is damaged'],
  [/^SQLITE_(BUSY|LOCKED)/, 'another program holds my database'],
  [/^SQLITE_CANTOPEN/, 'my database cannot be opened'],
]

const failing = new WeakMap<Database, string>()

/** The last write went well. */
export function noteWrite(db: Database): void {
  failing.delete(db)
}

const damaged = new WeakSet<Database>()

/** A look at every page has found damage: writes that still go well do not make it better. */
export const noteDamage = (db: Database) => void damaged.add(db)

/** Why the last write did not go to the disk, or that the file is damaged; `ok` when neither is so. */
export const storageState = (db: Database): string =>
  damaged.has(db) ? 'my database is damaged' : (failing.get(db) ?? 'ok')

/** @returns a Refusal where the disk is to blame, and remembers it until a write goes well again. */
export function unwritable(db: Database, cause: unknown): unknown {
  if (!(cause instanceof Sqlite.SqliteError)) return cause
  const reason = failures.find(([code]) => code.test(cause.code))?.[1]
  if (reason === undefined) return cause
  failing.set(db, reason)
  return new Refusal('STORAGE_FAILED', { cause, values: { reason } })
}
