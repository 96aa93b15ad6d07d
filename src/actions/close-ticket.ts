import type { App } from '../app.ts'
import { close, reopen } from '../core/close.ts'
import type { Reply } from '../core/reply.ts'
import type { ClosedAs, Person, Ticket } from '../core/types.ts'

/** @throws Refusal TICKET_ALREADY_CLOSED, NOT_ALLOWED */
export async function closeTicket(
  { ticket, as, by }: { ticket: Ticket; as: ClosedAs; by: Person },
  { tickets, now }: App,
): Promise<Reply> {
  const closed = await tickets.change(ticket.id, by.id, (ticket) => close(ticket, as, by, now()))
  const say = as === 'solved' ? 'ticket.solved' : 'ticket.closed'
  return { say, values: { number: closed.number }, isPrivate: true }
}

/** @throws Refusal TICKET_NOT_CLOSED, NOT_ALLOWED */
export async function reopenTicket({ ticket, by }: { ticket: Ticket; by: Person }, { tickets }: App): Promise<Reply> {
  const opened = await tickets.change(ticket.id, by.id, (ticket) => reopen(ticket, by))
  return { say: 'ticket.reopened', values: { number: opened.number }, isPrivate: true }
}
