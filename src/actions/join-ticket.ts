import type { App } from '../app.ts'
import type { Effect } from '../core/effects.ts'
import { join, leave } from '../core/join.ts'
import { demand } from '../core/may.ts'
import type { Reply } from '../core/reply.ts'
import { reachOf } from '../core/scope.ts'
import { threadUrlOf } from '../core/thread-url.ts'
import type { Person, Ticket } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import { addJoin, removeJoin } from '../store/joins.ts'
import { isPrivate, maySee } from './find-ticket.ts'

/**
 * A ticket follows another one with the same problem: one update reaches both.
 *
 * @param offerId the message that offered it, which needs its buttons no more.
 * @throws Refusal NOT_ALLOWED, JOIN_SELF, JOIN_PRIVATE, TICKET_NOT_FOUND
 */
export async function joinTicket(
  { ticket, parentId, offerId, by }: { ticket: Ticket; parentId: number; offerId?: string | undefined; by: Person },
  app: App,
): Promise<Reply> {
  const asked = await app.tickets.get(reachOf(by), parentId)
  // Whoever follows leads nobody: following a follower is following whom it follows.
  const parent = asked.id === ticket.id ? asked : ((await app.joins.parentOf(asked.id)) ?? asked)
  demand('ticket.join', by, ticket)
  if (!maySee(parent, by, app)) {
    throw new Refusal('TICKET_NOT_FOUND', { values: { asked: parent.number } })
  }
  if (isPrivate(parent, app) !== isPrivate(ticket, app)) throw new Refusal('JOIN_PRIVATE')
  const earlier = await app.joins.parentOf(ticket.id)
  const values = { number: ticket.number, parent: parent.number, url: threadUrlOf(parent) ?? '' }
  if (earlier?.id === parent.id) return { say: 'join.done', values, isPrivate: true }

  const undo = { label: 'Not the same problem', control: await app.controls.for('leave', ticket.id) }
  const said: Reply = { say: parent.status === 'closed' ? 'join.solved' : 'join.done', values, buttons: [undo] }
  await app.tickets.change(
    ticket.id,
    by.id,
    (ticket) => join(ticket, parent, by),
    async (trx) => {
      await addJoin(trx, { ticketId: ticket.id, parentId: parent.id, at: app.now() })
      const effects: Effect[] = [{ do: 'say', ticketId: ticket.id, reply: said }]
      if (offerId !== undefined)
        effects.push({ do: 'similar.settle', ticketId: ticket.id, offerId, parent: parent.number })
      return { effects }
    },
  )
  return { say: 'join.done', values, isPrivate: true }
}

/** @throws Refusal NOT_ALLOWED, NOT_JOINED */
export async function leaveTicket({ ticket, by }: { ticket: Ticket; by: Person }, app: App): Promise<Reply> {
  demand('ticket.join', by, ticket)
  const parent = await app.joins.parentOf(ticket.id)
  const notJoined = new Refusal('NOT_JOINED', { values: { number: ticket.number } })
  if (parent === undefined) throw notJoined
  const reply: Reply = { say: 'join.left', values: { number: ticket.number, parent: parent.number } }
  await app.tickets.change(
    ticket.id,
    by.id,
    (ticket) => leave(ticket, parent, by),
    async (trx) => {
      if (!(await removeJoin(trx, ticket.id))) throw notJoined
      return { effects: [{ do: 'say', ticketId: ticket.id, reply }] }
    },
  )
  return { ...reply, isPrivate: true }
}

/**
 * One word of the staff, said in the ticket and in all that follow it.
 *
 * @throws Refusal NOT_ALLOWED
 */
export async function updateTicket(
  { ticket, text, by }: { ticket: Ticket; text: string; by: Person },
  app: App,
): Promise<Reply> {
  demand('ticket.update', by, ticket)
  const clean = app.clean(text, ticket.number)
  await app.tickets.change(ticket.id, by.id, (ticket) => ({
    ticket,
    events: [{ type: 'ticket.updated', text: clean }],
  }))
  const count = await app.joins.countFollowers(ticket.id)
  return { say: 'ticket.update-done', values: { number: ticket.number, count }, isPrivate: true }
}
