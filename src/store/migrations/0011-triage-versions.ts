import type { Kysely } from 'kysely'

/** Which corrections triage learned from when, and whether that was better: what it can go back to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('triage_version')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('desk_id', 'text', (c) => c.notNull())
    .addColumn('corrections', 'text', (c) => c.notNull())
    .addColumn('loss_before', 'real', (c) => c.notNull())
    .addColumn('loss_after', 'real', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute()
}
