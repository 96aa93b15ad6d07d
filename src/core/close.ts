import { Refusal } from '../errors.ts'
import { demand } from './may.ts'
import type { ClosedAs, Decision, Person, Ticket } from './types.ts'

/**
 * Decides what closing a ticket means; changes nothing itself.
 *
 * @param now Unix time in milliseconds.
 * @throws Refusal TICKET_ALREADY_CLOSED, NOT_ALLOWED
 */
export function close(ticket: Ticket, as: ClosedAs, by: Person, now: number): Decision {
  demand('ticket.close', by, ticket)
  if (ticket.status === 'closed') throw new Refusal('TICKET_ALREADY_CLOSED', { values: { number: ticket.number } })
  return closeForSure(ticket, as, now)
}

/** The same for those who may anyway: the repository's owner on GitHub, the clock. */
export function closeForSure(ticket: Ticket, as: ClosedAs, now: number): Decision {
  if (ticket.status === 'closed') return { ticket, events: [] }
  return {
    ticket: { ...ticket, status: 'closed', closedAs: as, closedAt: now },
    events: [{ type: 'ticket.closed', as }],
  }
}

/** @throws Refusal TICKET_NOT_CLOSED, NOT_ALLOWED */
export function reopen(ticket: Ticket, by: Person): Decision {
  demand('ticket.reopen', by, ticket)
  if (ticket.status !== 'closed') throw new Refusal('TICKET_NOT_CLOSED', { values: { number: ticket.number } })
  return reopenForSure(ticket)
}

export function reopenForSure(ticket: Ticket): Decision {
  if (ticket.status !== 'closed') return { ticket, events: [] }
  return {
    ticket: { ...ticket, status: 'open', closedAs: null, closedAt: null },
    events: [{ type: 'ticket.reopened' }],
  }
}
