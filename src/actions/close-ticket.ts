import type { App } from '../app.ts'
import { close, reopen } from '../core/close.ts'
import type { Reply } from '../core/reply.ts'
import type { ClosedAs, Person, Ticket } from '../core/types.ts'
import { takeBackSolved } from '../store/suggestions.ts'

/** @throws Refusal TICKET_ALREADY_CLOSED, NOT_ALLOWED */
export async function closeTicket(
  { ticket, as, by }: { ticket: Ticket; as: ClosedAs; by: Person },
  { tickets, now }: App,
): Promise<Reply> {
  const closed = await tickets.change(ticket.id, by.id, (ticket) => close(ticket, as, by, now()))
  const say = as === 'solved' ? 'ticket.solved' : 'ticket.closed'
  return { say, values: { number: closed.number }, isPrivate: true }
}

/**
 * Opens a ticket again. Where an article had closed it, that did not help after all, and what was learned is forgotten.
 *
 * @throws Refusal TICKET_NOT_CLOSED, NOT_ALLOWED
 */
export async function reopenTicket(
  { ticket, by }: { ticket: Ticket; by: Person },
  { tickets, library, now }: App,
): Promise<Reply> {
  const opened = await tickets.change(
    ticket.id,
    by.id,
    (ticket) => reopen(ticket, by),
    async (trx, { id: ticketId }) => {
      const suggestionId = await takeBackSolved(trx, ticketId, now())
      if (suggestionId === undefined) return {}
      library.renew()
      return { effects: [{ do: 'answer.beside-settle', ticketId, suggestionId }] }
    },
  )
  return { say: 'ticket.reopened', values: { number: opened.number }, isPrivate: true }
}
