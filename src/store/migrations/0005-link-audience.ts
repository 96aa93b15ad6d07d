import type { Kysely } from 'kysely'

/**
 * Links are for somebody. Claims are known by the nonce of the form they came from, so that pressing twice counts
 * once; they live a quarter of an hour, so the earlier ones are not carried over.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('link')
    .addColumn('audience', 'text', (c) => c.notNull().defaultTo('{"to":"anyone"}'))
    .execute()

  await db.schema.dropTable('claim').execute()
  await db.schema
    .createTable('claim')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('link_id', 'integer', (c) => c.notNull().references('link.id'))
    .addColumn('nonce', 'text', (c) => c.notNull())
    .addColumn('token_hash', 'text', (c) => c.notNull().unique())
    .addColumn('client', 'text', (c) => c.notNull())
    .addColumn('bytes_left', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('claim_nonce', ['link_id', 'nonce'])
    .execute()
  await db.schema.createIndex('claim_link').on('claim').columns(['link_id', 'expires_at']).execute()
}
