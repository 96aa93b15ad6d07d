import { type Kysely, sql, type Transaction } from 'kysely'
import type { Ticket } from '../core/types.ts'
import type { Database } from './database.ts'
import { ticketOf } from './rows.ts'
import type { Schema } from './schema.ts'

export type Joins = ReturnType<typeof createJoins>

/** How many of the newest tickets are looked through for the same problem: bounds the time, and old ones hardly help. */
const lookedThrough = 5000

/** Which tickets follow which, and which may be about the same. */
export function createJoins(db: Database, deskId: string) {
  return {
    async parentOf(ticketId: number): Promise<Ticket | undefined> {
      const row = await db
        .selectFrom('ticket')
        .selectAll('ticket')
        .innerJoin('joined_ticket', 'joined_ticket.parent_id', 'ticket.id')
        .where('joined_ticket.ticket_id', '=', ticketId)
        .executeTakeFirst()
      return row && ticketOf(row)
    },

    /** Those that follow a ticket, oldest first. */
    async followersOf(parentId: number): Promise<{ ticketId: number; isClosedAlong: boolean }[]> {
      const rows = await db
        .selectFrom('joined_ticket')
        .select(['ticket_id', 'is_closed_along'])
        .where('parent_id', '=', parentId)
        .orderBy('ticket_id')
        .execute()
      return rows.map((row) => ({ ticketId: row.ticket_id, isClosedAlong: row.is_closed_along === 1 }))
    },

    async countFollowers(parentId: number): Promise<number> {
      return (await this.followersOf(parentId)).length
    },

    /**
     * Tickets of one server that share words with these, best first: open ones, and those solved since.
     *
     * @param words plain words; whatever is in them, they are looked for and nothing else.
     */
    async alike(
      words: readonly string[],
      {
        guildId,
        category,
        notId,
        solvedSince,
      }: { guildId: string; category: string; notId: number; solvedSince: number },
    ): Promise<Ticket[]> {
      if (words.length === 0) return []
      const found = await db
        .selectFrom('ticket')
        .selectAll('ticket')
        .innerJoin(
          sql<{ id: number; rank: number }>`(select rowid as id, rank from ticket_text
            where ticket_text match ${anyOf(words)} and rowid > (select max(id) from ticket) - ${lookedThrough}
            order by rank limit 200)`.as('found'),
          'found.id',
          'ticket.id',
        )
        .where('ticket.desk_id', '=', deskId)
        .where('ticket.guild_id', '=', guildId)
        .where('ticket.category', '=', category)
        .where('ticket.place', '!=', 'dm')
        .where('ticket.id', '!=', notId)
        .where(({ or, and, eb }) =>
          or([
            eb('ticket.status', '!=', 'closed'),
            and([eb('ticket.closed_as', '=', 'solved'), eb('ticket.closed_at', '>', solvedSince)]),
          ]),
        )
        .orderBy('found.rank')
        .limit(20)
        .execute()
      return found.map(ticketOf)
    },
  }
}

/** An FTS5 query for any of these words (sqlite.org/fts5.html, 3.1): in quotes nothing is an operator. */
export const anyOf = (words: readonly string[]) =>
  words
    .slice(0, 40)
    .map((word) => `"${word.slice(0, 60).replaceAll('"', '""').replaceAll('\0', '')}"`)
    .join(' OR ')

/** Those that followed the ticket itself follow its parent, so that nobody stands in a line. */
export async function addJoin(
  trx: Transaction<Schema>,
  { ticketId, parentId, at }: { ticketId: number; parentId: number; at: number },
): Promise<void> {
  await trx
    .insertInto('joined_ticket')
    .values({ ticket_id: ticketId, parent_id: parentId, is_closed_along: 0, at })
    .onConflict((conflict) => conflict.column('ticket_id').doUpdateSet({ parent_id: parentId, is_closed_along: 0, at }))
    .execute()
  await trx.updateTable('joined_ticket').set({ parent_id: parentId }).where('parent_id', '=', ticketId).execute()
}

/** @returns false when it followed nothing. */
export async function removeJoin(trx: Kysely<Schema>, ticketId: number): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom('joined_ticket').where('ticket_id', '=', ticketId).executeTakeFirst()
  return numDeletedRows === 1n
}

export async function markClosedAlong(trx: Kysely<Schema>, ticketId: number, isClosedAlong: boolean): Promise<void> {
  await trx
    .updateTable('joined_ticket')
    .set({ is_closed_along: isClosedAlong ? 1 : 0 })
    .where('ticket_id', '=', ticketId)
    .execute()
}
