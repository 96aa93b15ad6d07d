import type { Kysely } from 'kysely'

/** What people said that requests were about, and of which kind: triage learns from it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('correction')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('desk_id', 'text', (c) => c.notNull())
    .addColumn('ticket_id', 'integer', (c) => c.notNull().unique().references('ticket.id'))
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('category', 'text', (c) => c.notNull())
    .addColumn('kind', 'text')
    .addColumn('weight', 'real', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute()
}
