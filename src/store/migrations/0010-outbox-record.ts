import { type Kysely, sql } from 'kysely'

/** Which message came of a delivery, and whether one that was interrupted had come so far as to send anything. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('outbox').addColumn('sent_at', 'bigint').execute()
  await db.schema.alterTable('outbox').addColumn('remote_id', 'text').execute()
  // Of what an earlier version was trying nobody knows how far it came.
  await sql`update outbox set sent_at = created_at where state in ('trying', 'dead')`.execute(db)
  await sql`create index outbox_remote on outbox (remote_id) where remote_id is not null`.execute(db)
}
