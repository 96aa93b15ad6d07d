import type { Kysely } from 'kysely'

/** Articles that people write here, how each is used, and what was looked for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('article')
    .addColumn('desk_id', 'text', (c) => c.notNull())
    .addColumn('slug', 'text', (c) => c.notNull())
    // As a file would hold it: Markdown under its head, sanitized.
    .addColumn('file', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('reviewer', 'text')
    .addColumn('ticket_id', 'integer', (c) => c.references('ticket.id'))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('article_pk', ['desk_id', 'slug'])
    .execute()

  await db.schema
    .createTable('article_use')
    .addColumn('desk_id', 'text', (c) => c.notNull())
    .addColumn('slug', 'text', (c) => c.notNull())
    .addColumn('views', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('article_use_pk', ['desk_id', 'slug'])
    .execute()

  await db.schema
    .createTable('article_search')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('desk_id', 'text', (c) => c.notNull())
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('query', 'text', (c) => c.notNull())
    .addColumn('slug', 'text')
    .addColumn('confidence', 'real', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('article_search_at').on('article_search').columns(['desk_id', 'guild_id', 'at']).execute()
}
