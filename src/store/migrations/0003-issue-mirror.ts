import { type Kysely, sql } from 'kysely'

/** What finds again whatever no webhook told of: where both sides last agreed, markers for twins, how far we have read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await posts(db)
  await messages(db)
  await effects(db)
  await db.schema
    .createTable('bookmark')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute()
}

async function posts(db: Kysely<unknown>) {
  await db.schema.alterTable('post').addColumn('marker', 'text').execute()
  await db.schema.alterTable('post').addColumn('remote_state', 'text').execute()
  await db.schema.createIndex('post_marker').on('post').column('marker').execute()
  // Until now the ticket's state was sent whatever the was, so both agree.
  await sql`update post set remote_state = (
    select case when status = 'closed' then 'closed' else 'open' end from ticket where ticket.id = post.ticket_id
  ) where destination = 'github'`.execute(db)
}

/** One comment may now carry several messages, so its id is no longer unique. */
async function messages(db: Kysely<unknown>) {
  await db.schema
    .createTable('mirror_message_new')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('ticket_id', 'integer', (c) => c.notNull().references('ticket.id'))
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addColumn('message_id', 'text', (c) => c.unique())
    .addColumn('comment_id', 'text')
    .addColumn('marker', 'text')
    .addColumn('digest', 'text')
    .addColumn('deleted_at', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await sql`insert into mirror_message_new
    (id, ticket_id, origin, channel_id, message_id, comment_id, deleted_at, created_at)
    select id, ticket_id, origin, channel_id, message_id, comment_id, deleted_at, created_at from mirror_message`.execute(
    db,
  )
  await db.schema.dropTable('mirror_message').execute()
  await db.schema.alterTable('mirror_message_new').renameTo('mirror_message').execute()
  await db.schema.createIndex('mirror_message_ticket').on('mirror_message').column('ticket_id').execute()
  await db.schema.createIndex('mirror_message_comment').on('mirror_message').column('comment_id').execute()
  await db.schema.createIndex('mirror_message_marker').on('mirror_message').column('marker').execute()
  await sql`create unique index mirror_message_shown on mirror_message (comment_id) where origin = 'github'`.execute(db)
}

/** Comments of an issue are now shown as they are when it comes to showing them, by one kind of effect. */
async function effects(db: Kysely<unknown>) {
  await sql`update outbox
    set effect = json_object(
      'do', 'mirror.say',
      'ticketId', json_extract(effect, '$.ticketId'),
      'commentId', json_extract(effect, '$.commentId')
    )
    where state in ('new', 'trying')
      and json_extract(effect, '$.do') in ('mirror.say', 'mirror.say-edit', 'mirror.say-delete')`.execute(db)
}
