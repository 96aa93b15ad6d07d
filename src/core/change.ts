import type { LabelNews } from './labelled.ts'
import { demand, type Official } from './may.ts'
import type { Decision, Kind, Person, Priority, ReportForm, Ticket, Triage } from './types.ts'

/** @throws Refusal NOT_ALLOWED */
export function assign(ticket: Ticket, assigneeId: string, by: Person | Official): Decision {
  demand('ticket.assign', by, ticket)
  if (ticket.assigneeId === assigneeId) return { ticket, events: [] }
  const status = ticket.status === 'new' ? 'open' : ticket.status
  return { ticket: { ...ticket, assigneeId, status }, events: [{ type: 'ticket.assigned', assigneeId }] }
}

/** @throws Refusal NOT_ALLOWED */
export function unassign(ticket: Ticket, by: Person | Official): Decision {
  demand('ticket.assign', by, ticket)
  if (ticket.assigneeId === null) return { ticket, events: [] }
  return { ticket: { ...ticket, assigneeId: null }, events: [{ type: 'ticket.unassigned' }] }
}

/** @throws Refusal NOT_ALLOWED */
export function prioritise(ticket: Ticket, to: Priority, by: Person | Official): Decision {
  demand('ticket.priority', by, ticket)
  const from = ticket.triage.priority
  if (from === to) return { ticket, events: [] }
  return {
    ticket: { ...ticket, triage: { ...ticket.triage, priority: to } },
    events: [{ type: 'ticket.prioritised', from, to }],
  }
}

/**
 * The category as a person says it is: Bee is sure of it from then on.
 * The requester may choose while Bee asks; staff may at any time.
 *
 * @throws Refusal NOT_ALLOWED
 */
export function categorise(
  ticket: Ticket,
  to: string,
  services: string[],
  by: Person | Official,
  isAnswer: boolean,
): Decision {
  demand(isAnswer ? 'ticket.choose-category' : 'ticket.category', by, ticket)
  const from = ticket.triage.category
  if (from === to && ticket.triage.confidence.category === 1) return { ticket, events: [] }
  const triage: Triage = {
    ...ticket.triage,
    category: to,
    services: from === to ? ticket.triage.services : services,
    confidence: { ...ticket.triage.confidence, category: 1 },
    likeliest: [to],
  }
  return { ticket: { ...ticket, triage }, events: [{ type: 'ticket.categorised', from, to }] }
}

/**
 * The category, the kind or both as the staff says they are.
 *
 * @throws Refusal NOT_ALLOWED
 */
export function reclassify(
  ticket: Ticket,
  to: { category?: string; services?: string[]; kind?: Kind },
  by: Person | Official,
): Decision {
  demand('ticket.reclassify', by, ticket)
  const { category, services = [], kind = ticket.triage.kind } = to
  const moved = category === undefined ? unchanged(ticket) : categorise(ticket, category, services, by, false)
  const from = ticket.triage.kind
  if (to.kind === undefined || (kind === from && ticket.triage.confidence.kind === 1)) return moved
  const { triage } = moved.ticket
  const sure = { ...triage, kind, confidence: { ...triage.confidence, kind: 1 } }
  return {
    ticket: { ...moved.ticket, triage: sure },
    events: [...moved.events, { type: 'ticket.reclassified', from, to: kind }],
  }
}

/**
 * What was changed on the issue, by labels and by who is assigned there.
 *
 * @param services of the category, where that is new.
 * @throws Refusal NOT_ALLOWED
 */
export function follow(
  ticket: Ticket,
  { kind, category, priority, assigneeId }: LabelNews,
  services: string[],
  by: Official,
): Decision {
  const steps: ((ticket: Ticket) => Decision)[] = []
  if (kind !== undefined || category !== undefined) {
    const to = { services, ...(kind && { kind }), ...(category && { category }) }
    steps.push((ticket) => reclassify(ticket, to, by))
  }
  if (priority !== undefined) steps.push((ticket) => prioritise(ticket, priority, by))
  if (assigneeId === null) steps.push((ticket) => unassign(ticket, by))
  else if (assigneeId !== undefined) steps.push((ticket) => assign(ticket, assigneeId, by))
  let decision = unchanged(ticket)
  for (const step of steps) {
    const next = step(decision.ticket)
    decision = { ticket: next.ticket, events: [...decision.events, ...next.events] }
  }
  return decision
}

/** @throws Refusal NOT_ALLOWED */
export function detail(ticket: Ticket, form: ReportForm, by: Person): Decision {
  demand('ticket.detail', by, ticket)
  if (Object.keys(form).length === 0) return { ticket, events: [] }
  return { ticket: { ...ticket, form: { ...ticket.form, ...form } }, events: [{ type: 'ticket.detailed', form }] }
}

/** Somebody wrote in the thread: the first answer by another person opens a new ticket. */
export function hear(ticket: Ticket, byId: string): Decision {
  const isRequester = byId === ticket.requesterId
  if (ticket.status === 'new' && !isRequester) {
    return { ticket: { ...ticket, status: 'open' }, events: [{ type: 'ticket.answered' }] }
  }
  if (ticket.status === 'waiting' && isRequester) return { ticket: { ...ticket, status: 'open' }, events: [] }
  return { ticket, events: [] }
}

/** The request was edited: it is read again while nobody has answered yet. */
export function reread(ticket: Ticket, fresh: Pick<Ticket, 'title' | 'request' | 'triage'>): Decision {
  if (ticket.status !== 'new' || ticket.request === fresh.request) return { ticket, events: [] }
  return { ticket: { ...ticket, ...fresh }, events: [{ type: 'ticket.reread' }] }
}

/** The ticket stays as it is; what is written beside it is the news. */
export const unchanged = (ticket: Ticket): Decision => ({ ticket, events: [] })
