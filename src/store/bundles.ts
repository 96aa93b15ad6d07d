import type { Kysely } from 'kysely'
import type { MadeBundle } from '../core/ports.ts'
import type { Bundle } from '../core/types.ts'
import { crashpoint } from '../crashpoint.ts'
import type { Database } from './database.ts'
import { bundleOf } from './rows.ts'
import type { Schema } from './schema.ts'

/** A bundle that is to be made. `sources` must be sealed: see `seal.ts`. */
export async function addBundle(
  trx: Kysely<Schema>,
  bundle: { ticketId: number; name: string; sources: string; at: number },
): Promise<Bundle> {
  const row = await trx
    .insertInto('bundle')
    .values({
      ticket_id: bundle.ticketId,
      name: bundle.name,
      state: 'wanted',
      file: null,
      size_bytes: null,
      sha256: null,
      manifest: null,
      left_out: '[]',
      problem: null,
      sources: bundle.sources,
      created_at: bundle.at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return bundleOf(row)
}

/** What became of it. The sealed addresses are dropped: they are of no more use. */
export async function finishBundle(trx: Kysely<Schema>, id: number, made: MadeBundle): Promise<void> {
  crashpoint('bundle: finishing')
  await trx
    .updateTable('bundle')
    .set({
      state: made.state,
      file: made.file,
      size_bytes: made.sizeBytes,
      sha256: made.sha256,
      manifest: made.manifest,
      left_out: JSON.stringify(made.leftOut),
      problem: made.problem,
      sources: '',
    })
    .where('id', '=', id)
    .execute()
}

/** It was held back and no longer is. @returns false when it is in any other state. */
export async function releaseHeldBack(trx: Kysely<Schema>, id: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('bundle')
    .set({ state: 'ready' })
    .where('id', '=', id)
    .where('state', '=', 'quarantined')
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export type Bundles = ReturnType<typeof createBundles>

export function createBundles(db: Database) {
  return {
    async get(id: number): Promise<Bundle | undefined> {
      const row = await db.selectFrom('bundle').selectAll().where('id', '=', id).executeTakeFirst()
      return row && bundleOf(row)
    },
    /** Where the raw material of a wanted bundle is, still sealed. */
    async sourcesOf(id: number): Promise<string> {
      const { sources } = await db.selectFrom('bundle').select('sources').where('id', '=', id).executeTakeFirstOrThrow()
      return sources
    },
    /** The newest one first. */
    async ofTicket(ticketId: number): Promise<Bundle[]> {
      const rows = await db
        .selectFrom('bundle')
        .selectAll()
        .where('ticket_id', '=', ticketId)
        .orderBy('id', 'desc')
        .execute()
      return rows.map(bundleOf)
    },
    /** Files that the database still knows, so that anything else in the folder is an orphan. */
    async knownFiles(): Promise<Set<string>> {
      const rows = await db.selectFrom('bundle').select('file').where('file', 'is not', null).execute()
      return new Set(rows.flatMap(({ file }) => file ?? []))
    },
    /** Those that ought to have a file. */
    async ready(): Promise<{ id: number; file: string | null }[]> {
      return db.selectFrom('bundle').select(['id', 'file']).where('state', '=', 'ready').execute()
    },
    /** The file is gone, on purpose: the last link has expired. */
    async markExpired(id: number): Promise<void> {
      await db.updateTable('bundle').set({ state: 'expired', file: null }).where('id', '=', id).execute()
    },
    /** Held back, and nobody has released them since. At most `limit` a turn. */
    async heldBackBefore(at: number, limit = 100): Promise<Bundle[]> {
      const rows = await db
        .selectFrom('bundle')
        .selectAll()
        .where('state', '=', 'quarantined')
        .where('created_at', '<=', at)
        .limit(limit)
        .execute()
      return rows.map(bundleOf)
    },
    /** Ready bundles whose links have all ended before this moment. At most `limit` a turn. */
    async expired(at: number, limit = 100): Promise<Bundle[]> {
      const rows = await db
        .selectFrom('bundle')
        .selectAll()
        .where('state', '=', 'ready')
        .where(({ exists, selectFrom }) =>
          exists(selectFrom('link').select('link.id').whereRef('link.bundle_id', '=', 'bundle.id')),
        )
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('link')
                .select('link.id')
                .whereRef('link.bundle_id', '=', 'bundle.id')
                .where('expires_at', '>', at),
            ),
          ),
        )
        .limit(limit)
        .execute()
      return rows.map(bundleOf)
    },
  }
}
