import type { Transaction } from 'kysely'
import { sql } from 'kysely'
import { type Effect, effectsOf } from '../core/effects.ts'
import type { Scope } from '../core/scope.ts'
import { numberOf } from '../core/ticket-number.ts'
import type { Decision, Happened, Ticket, TicketEvent } from '../core/types.ts'
import { crashpoint } from '../crashpoint.ts'
import { Refusal } from '../errors.ts'
import type { Database } from './database.ts'
import { enqueue } from './outbox.ts'
import { prepared } from './prepared.ts'
import { columnsOf, happenedOf, ticketOf } from './rows.ts'
import type { Schema } from './schema.ts'
import { within } from './scoped.ts'
import { withoutUnshown } from './shown.ts'
import { write } from './write.ts'

/** What a new ticket needs; number, id and status come from the store. */
export type NewTicket = Omit<
  Ticket,
  'id' | 'number' | 'status' | 'closedAs' | 'assigneeId' | 'createdAt' | 'updatedAt' | 'closedAt' | 'cardMessageId'
>

/** More work inside the transaction of a ticket's change: rows that belong to it, and effects beyond those of its events. */
export type Within = (
  trx: Transaction<Schema>,
  ticket: Ticket,
) => Promise<{ events?: TicketEvent[]; effects?: Effect[] }>

export interface ListFilter {
  requesterId?: string
  assigneeId?: string
  category?: string
  isOpen?: boolean
  limit?: number
}

export type Tickets = ReturnType<typeof createTickets>

/**
 * Tickets and their history. A change, the news of it and everything that must follow share one transaction.
 * Each call is bound to one desk.
 */
export function createTickets(
  db: Database,
  desk: { id: string; prefix: string },
  { now, nudge }: { now: () => number; nudge: () => void },
) {
  const ofDesk = ({ guildId, ownerId }: Scope) => {
    const all = db.selectFrom('ticket').selectAll().where('desk_id', '=', desk.id)
    if (guildId === null) return all
    if (ownerId === null) return all.where('guild_id', '=', guildId)
    return all.where(({ or, eb }) => or([eb('guild_id', '=', guildId), eb('requester_id', '=', ownerId)]))
  }

  return {
    /**
     * Opens a ticket with the next number of this desk and year: no gaps, because the number is taken in the
     * same transaction. A request that already has a ticket (same message) gets that one back.
     */
    async open(
      fresh: NewTicket,
      by: string,
      within: Within = nothingMore,
    ): Promise<{ ticket: Ticket; isNew: boolean }> {
      const opened = write(db, async (trx) => {
        if (fresh.messageId !== null) {
          const earlier = await trx
            .selectFrom('ticket')
            .selectAll()
            .where('message_id', '=', fresh.messageId)
            .executeTakeFirst()
          if (earlier !== undefined) return { ticket: ticketOf(earlier), isNew: false }
        }
        const at = now()
        const year = new Date(at).getUTCFullYear()
        const sequence = await nextSequence(trx, desk.id, year)
        crashpoint('ticket: numbered')
        const ticket: Ticket = {
          ...fresh,
          id: 0,
          number: numberOf(desk.prefix, year, sequence),
          cardMessageId: null,
          status: 'new',
          closedAs: null,
          assigneeId: null,
          createdAt: at,
          updatedAt: at,
          closedAt: null,
        }
        const { id } = await trx
          .insertInto('ticket')
          .values({
            ...columnsOf(ticket),
            number: ticket.number,
            desk_id: desk.id,
            guild_id: ticket.guildId,
            year,
            sequence,
            place: ticket.place,
            requester_id: ticket.requesterId,
            channel_id: ticket.channelId,
            message_id: ticket.messageId,
            created_at: at,
          })
          .returning('id')
          .executeTakeFirstOrThrow()
        ticket.id = id
        crashpoint('ticket: inserted')
        await record(trx, ticket, [{ type: 'ticket.opened' }], by, at, within)
        crashpoint('ticket: recorded')
        return { ticket, isNew: true }
      })
      // The relay's next look shares the commit.
      nudge()
      return opened
    },

    /**
     * Runs a decision between load and save. Nothing is written when it throws or changes nothing.
     *
     * @throws Refusal TICKET_NOT_FOUND, and whatever the decision throws.
     */
    async change(
      id: number,
      by: string,
      decide: (ticket: Ticket) => Decision,
      within: Within = nothingMore,
    ): Promise<Ticket> {
      const changed = write(db, async (trx) => {
        const row = await trx.selectFrom('ticket').selectAll().where('id', '=', id).executeTakeFirst()
        if (row === undefined) throw new Refusal('TICKET_NOT_FOUND', { values: { asked: `#${id}` } })
        const before = ticketOf(row)
        const { ticket, events } = decide(before)
        const at = now()
        const isSame = ticket === before
        const after = isSame ? before : { ...ticket, updatedAt: at }
        if (!isSame) await trx.updateTable('ticket').set(columnsOf(after)).where('id', '=', id).execute()
        crashpoint('ticket: changed')
        await record(trx, after, events, by, at, within)
        return after
      })
      nudge()
      return changed
    },

    async get(scope: Scope, id: number): Promise<Ticket> {
      const row = await ofDesk(scope).where('id', '=', id).executeTakeFirst()
      if (row === undefined) throw new Refusal('TICKET_NOT_FOUND', { values: { asked: `#${id}` } })
      return ticketOf(row)
    },

    async byNumber(scope: Scope, number: string): Promise<Ticket | undefined> {
      const row = await ofDesk(scope).where('number', '=', number).executeTakeFirst()
      return row && ticketOf(row)
    },

    /** The ticket whose conversation this is; in a direct message the latest one, open ones first. */
    async inThread({ guildId, ownerId }: Scope, threadId: string): Promise<Ticket | undefined> {
      const [row] = (await inThread(db, { deskId: desk.id, guildId, ownerId, threadId })).rows
      return row && ticketOf(row)
    },

    async byMessage(scope: Scope, messageId: string): Promise<Ticket | undefined> {
      const row = await ofDesk(scope).where('message_id', '=', messageId).executeTakeFirst()
      return row && ticketOf(row)
    },

    /** Newest first. */
    async list(scope: Scope, filter: ListFilter): Promise<Ticket[]> {
      let query = ofDesk(scope)
      if (filter.requesterId !== undefined) query = query.where('requester_id', '=', filter.requesterId)
      if (filter.assigneeId !== undefined) query = query.where('assignee_id', '=', filter.assigneeId)
      if (filter.category !== undefined) query = query.where('category', '=', filter.category)
      if (filter.isOpen) query = query.where('status', '!=', 'closed')
      const rows = await query
        .orderBy('id', 'desc')
        .limit(filter.limit ?? 20)
        .execute()
      return rows.map(ticketOf)
    },

    /** In all servers of the desk: whoever is in several gets no more for it. */
    async countOpen(requesterId: string): Promise<number> {
      const { count } = await db
        .selectFrom('ticket')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('desk_id', '=', desk.id)
        .where('requester_id', '=', requesterId)
        .where('status', '!=', 'closed')
        .executeTakeFirstOrThrow()
      return Number(count)
    },

    /** Whether so many were opened in a server since then (Unix ms). No more rows are read than that. */
    async openedAtLeast(count: number, { guildId, since }: { guildId: string; since: number }): Promise<boolean> {
      const row = await db
        .selectFrom('ticket')
        .select('created_at')
        .where('desk_id', '=', desk.id)
        .where('guild_id', '=', guildId)
        .orderBy('id', 'desc')
        .offset(count - 1)
        .limit(1)
        .executeTakeFirst()
      return row !== undefined && row.created_at > since
    },

    /** Those whose number or title holds what was typed, newest first, for autocomplete. */
    async like(scope: Scope, text: string, limit = 25): Promise<Ticket[]> {
      const pattern = `%${text.slice(0, 60).replace(/[\\%_]/g, '\\$&')}%`
      const rows = await ofDesk(scope)
        .where(sql<boolean>`(number like ${pattern} escape '\\' or title like ${pattern} escape '\\')`)
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(ticketOf)
    },

    async history(id: number): Promise<Happened[]> {
      const rows = await db
        .selectFrom('ticket_event')
        .selectAll()
        .where('ticket_id', '=', id)
        .orderBy('id')
        .limit(2000)
        .execute()
      return rows.map(happenedOf)
    },
  }
}

/** Remembers where Discord has put things; no news for anybody. */
export async function placeTicket(
  trx: Transaction<Schema>,
  id: number,
  where: { threadId?: string; cardMessageId?: string | null },
): Promise<void> {
  await trx
    .updateTable('ticket')
    .set({
      ...(where.threadId === undefined ? {} : { thread_id: where.threadId }),
      ...(where.cardMessageId === undefined ? {} : { card_message_id: where.cardMessageId }),
    })
    .where('id', '=', id)
    .execute()
}

const nothingMore: Within = async () => ({})

async function record(
  trx: Transaction<Schema>,
  ticket: Ticket,
  decided: TicketEvent[],
  by: string,
  at: number,
  within: Within,
): Promise<void> {
  const more = await within(trx, ticket)
  const events = [...decided, ...(more.events ?? [])]
  for (const { type, ...data } of events) {
    await trx
      .insertInto('ticket_event')
      .values({ ticket_id: ticket.id, type, data: JSON.stringify(data), by, at })
      .execute()
  }
  const effects = events.length > 0 ? effectsOf(ticket, events, by) : []
  // The change's own effects come first: a thread has to be there before something is asked in it.
  await enqueue(trx, [...(await withoutUnshown(trx, ticket.id, effects)), ...(more.effects ?? [])], at)
}

async function nextSequence(trx: Transaction<Schema>, deskId: string, year: number): Promise<number> {
  const { last } = await trx
    .insertInto('ticket_number')
    .values({ desk_id: deskId, year, last: 1 })
    .onConflict((conflict) => conflict.columns(['desk_id', 'year']).doUpdateSet({ last: sql`ticket_number.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

/** Asked for every message. */
const inThread = prepared(
  (
    db,
    { deskId, guildId, ownerId, threadId }: { deskId: string; threadId: string } & Pick<Scope, 'guildId' | 'ownerId'>,
  ) =>
    db
      .selectFrom('ticket')
      .selectAll()
      .where('desk_id', '=', deskId)
      .where('thread_id', '=', threadId)
      .where(within({ guildId, ownerId }))
      .orderBy(sql`status = 'closed'`)
      .orderBy('id', 'desc')
      .limit(1),
)
