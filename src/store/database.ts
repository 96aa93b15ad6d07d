import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely'
import { Refusal } from '../errors.ts'
import { migrate } from './migrate.ts'
import type { Schema } from './schema.ts'

export type Database = Kysely<Schema>

/**
 * Opens the SQLite file, creates or upgrades its tables.
 *
 * Commits survive a power cut (WAL with synchronous FULL). The busy timeout stays under Discord's three
 * seconds by far, because better-sqlite3 waits on the main thread.
 *
 * @throws Refusal DATABASE_NEWER, DATABASE_UNUSABLE
 */
export async function openDatabase(file: string, now: () => number = Date.now): Promise<Database> {
  const sqlite = openFile(file)
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: remembering(sqlite) }) })
  try {
    await migrate(db, { now, backUp: () => backUpBeforeUpgrade(sqlite, file) })
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
    const sqlite = new Sqlite(file, { readonly: true, timeout: 250 })
    // SQLite opens anything; only a first look tells whether it is a database.
    sqlite.pragma('schema_version')
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
  let lock: Sqlite.Database | undefined
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    lock = new Sqlite(file, { timeout: 0 })
    lock.pragma('journal_mode = DELETE')
    lock.exec('BEGIN EXCLUSIVE')
    const held = lock
    return () => held.close()
  } catch (cause) {
    lock?.close()
    const isHeld = cause instanceof Sqlite.SqliteError && cause.code.startsWith('SQLITE_BUSY')
    throw isHeld ? new Refusal('ALREADY_RUNNING', { cause, values: { folder } }) : unusable(file, cause)
  }
}

function openFile(file: string): Sqlite.Database {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const sqlite = new Sqlite(file, { timeout: 250 })
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('foreign_keys = ON')
    sqlite.pragma('secure_delete = ON')
    if (file !== ':memory:') chmodSync(file, 0o600)
    return sqlite
  } catch (cause) {
    throw unusable(file, cause)
  }
}

const mostStatements = 500

/** Compiling a statement costs more than running most of them; Bee's queries are few and come again and again. */
function remembering(sqlite: Sqlite.Database): SqliteDatabase {
  const statements = new Map<string, Sqlite.Statement>()
  return {
    close: () => void sqlite.close(),
    prepare(text) {
      const known = statements.get(text)
      if (known !== undefined) return known as unknown as SqliteStatement
      const statement = sqlite.prepare(text)
      if (statements.size >= mostStatements) statements.clear()
      statements.set(text, statement)
      return statement as unknown as SqliteStatement
    },
  }
}

/** A whole copy is kept beside the file before its tables change, so that an upgrade can be undone. */
function backUpBeforeUpgrade(sqlite: Sqlite.Database, file: string) {
  if (file === ':memory:') return
  const { done } = sqlite.prepare('select count(*) as done from migration').get() as { done: number }
  const copy = `${file}.schema-${done}`
  if (existsSync(copy)) return
  const draft = `${copy}.part`
  rmSync(draft, { force: true })
  sqlite.prepare('VACUUM INTO ?').run(draft)
  chmodSync(draft, 0o600)
  renameSync(draft, copy)
}

const unusable = (file: string, cause: unknown) =>
  new Refusal('DATABASE_UNUSABLE', {
    cause,
    values: { file, reason: cause instanceof Error ? cause.message : String(cause) },
  })
