import type { App } from '../app.ts'
import { assign, detail, prioritise } from '../core/change.ts'
import { demand } from '../core/may.ts'
import type { Reply } from '../core/reply.ts'
import type { Person, Priority, Ticket } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import { cleanForm } from './open-ticket.ts'

const priorities: readonly string[] = ['low', 'medium', 'high', 'critical', 'emergency'] satisfies Priority[]

/** @throws Refusal NOT_ALLOWED */
export async function assignTicket(
  { ticket, assigneeId, by }: { ticket: Ticket; assigneeId: string; by: Person },
  { tickets }: App,
): Promise<Reply> {
  await tickets.change(ticket.id, by.id, (ticket) => assign(ticket, assigneeId, by))
  return changed(ticket, 'assigned to', `<@${assigneeId}>`)
}

/** @throws Refusal NOT_ALLOWED, UNKNOWN_PRIORITY */
export async function setPriority(
  { ticket, priority, by }: { ticket: Ticket; priority: string; by: Person },
  { tickets }: App,
): Promise<Reply> {
  const to = priority.toLowerCase()
  if (!isPriority(to)) throw new Refusal('UNKNOWN_PRIORITY')
  await tickets.change(ticket.id, by.id, (ticket) => prioritise(ticket, to, by))
  return changed(ticket, 'its priority', to)
}

/** @throws Refusal NOT_ALLOWED */
export async function addDetails(
  { ticket, form, by }: { ticket: Ticket; form: Record<string, string>; by: Person },
  app: App,
): Promise<Reply> {
  const clean = cleanForm(form, ticket.number, app)
  await app.tickets.change(ticket.id, by.id, (ticket) => detail(ticket, clean, by))
  return { say: 'ticket.detailed', values: { number: ticket.number }, isPrivate: true }
}

/** @throws Refusal NOT_ALLOWED */
export async function noteTicket(
  { ticket, text, by }: { ticket: Ticket; text: string; by: Person },
  { tickets, clean }: App,
): Promise<Reply> {
  demand('ticket.note', by, ticket)
  await tickets.change(ticket.id, by.id, (ticket) => ({
    ticket,
    events: [{ type: 'ticket.noted', text: clean(text, ticket.number) }],
  }))
  return { say: 'ticket.noted', values: { number: ticket.number }, isPrivate: true }
}

/** @throws Refusal NOT_ALLOWED */
export async function askHuman({ ticket, by }: { ticket: Ticket; by: Person }, { tickets }: App): Promise<Reply> {
  demand('ticket.human', by, ticket)
  await tickets.change(ticket.id, by.id, (ticket) => ({ ticket, events: [{ type: 'ticket.human-wanted' }] }))
  return { say: 'human.called', isPrivate: true }
}

const isPriority = (text: string): text is Priority => priorities.includes(text)

const changed = (ticket: Ticket, what: string, value: string): Reply => ({
  say: 'ticket.changed',
  values: { number: ticket.number, what, value },
  isPrivate: true,
})
