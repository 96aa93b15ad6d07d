import { type Kysely, sql } from 'kysely'

/** Tickets, their events, bundles, links, posts, the mirror, and the two queues. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await tickets(db)
  await bundles(db)
  await posts(db)
  await queues(db)
}

async function tickets(db: Kysely<unknown>) {
  await db.schema
    .createTable('ticket_number')
    .addColumn('desk_id', 'text', (c) => c.notNull())
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('last', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('ticket_number_pk', ['desk_id', 'year'])
    .execute()

  await db.schema
    .createTable('ticket')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('number', 'text', (c) => c.notNull())
    .addColumn('desk_id', 'text', (c) => c.notNull())
    .addColumn('guild_id', 'text', (c) => c.notNull())
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('sequence', 'integer', (c) => c.notNull())
    .addColumn('place', 'text', (c) => c.notNull())
    .addColumn('requester_id', 'text', (c) => c.notNull())
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addColumn('message_id', 'text', (c) => c.unique())
    .addColumn('thread_id', 'text')
    .addColumn('card_message_id', 'text')
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('request', 'text', (c) => c.notNull())
    .addColumn('triage', 'text', (c) => c.notNull())
    .addColumn('form', 'text', (c) => c.notNull())
    .addColumn('category', 'text', (c) => c.notNull())
    .addColumn('priority', 'text', (c) => c.notNull())
    .addColumn('tier', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('closed_as', 'text')
    .addColumn('assignee_id', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('updated_at', 'bigint', (c) => c.notNull())
    .addColumn('closed_at', 'bigint')
    .addUniqueConstraint('ticket_sequence', ['desk_id', 'year', 'sequence'])
    .execute()
  await db.schema.createIndex('ticket_thread').on('ticket').columns(['thread_id', 'status']).execute()
  await db.schema.createIndex('ticket_number_text').on('ticket').columns(['desk_id', 'number']).execute()
  await db.schema.createIndex('ticket_requester').on('ticket').columns(['desk_id', 'requester_id', 'status']).execute()
  await db.schema.createIndex('ticket_open').on('ticket').columns(['desk_id', 'status', 'updated_at']).execute()

  await db.schema
    .createTable('ticket_event')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('ticket_id', 'integer', (c) => c.notNull().references('ticket.id'))
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('ticket_event_ticket').on('ticket_event').columns(['ticket_id', 'id']).execute()

  await db.schema
    .createTable('control')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('ticket_id', 'integer', (c) => c.references('ticket.id'))
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('args', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('control_ticket').on('control').columns(['ticket_id', 'action']).execute()
}

async function bundles(db: Kysely<unknown>) {
  await db.schema
    .createTable('bundle')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('ticket_id', 'integer', (c) => c.notNull().references('ticket.id'))
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('file', 'text')
    .addColumn('size_bytes', 'bigint')
    .addColumn('sha256', 'text')
    .addColumn('manifest', 'text')
    .addColumn('left_out', 'text', (c) => c.notNull())
    .addColumn('problem', 'text')
    .addColumn('sources', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('bundle_ticket').on('bundle').columns(['ticket_id', 'id']).execute()

  await db.schema
    .createTable('link')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('bundle_id', 'integer', (c) => c.notNull().references('bundle.id'))
    .addColumn('ticket_id', 'integer', (c) => c.notNull().references('ticket.id'))
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('downloads_total', 'integer', (c) => c.notNull())
    .addColumn('downloads_left', 'integer', (c) => c.notNull())
    .addColumn('revoked_at', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('link_ticket').on('link').columns(['ticket_id', 'id']).execute()
  await db.schema.createIndex('link_bundle').on('link').columns(['bundle_id', 'expires_at']).execute()

  await db.schema
    .createTable('claim')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('link_id', 'integer', (c) => c.notNull().references('link.id'))
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('client', 'text', (c) => c.notNull())
    .addColumn('bytes_left', 'bigint', (c) => c.notNull())
    .addColumn('breaks_left', 'integer', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('claim_link').on('claim').columns(['link_id', 'expires_at']).execute()

  await db.schema
    .createTable('link_access')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('link_id', 'integer', (c) => c.notNull().references('link.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('client', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('link_access_link').on('link_access').columns(['link_id', 'id']).execute()
}

async function posts(db: Kysely<unknown>) {
  await db.schema
    .createTable('post')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('ticket_id', 'integer', (c) => c.notNull().references('ticket.id'))
    .addColumn('destination', 'text', (c) => c.notNull())
    .addColumn('target', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('remote_id', 'text')
    .addColumn('url', 'text')
    .addColumn('problem', 'text')
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('post_once', ['ticket_id', 'destination', 'target'])
    .execute()
  await db.schema.createIndex('post_remote').on('post').columns(['destination', 'target', 'remote_id']).execute()

  await db.schema
    .createTable('mirror_message')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('ticket_id', 'integer', (c) => c.notNull().references('ticket.id'))
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addColumn('message_id', 'text', (c) => c.unique())
    .addColumn('comment_id', 'text', (c) => c.unique())
    .addColumn('deleted_at', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
}

async function queues(db: Kysely<unknown>) {
  await db.schema
    .createTable('inbox')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('inbox_at').on('inbox').column('at').execute()

  await db.schema
    .createTable('outbox')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('lane', 'text', (c) => c.notNull())
    .addColumn('effect', 'text', (c) => c.notNull())
    .addColumn('marker', 'text', (c) => c.notNull().unique())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('not_before', 'bigint', (c) => c.notNull())
    .addColumn('lease_until', 'bigint', (c) => c.notNull())
    .addColumn('problem', 'text')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('done_at', 'bigint')
    .execute()
  // Only what is still to do is looked at, so the cost of a turn does not grow with history.
  await sql`create index outbox_age on outbox (id) where state in ('new', 'trying')`.execute(db)
  await sql`create index outbox_todo on outbox (lane, id) where state in ('new', 'trying')`.execute(db)
}
