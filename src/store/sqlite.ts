import Sqlite from 'better-sqlite3'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

/** An open SQLite file, with each statement compiled once. */
export interface SqliteFile extends SqliteDatabase {
  exec(text: string): void
}

/**
 * Everything that better-sqlite3 12 has made, for as long as the process lives. From Node 24.19 on, its objects abort
 * the process when the garbage collector frees them outside of running JavaScript (`RemoveEnvironmentCleanupHook`,
 * fixed in version 13, which needs Node 22). A process opens few files and its queries are a fixed set, so nothing
 * grows; `exec` makes no object, `pragma()` does, which is why it is not used.
 */
const neverCollected: unknown[] = []

/** @param options as better-sqlite3 takes them; `timeout` in milliseconds. */
export function openSqlite(file: string, options: Sqlite.Options): SqliteFile {
  const sqlite = new Sqlite(file, options)
  // Compiling a statement costs more than running most of them; Bee's queries are few and come again and again.
  const statements = new Map<string, Sqlite.Statement>()
  neverCollected.push(sqlite, statements)
  return {
    close: () => void sqlite.close(),
    exec: (text) => void sqlite.exec(text),
    prepare(asked) {
      // Every transaction of Bee's writes. Asked for at once, the lock is there before any work begins, or not at all.
      const text = asked === 'begin' ? 'begin immediate' : asked
      let statement = statements.get(text)
      if (statement === undefined) {
        statement = sqlite.prepare(text)
        statements.set(text, statement)
      }
      if (asked === 'rollback') return ifOpen(sqlite, statement)
      return statement as unknown as SqliteStatement
    },
  }
}

/**
 * A commit that fails, as on a full disk, has taken everything back already (sqlite.org/lang_transaction.html). To do it
 * once more would fail too, and that failure would be told instead of the disk's.
 */
function ifOpen(sqlite: Sqlite.Database, rollback: Sqlite.Statement): SqliteStatement {
  const nothing = { changes: 0, lastInsertRowid: 0 }
  const run = () => (sqlite.inTransaction ? rollback.run() : nothing)
  return { reader: false, run, all: () => [], iterate: () => [][Symbol.iterator]() }
}

/** Whether somebody else holds the file. */
export const isBusy = (cause: unknown) => cause instanceof Sqlite.SqliteError && cause.code.startsWith('SQLITE_BUSY')
