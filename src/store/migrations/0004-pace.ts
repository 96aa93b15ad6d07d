import type { Kysely } from 'kysely'

/** What was sent to a service that limits us, and until when it wants to be left alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pace_spend')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('remote', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('points', 'integer', (c) => c.notNull())
    .addColumn('is_content', 'integer', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('pace_spend_at').on('pace_spend').columns(['remote', 'at']).execute()
  await db.schema
    .createTable('pace_pause')
    .addColumn('remote', 'text', (c) => c.primaryKey())
    .addColumn('until', 'bigint', (c) => c.notNull())
    .addColumn('problem', 'text', (c) => c.notNull())
    .addColumn('in_a_row', 'integer', (c) => c.notNull())
    .execute()
}
