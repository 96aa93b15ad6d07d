import { closeSync, fstatSync, fsyncSync, openSync, readSync } from 'node:fs'
import { Refusal } from '../errors.ts'
import { newestSchema } from './migrate.ts'
import { openSqlite } from './sqlite.ts'

/** What a copied database says of itself. */
export interface CopyFacts {
  schema: number
  tickets: number
  /** Bundles whose file ought to be there. */
  bundles: { file: string; sha256: string }[]
}

/**
 * Writes a whole copy of a database, also while Bee writes to it: the copy is what was committed when it began, and
 * Bee waits for nothing. On the disk when it returns.
 *
 * @param to must exist and be empty, so that it has its mode before it has anything in it.
 */
export function copyDatabase(from: string, to: string): void {
  const sqlite = openSqlite(from, { readonly: true, timeout: 5000 })
  try {
    sqlite.exec(`vacuum into '${to.replaceAll("'", "''")}'`)
  } finally {
    sqlite.close()
  }
  const descriptor = openSync(to, 'r+')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Looks at every page of a copy, and whether this Bee can work with it. `file` is how people call it.
 *
 * @throws Refusal BACKUP_DAMAGED, DATABASE_NEWER
 */
export function inspectCopy(path: string, file: string): CopyFacts {
  let facts: CopyFacts
  try {
    facts = readFacts(path)
  } catch (cause) {
    throw damaged(file, cause instanceof Error ? cause.message : String(cause), cause)
  }
  if (facts.schema > newestSchema)
    throw new Refusal('DATABASE_NEWER', { values: { theirs: facts.schema, ours: newestSchema } })
  return facts
}

/**
 * Some of what a copy still owes the outside may have been delivered after it was made, so everything is to be looked
 * for before it is sent.
 */
export function distrustOutbox(path: string): void {
  const sqlite = openSqlite(path, {})
  try {
    sqlite.exec("update outbox set state = 'trying', lease_until = 0 where state = 'new'")
    // A copy of an older schema gets the column, with the same distrust, when it is brought up to date.
    const hasColumn = "select 1 from pragma_table_info('outbox') where name = 'sent_at'"
    if (sqlite.prepare(hasColumn).all([]).length > 0)
      sqlite.exec("update outbox set sent_at = created_at where state = 'trying'")
  } finally {
    sqlite.close()
  }
}

/** Brings everything that a database's log holds into the file itself, so that it can be moved. False when that fails. */
export function foldLog(path: string): boolean {
  try {
    const sqlite = openSqlite(path, { timeout: 250 })
    try {
      sqlite.exec('pragma wal_checkpoint(truncate); pragma journal_mode = delete')
    } finally {
      sqlite.close()
    }
    return true
  } catch {
    return false
  }
}

/** A file that was cut inside of its last page would pass as whole: its header tells how long it must be (sqlite.org/fileformat2.html, 1.3). */
function demandLength(path: string): void {
  const header = Buffer.alloc(100)
  const descriptor = openSync(path, 'r')
  try {
    readSync(descriptor, header, 0, 100, 0)
    const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
    if (fstatSync(descriptor).size < pageSize * header.readUInt32BE(28)) throw new Error('its end is missing')
  } finally {
    closeSync(descriptor)
  }
}

function readFacts(path: string): CopyFacts {
  demandLength(path)
  const sqlite = openSqlite(path, { readonly: true })
  try {
    const rows = <Row>(text: string) => sqlite.prepare(text).all([]) as Row[]
    const verdict = rows<{ integrity_check: string }>('pragma integrity_check(1)')[0]?.integrity_check
    if (verdict !== 'ok') throw new Error(verdict ?? 'no answer')
    if (rows('pragma foreign_key_check').length > 0) throw new Error('a row refers to another that is not there')
    return {
      schema: rows('select number from migration').length,
      tickets: rows<{ n: number }>('select count(*) as n from ticket')[0]?.n ?? 0,
      bundles: rows("select file, sha256 from bundle where state = 'ready' and file is not null order by id"),
    }
  } finally {
    sqlite.close()
  }
}

export const damaged = (file: string, reason: string, cause?: unknown) =>
  new Refusal('BACKUP_DAMAGED', { cause, values: { file, reason } })
