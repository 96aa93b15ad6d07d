import type { App } from '../app.ts'
import { may } from '../core/may.ts'
import { nearest } from '../core/nearest.ts'
import { reachOf } from '../core/scope.ts'
import { readTicketNumber } from '../core/ticket-number.ts'
import { cut } from '../core/title.ts'
import type { Person, Ticket } from '../core/types.ts'
import { Refusal } from '../errors.ts'

/** Which ticket a person means: by its number, or the one of the thread they are in. */
export interface WhichTicket {
  number: string | undefined
  threadId: string
  by: Person
}

/**
 * Finds the ticket, and makes sure that this person may know of it.
 *
 * @throws Refusal TICKET_NOT_FOUND with the nearest numbers, NO_TICKET_HERE
 */
export async function findTicket({ number, threadId, by }: WhichTicket, app: App): Promise<Ticket> {
  if (number === undefined) {
    const here = await app.tickets.inThread(reachOf(by), threadId)
    if (here === undefined || !maySee(here, by, app)) throw new Refusal('NO_TICKET_HERE')
    return here
  }
  const year = new Date(app.now()).getUTCFullYear()
  const exact = readTicketNumber(number, app.desk.prefix, year)
  const ticket = exact === undefined ? undefined : await app.tickets.byNumber(reachOf(by), exact)
  // A private ticket is not found by those who may not see it, so that its number tells them nothing.
  if (ticket === undefined || !maySee(ticket, by, app)) throw await notFound(number, by, app)
  return ticket
}

/** Security reports and direct messages are for their requester and the staff; and nothing is for another server. */
export const maySee = (ticket: Ticket, by: Person, app: Pick<App, 'desk'>): boolean =>
  may(isPrivate(ticket, app) ? 'ticket.see-private' : 'ticket.show', by, ticket)

/** What is private stays among its own. */
export const isPrivate = ({ place, triage }: Ticket, app: Pick<App, 'desk'>) =>
  place === 'dm' || isPrivateCategory(triage.category, app)

export const isPrivateCategory = (id: string, { desk }: Pick<App, 'desk'>) =>
  desk.categories.some((category) => category.id === id && category.private)

async function notFound(asked: string, by: Person, app: App): Promise<Refusal> {
  const latest = await app.tickets.list(reachOf(by), { limit: 100 })
  const known = latest.filter((ticket) => maySee(ticket, by, app)).map((ticket) => ticket.number)
  const near = nearest(asked, known)
  const shown = near.length > 0 ? near : known.slice(0, 3)
  return new Refusal('TICKET_NOT_FOUND', {
    values: {
      asked: `"${cut(app.clean(asked, 'asked'), 40)}"`,
      nearest: shown.length > 0 ? `Did you mean ${shown.join(', ')}?` : 'There are no tickets yet.',
    },
  })
}
