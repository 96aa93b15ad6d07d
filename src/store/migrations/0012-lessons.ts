import type { Kysely } from 'kysely'

/** Labelled requests from elsewhere, such as a repository's issues: sanitized, one row for each source. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('lesson')
    .addColumn('desk_id', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('product', 'text')
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('kind', 'text')
    .addColumn('category', 'text')
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('lesson_source', ['desk_id', 'source'])
    .execute()
}
