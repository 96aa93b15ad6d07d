import type { Kysely } from 'kysely'

/** One-time addresses by which the owner of a ticket sends logs, and what is arriving there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('upload_code')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('ticket_id', 'integer', (c) => c.notNull().references('ticket.id'))
    .addColumn('code_hash', 'text', (c) => c.notNull().unique())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('tries_left', 'integer', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('upload_code_ticket').on('upload_code').column('ticket_id').execute()

  await db.schema
    .createTable('upload')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('code_id', 'integer', (c) => c.notNull().references('upload_code.id'))
    .addColumn('ticket_id', 'integer', (c) => c.notNull().references('ticket.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('client', 'text', (c) => c.notNull())
    .addColumn('size_bytes', 'integer', (c) => c.notNull())
    .addColumn('received_bytes', 'integer', (c) => c.notNull())
    .addColumn('sha256', 'text')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('bundle_id', 'integer', (c) => c.references('bundle.id'))
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('touched_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('upload_code_id').on('upload').column('code_id').execute()
  await db.schema.createIndex('upload_client').on('upload').columns(['client', 'created_at']).execute()
}
