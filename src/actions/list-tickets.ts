import type { App } from '../app.ts'
import { demand, may } from '../core/may.ts'
import type { Reply } from '../core/reply.ts'
import { reachOf } from '../core/scope.ts'
import type { Happened, Person, Ticket } from '../core/types.ts'
import { maySee } from './find-ticket.ts'

export interface TicketQuery {
  by: Person
  isMine: boolean
  category?: string
  /** Closed ones too. */
  all?: boolean
}

/** Newest first; members see what they may see, at most twenty. */
export async function listTickets({ by, isMine, category, all }: TicketQuery, app: App): Promise<Reply> {
  demand('ticket.list', by)
  const found = await app.tickets.list(reachOf(by), {
    ...(isMine ? { requesterId: by.id } : {}),
    ...(category === undefined ? {} : { category }),
    isOpen: !all,
    limit: 20,
  })
  const mine =
    isMine && may('ticket.list-assigned', by)
      ? await app.tickets.list(reachOf(by), { assigneeId: by.id, isOpen: !all })
      : []
  const tickets = unique([...mine, ...found]).filter((ticket) => maySee(ticket, by, app))
  if (tickets.length === 0) {
    return { say: isMine ? 'ticket.none-mine' : category ? 'ticket.none-match' : 'ticket.none', isPrivate: true }
  }
  return { say: 'ticket.listed', values: { list: tickets.map(line).join('\n') }, isPrivate: true }
}

function line(ticket: Ticket): string {
  const place = ticket.threadId !== null && ticket.place !== 'dm' ? ` · <#${ticket.threadId}>` : ''
  const assignee = ticket.assigneeId === null ? '' : ` · <@${ticket.assigneeId}>`
  return `**${ticket.number}** ${ticket.title}\n-# ${ticket.status} · ${ticket.triage.category} · ${ticket.triage.priority}${assignee}${place}`
}

/** A ticket's story as a text file, for its requester and the staff; private notes are for the staff. */
export async function transcript({ ticket, by }: { ticket: Ticket; by: Person }, app: App): Promise<Reply> {
  demand('ticket.transcript', by, ticket)
  const history = await app.tickets.history(ticket.id)
  const shown = history.filter(({ event }) => event.type !== 'ticket.noted' || may('ticket.read-notes', by, ticket))
  const head = [`${ticket.number} · ${ticket.triage.category} · ${ticket.status}`, ticket.title, '', ticket.request, '']
  const text = [...head, ...shown.map(eventLine), '', ...(await conversation(ticket, app))].join('\n')
  return {
    say: 'ticket.transcript',
    values: { number: ticket.number },
    file: { name: `${ticket.number}.txt`, text },
    isPrivate: true,
  }
}

/** What was said in the thread, sanitized like everything that leaves it. The latest hundred messages. */
async function conversation(ticket: Ticket, { chat, clean }: App): Promise<string[]> {
  if (ticket.threadId === null) return []
  const messages = await chat.conversation(ticket.threadId, 100)
  return messages
    .filter(({ text }) => text !== '')
    .map(
      ({ at, authorName, text }) => `${new Date(at).toISOString()}  ${clean(`${authorName}: ${text}`, ticket.number)}`,
    )
}

/** One line of a ticket's story. */
export function eventLine({ event, by, at }: Happened): string {
  const { type, ...data } = event
  const details = Object.entries(data).map(
    ([key, value]) => `${key} ${typeof value === 'object' ? JSON.stringify(value) : value}`,
  )
  return `${new Date(at).toISOString()}  ${type}  by ${by}${details.length > 0 ? `  (${details.join(', ')})` : ''}`
}

const unique = (tickets: Ticket[]) => [...new Map(tickets.map((ticket) => [ticket.id, ticket])).values()]
