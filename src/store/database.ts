import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import { Refusal } from '../errors.ts'
import { migrate } from './migrate.ts'
import type { Schema } from './schema.ts'
import { isBusy, openSqlite, type SqliteFile } from './sqlite.ts'

export type Database = Kysely<Schema>

/**
 * Opens the SQLite file, creates or upgrades its tables.
 *
 * Commits survive a power cut (WAL with synchronous FULL). What a savepoint takes back is kept in memory: beside the
 * database nothing is written, and no file has to be opened for it when there are too many (RELIABILITY F18).
 * better-sqlite3 waits for a lock on the main thread, so it waits a moment only, and `write` tries again (F10).
 *
 * @throws Refusal DATABASE_NEWER, DATABASE_UNUSABLE
 */
export async function openDatabase(file: string, now: () => number = Date.now): Promise<Database> {
  const sqlite = openFile(file)
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: sqlite }) })
  try {
    await migrate(db, { now, backUp: (done) => backUpBeforeUpgrade(sqlite, file, done) })
  } catch (cause) {
    await db.destroy()
    throw cause instanceof Refusal ? cause : unusable(file, cause)
  }
  return db
}

/**
 * Opens the file for reading beside a running Bee: for `bee show` and `bee doctor`.
 *
 * @throws Refusal DATABASE_MISSING, DATABASE_UNUSABLE
 */
export function openForReading(file: string): Database {
  if (!existsSync(file)) throw new Refusal('DATABASE_MISSING', { values: { file } })
  try {
    const sqlite = openSqlite(file, { readonly: true, timeout: 250 })
    // SQLite opens anything; only a first look tells whether it is a database.
    sqlite.exec('pragma schema_version')
    return new Kysely<Schema>({ dialect: new SqliteDialect({ database: sqlite }) })
  } catch (cause) {
    throw unusable(file, cause)
  }
}

/**
 * Opens the file for one short write beside a running Bee. SQLite lets writers take turns.
 *
 * @throws Refusal DATABASE_MISSING, DATABASE_UNUSABLE
 */
export function openBeside(file: string): Database {
  if (!existsSync(file)) throw new Refusal('DATABASE_MISSING', { values: { file } })
  try {
    const sqlite = openSqlite(file, { timeout: 5000 })
    sqlite.exec(
      'pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on; pragma temp_store = memory; select id from outbox',
    )
    return new Kysely<Schema>({ dialect: new SqliteDialect({ database: sqlite }) })
  } catch (cause) {
    throw unusable(file, cause)
  }
}

/**
 * Makes sure that no other Bee works on this data: an exclusive lock on a side file, which the
 * operating system frees when the process dies, however it dies.
 *
 * @returns a function that gives the lock back.
 * @throws Refusal ALREADY_RUNNING, DATABASE_UNUSABLE
 */
export function lockData(folder: string): () => void {
  const file = join(folder, 'bee.lock')
  let lock: SqliteFile | undefined
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    lock = openSqlite(file, { timeout: 0 })
    lock.exec('pragma journal_mode = delete')
    lock.exec('BEGIN EXCLUSIVE')
    const held = lock
    return () => held.close()
  } catch (cause) {
    lock?.close()
    throw isBusy(cause) ? new Refusal('ALREADY_RUNNING', { cause, values: { folder } }) : unusable(file, cause)
  }
}

/** The event loop stands still meanwhile; RELIABILITY allows 250 ms. */
const lockedWaitMs = 100

function openFile(file: string): SqliteFile {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const sqlite = openSqlite(file, { timeout: lockedWaitMs })
    sqlite.exec(
      'pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma secure_delete = on; pragma temp_store = memory',
    )
    if (file !== ':memory:') chmodSync(file, 0o600)
    return sqlite
  } catch (cause) {
    throw unusable(file, cause)
  }
}

/** A whole copy is kept beside the file before its tables change, so that an upgrade can be undone. */
function backUpBeforeUpgrade(sqlite: SqliteFile, file: string, done: number) {
  const copy = `${file}.schema-${done}`
  if (file === ':memory:' || existsSync(copy)) return
  const draft = `${copy}.part`
  rmSync(draft, { force: true })
  sqlite.exec(`vacuum into '${draft.replaceAll("'", "''")}'`)
  chmodSync(draft, 0o600)
  renameSync(draft, copy)
}

const unusable = (file: string, cause: unknown) =>
  new Refusal('DATABASE_UNUSABLE', {
    cause,
    values: { file, reason: cause instanceof Error ? cause.message : String(cause) },
  })
