import { type Kysely, sql } from 'kysely'

/** Whose effect it is, so that no server's crowd stands before everybody else's, and who waits for a first sign of Bee. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema
    .alterTable('outbox')
    .addColumn('server', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  await schema
    .alterTable('outbox')
    .addColumn('is_first_sign', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await sql`update outbox set
    server = coalesce((select guild_id from ticket where ticket.id = json_extract(outbox.effect, '$.ticketId')), lane),
    is_first_sign = json_extract(outbox.effect, '$.do') = 'thread.open'
    where state in ('new', 'trying')`.execute(db)
  await sql`create index outbox_turn on outbox (server, is_first_sign desc, id) where state in ('new', 'trying')`.execute(
    db,
  )
  // In order of age alone nothing is taken any more.
  await schema.dropIndex('outbox_age').execute()
}
