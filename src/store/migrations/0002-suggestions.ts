import { type Kysely, sql } from 'kysely'

/** Articles offered as answers, what came of each, and the wordings that they turned out to answer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('suggestion')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('desk_id', 'text', (c) => c.notNull())
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('article_id', 'text', (c) => c.notNull())
    .addColumn('confidence', 'real', (c) => c.notNull())
    .addColumn('because', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('ticket_id', 'integer', (c) => c.references('ticket.id'))
    .addColumn('offer_id', 'text')
    .addColumn('place', 'text', (c) => c.notNull())
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addColumn('message_id', 'text', (c) => c.unique())
    .addColumn('thread_id', 'text')
    .addColumn('requester_id', 'text', (c) => c.notNull())
    .addColumn('tier', 'text', (c) => c.notNull())
    .addColumn('title', 'text')
    .addColumn('request', 'text', (c) => c.notNull())
    .addColumn('form', 'text', (c) => c.notNull())
    .addColumn('is_for_bee', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('settled_at', 'bigint')
    .execute()
  await db.schema.createIndex('suggestion_ticket').on('suggestion').column('ticket_id').execute()
  await db.schema
    .createIndex('suggestion_article')
    .on('suggestion')
    .columns(['desk_id', 'article_id', 'state'])
    .execute()
  // Every message is looked up here, so only what still waits for its outcome is in it.
  await sql`create index suggestion_waiting on suggestion (requester_id, id) where state = 'offered'`.execute(db)

  await db.schema
    .createTable('paraphrase')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('desk_id', 'text', (c) => c.notNull())
    .addColumn('article_id', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('paraphrase_once', ['desk_id', 'article_id', 'text'])
    .execute()

  // Buttons that belong to no ticket are found by what they do.
  await sql`create index control_free on control (action, args) where ticket_id is null`.execute(db)
}
