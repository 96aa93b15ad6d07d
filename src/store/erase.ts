import { type Kysely, sql } from 'kysely'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

/** Every server that has something here. */
export async function serversKnown(db: Database): Promise<string[]> {
  const rows = await db
    .selectFrom('ticket')
    .select('guild_id')
    .union(db.selectFrom('suggestion').select('guild_id'))
    .union(db.selectFrom('article_search').select('guild_id'))
    .execute()
  return rows.map(({ guild_id }) => guild_id)
}

/** The oldest first. */
export async function ticketsOfServer(db: Database, guildId: string, most: number): Promise<number[]> {
  const rows = await db
    .selectFrom('ticket')
    .select('id')
    .where('guild_id', '=', guildId)
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map(({ id }) => id)
}

/** Names inside the bundle folder. */
export async function bundleFilesOf(db: Database, ticketId: number): Promise<string[]> {
  const rows = await db.selectFrom('bundle').select('file').where('ticket_id', '=', ticketId).execute()
  return rows.flatMap(({ file }) => file ?? [])
}

/** Everything about one ticket. What the staff has made of it, an article, stays and forgets where it came from. */
export async function eraseTicket(trx: Kysely<Schema>, id: number): Promise<void> {
  const links = trx.selectFrom('link').select('link.id').where('link.ticket_id', '=', id)
  await trx.deleteFrom('claim').where('link_id', 'in', links).execute()
  await trx.deleteFrom('link_access').where('link_id', 'in', links).execute()
  await trx.updateTable('article').set({ ticket_id: null }).where('ticket_id', '=', id).execute()
  await trx.deleteFrom('joined_ticket').where('parent_id', '=', id).execute()
  await sql`delete from outbox where json_extract(effect, '$.ticketId') = ${id}`.execute(trx)
  // Each before what it points to.
  for (const table of ofTicket) await trx.deleteFrom(table).where('ticket_id', '=', id).execute()
  await trx.deleteFrom('ticket').where('id', '=', id).execute()
}

const ofTicket = [
  ...(['upload', 'upload_code', 'link', 'bundle', 'post', 'mirror_message', 'suggestion', 'correction'] as const),
  ...(['joined_ticket', 'control', 'ticket_event'] as const),
]

/** What a server without tickets has left: offers, searches, what was to be said there. */
export async function eraseServer(trx: Kysely<Schema>, guildId: string): Promise<void> {
  await trx.deleteFrom('suggestion').where('guild_id', '=', guildId).execute()
  await trx.deleteFrom('article_search').where('guild_id', '=', guildId).execute()
  await trx.deleteFrom('outbox').where('server', '=', guildId).execute()
  await trx.deleteFrom('bookmark').where('key', 'like', `told:${guildId}:%`).execute()
}
