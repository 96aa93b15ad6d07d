import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Ticket } from '../../src/core/types.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createOutbox } from '../../src/store/outbox.ts'
import { createTickets, type NewTicket } from '../../src/store/tickets.ts'
import { aTriage, clean, noon } from '../core/a-ticket.ts'

export { noon }

/** A folder that goes with the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bee-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A real database with the real migrations, its stores, and a clock that tests turn. */
export async function aStore({ file = join(aFolder(), 'bee.sqlite'), leaseMs = 120_000 } = {}) {
  const clock = { at: noon }
  const now = () => clock.at
  const db = await openDatabase(file, now)
  onTestFinished(() => db.destroy())
  let nudges = 0
  const desk = { id: 'sting-ce', prefix: 'ST' }
  const tickets = createTickets(db, desk, { now, nudge: () => nudges++ })
  return { db, file, clock, now, tickets, outbox: createOutbox(db, { now, leaseMs }), nudges: () => nudges }
}

export type Store = Awaited<ReturnType<typeof aStore>>

/** A request of Ana's, under a message of its own. */
export const aRequest = (messageId: string | null, more: Partial<NewTicket> = {}): NewTicket => ({
  deskId: 'sting-ce',
  guildId: 'guild',
  place: 'channel',
  requesterId: 'ana',
  channelId: 'help',
  messageId,
  threadId: null,
  title: clean('Cannot log in'),
  request: clean('I cannot log in after the update'),
  triage: aTriage(),
  form: {},
  tier: 'community',
  ...more,
})

/** How many rows each table of a ticket's life holds. */
export async function rowsOf(db: Database) {
  const count = async (table: 'ticket' | 'ticket_event' | 'outbox' | 'bundle' | 'ticket_number') => {
    const { rows } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    return Number(rows)
  }
  return {
    tickets: await count('ticket'),
    events: await count('ticket_event'),
    outbox: await count('outbox'),
    bundles: await count('bundle'),
  }
}

export const closed = (ticket: Ticket): Ticket => ({ ...ticket, status: 'closed', closedAs: 'solved', closedAt: noon })
