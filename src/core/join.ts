import { Refusal } from '../errors.ts'
import { closeForSure, reopenForSure } from './close.ts'
import type { News } from './effects.ts'
import { demand } from './may.ts'
import type { ClosedAs, Decision, Leader, Person, Ticket } from './types.ts'

/**
 * A ticket follows another one with the same problem from now on.
 *
 * @throws Refusal NOT_ALLOWED, JOIN_SELF
 */
export function join(ticket: Ticket, parent: Ticket, by: Person): Decision {
  demand('ticket.join', by, ticket)
  if (ticket.id === parent.id) throw new Refusal('JOIN_SELF', { values: { number: ticket.number } })
  return { ticket, events: [{ type: 'ticket.joined', parent: parent.number }] }
}

/** @throws Refusal NOT_ALLOWED */
export function leave(ticket: Ticket, parent: Ticket, by: Person): Decision {
  demand('ticket.join', by, ticket)
  return { ticket, events: [{ type: 'ticket.left', parent: parent.number }] }
}

/**
 * What becomes of a ticket when the one it follows has news: it closes along, and opens again along when that was why
 * it closed.
 */
export function follow(
  ticket: Ticket,
  leader: Leader,
  { news, as, isClosedAlong }: { news: News; as: ClosedAs; isClosedAlong: boolean },
  now: number,
): Decision {
  if (news.is === 'closed') return along(closeForSure(ticket, as, now), leader)
  if (news.is === 'reopened' && isClosedAlong) return along(reopenForSure(ticket), leader)
  return { ticket, events: [] }
}

function along({ ticket, events }: Decision, leader: Leader): Decision {
  const led = events.map((event) =>
    event.type === 'ticket.closed' || event.type === 'ticket.reopened' ? { ...event, along: leader } : event,
  )
  return { ticket, events: led }
}
