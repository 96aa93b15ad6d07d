import type { App } from '../app.ts'
import { categorise, reclassify } from '../core/change.ts'
import { demand, isStaff } from '../core/may.ts'
import { nearest } from '../core/nearest.ts'
import type { Reply } from '../core/reply.ts'
import { cut } from '../core/title.ts'
import type { Kind, Person, Ticket } from '../core/types.ts'
import type { Category } from '../desk.ts'
import { Refusal } from '../errors.ts'
import { addCorrection, removeCorrection } from '../store/corrections.ts'

/** What somebody's word counts beside one of the desk's examples: who asks for help knows less of the desk than its staff. */
const weights = { staff: 3, requester: 1.5 } as const

/**
 * Says what a ticket is about, and triage learns it.
 *
 * @param isAnswer the person was asked by Bee, and chose; otherwise only staff may.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_CATEGORY
 */
export async function setCategory(
  { ticket, category, by, isAnswer = false }: { ticket: Ticket; category: string; by: Person; isAnswer?: boolean },
  app: App,
): Promise<Reply> {
  const { id, title, services } = categoryCalled(category, app)
  await change(ticket, by, (ticket) => categorise(ticket, id, services, by, isAnswer), {}, app)
  return changed(ticket, 'its category', title)
}

/**
 * Says of which category, which kind, or both a ticket is; or takes back what it has taught.
 *
 * @throws Refusal NOT_ALLOWED, UNKNOWN_CATEGORY, NOTHING_TO_CHANGE
 */
export async function reclassifyTicket(
  { ticket, category, kind, forget, by }: ReclassifyInput,
  app: App,
): Promise<Reply> {
  demand('ticket.reclassify', by, ticket)
  if (forget) return forgetLesson(ticket, by, app)
  const known = category === undefined ? undefined : categoryCalled(category, app)
  if (known === undefined && kind === undefined) throw new Refusal('NOTHING_TO_CHANGE')
  const to = { ...(known && { category: known.id, services: known.services }), ...(kind && { kind }) }
  await change(ticket, by, (ticket) => reclassify(ticket, to, by), kind === undefined ? {} : { kind }, app)
  const value = [known?.title, kind].filter((word) => word !== undefined).join(', ')
  return { say: 'ticket.reclassified', values: { number: ticket.number, value }, isPrivate: true }
}

export interface ReclassifyInput {
  ticket: Ticket
  category?: string
  kind?: Kind
  /** Take back what this ticket has taught. */
  forget?: boolean
  by: Person
}

async function change(
  ticket: Ticket,
  by: Person,
  decide: Parameters<App['tickets']['change']>[2],
  said: { kind?: Kind },
  app: App,
): Promise<void> {
  await app.tickets.change(ticket.id, by.id, decide, async (trx, { id, title, request, triage, deskId }) => {
    const text = request.startsWith(title) ? request : `${title}\n${request}`
    const weight = isStaff(by) ? weights.staff : weights.requester
    const lesson = { ticketId: id, text, category: triage.category, weight, by: by.id, at: app.now(), ...said }
    await addCorrection(trx, deskId, lesson)
    return { events: [{ type: 'ticket.taught' }] }
  })
  await learn(app)
}

async function forgetLesson(ticket: Ticket, by: Person, app: App): Promise<Reply> {
  await app.tickets.change(
    ticket.id,
    by.id,
    (ticket) => ({ ticket, events: [] }),
    async (trx) => ((await removeCorrection(trx, ticket.id)) ? { events: [{ type: 'ticket.untaught' }] } : {}),
  )
  await learn(app)
  return { say: 'ticket.untaught', values: { number: ticket.number }, isPrivate: true }
}

/** Triage takes what is kept now; the next request is read with it. */
export async function learn({ corrections, triage }: Pick<App, 'corrections' | 'triage'>): Promise<void> {
  const latest = await corrections.latest()
  if (latest.length > 0 || !triage.isUntaught()) triage.remember(latest)
}

/** @throws Refusal UNKNOWN_CATEGORY with the nearest ones. */
export function categoryCalled(asked: string, { desk, clean }: Pick<App, 'desk' | 'clean'>): Category {
  const known = desk.categories.find(({ id, title }) => id === asked || title.toLowerCase() === asked.toLowerCase())
  if (known !== undefined) return known
  const ids = desk.categories.map(({ id }) => id)
  const near = nearest(asked, ids)
  throw new Refusal('UNKNOWN_CATEGORY', {
    values: {
      asked: cut(clean(asked, 'asked'), 40),
      nearest: `Did you mean ${(near.length > 0 ? near : ids).join(', ')}?`,
    },
  })
}

const changed = (ticket: Ticket, what: string, value: string): Reply => ({
  say: 'ticket.changed',
  values: { number: ticket.number, what, value },
  isPrivate: true,
})
