import { sql } from 'kysely'
import type { Effect } from '../core/effects.ts'
import type { Bundle, Happened, Link, Post, Ticket } from '../core/types.ts'
import { createBundles } from './bundles.ts'
import type { Database } from './database.ts'
import type { OutboxState } from './outbox.ts'
import { createPosts } from './posts.ts'
import { happenedOf, linkOf, ticketOf } from './rows.ts'

/** One effect of a ticket, from the outbox; what it would have said stays there. */
export interface StoryDelivery {
  id: number
  do: Effect['do']
  state: OutboxState
  attempts: number
  problem: string | null
  /** While it waits: when it is tried next. */
  notBefore: number
  createdAt: number
  doneAt: number | null
}

/** Everything that Bee knows of a ticket, for its operator. No token of a link is in it. */
export interface Story {
  ticket: Ticket
  events: Happened[]
  bundles: Bundle[]
  links: (Link & { looks: number; claims: number; downloads: number })[]
  posts: Post[]
  deliveries: StoryDelivery[]
}

/** Reads stories across all desks, beside a running Bee: see `openForReading`. */
export function createStories(db: Database) {
  return {
    /** The newest first. */
    async latest(limit: number): Promise<Ticket[]> {
      const rows = await db.selectFrom('ticket').selectAll().orderBy('id', 'desc').limit(limit).execute()
      return rows.map(ticketOf)
    },

    /** Every number there is, the newest first. */
    async numbers(): Promise<string[]> {
      const rows = await db.selectFrom('ticket').select('number').orderBy('id', 'desc').execute()
      return rows.map(({ number }) => number)
    },

    async of(number: string): Promise<Story | undefined> {
      const row = await db.selectFrom('ticket').selectAll().where('number', '=', number).executeTakeFirst()
      if (row === undefined) return undefined
      const ticket = ticketOf(row)
      return {
        ticket,
        events: await eventsOf(db, ticket.id),
        bundles: (await createBundles(db).ofTicket(ticket.id)).reverse(),
        links: await linksOf(db, ticket.id),
        posts: await createPosts(db).ofTicket(ticket.id),
        deliveries: await deliveriesOf(db, ticket.id),
      }
    },
  }
}

async function eventsOf(db: Database, ticketId: number): Promise<Happened[]> {
  const rows = await db.selectFrom('ticket_event').selectAll().where('ticket_id', '=', ticketId).orderBy('id').execute()
  return rows.map(happenedOf)
}

async function linksOf(db: Database, ticketId: number): Promise<Story['links']> {
  const rows = await db.selectFrom('link').selectAll().where('ticket_id', '=', ticketId).orderBy('id').execute()
  const accesses = await db
    .selectFrom('link_access')
    .innerJoin('link', 'link.id', 'link_access.link_id')
    .select(['link_id', 'what', ({ fn }) => fn.countAll<number>().as('times')])
    .where('link.ticket_id', '=', ticketId)
    .groupBy(['link_id', 'what'])
    .execute()
  const times = (linkId: number, what: string) =>
    Number(accesses.find((access) => access.link_id === linkId && access.what === what)?.times ?? 0)
  return rows.map((row) => ({
    ...linkOf(row),
    looks: times(row.id, 'look'),
    claims: times(row.id, 'claim'),
    downloads: times(row.id, 'download'),
  }))
}

async function deliveriesOf(db: Database, ticketId: number): Promise<StoryDelivery[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'state', 'attempts', 'problem', 'not_before', 'created_at', 'done_at'])
    .select(sql<Effect['do']>`json_extract(effect, '$.do')`.as('do'))
    .where(sql<boolean>`json_extract(effect, '$.ticketId') = ${ticketId}`)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    do: row.do,
    state: row.state as OutboxState,
    attempts: row.attempts,
    problem: row.problem,
    notBefore: row.not_before,
    createdAt: row.created_at,
    doneAt: row.done_at,
  }))
}
