import type { App } from '../app.ts'
import { heed } from '../core/advice.ts'
import type { Effect } from '../core/effects.ts'
import { may } from '../core/may.ts'
import type { RawAttachment } from '../core/ports.ts'
import type { Reply } from '../core/reply.ts'
import { type WayOfAnswering, wayOfAnswering } from '../core/suggestion.ts'
import { titleOf } from '../core/title.ts'
import type { Person, Place, ReportForm, Ticket, TicketEvent } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import type { Answer } from '../knowledge/library.ts'
import type { Incoming } from '../once.ts'
import type { Sanitized } from '../sanitize/sanitized.ts'
import type { Within } from '../store/tickets.ts'
import { wantBundle } from './create-bundle.ts'
import { isPrivateCategory } from './find-ticket.ts'
import { besideTicket } from './suggest.ts'

/** What a person wrote to Bee, raw, as a door has read it. Nothing of it is kept before it is sanitized. */
export interface Request {
  text: string
  title?: string
  attachments: RawAttachment[]
  place: Place
  guildId: string
  channelId: string
  messageId: string | null
  /** Where the conversation already is: a forum post, a direct message. */
  threadId: string | null
  by: Person
  form?: Record<string, string>
  /** The desk wants no articles offered here. */
  isQuiet?: boolean
  /** An article was offered and did not help, or must not be offered. */
  isAnswered?: boolean
}

/** A request with what brought it, which is taken together with it. */
export interface Asked extends Request {
  event: Incoming
}

/**
 * Opens a ticket for a request: reads it, takes the next number, and lets everything follow by the outbox.
 * The same message never makes two.
 *
 * @throws Refusal EMPTY_REQUEST, TOO_MANY_TICKETS
 */
export async function openTicket({ event, ...request }: Asked, app: App): Promise<Reply> {
  const reading = await readRequest(request, app)
  const { ticket } = await app.once(event, (app) => openRead(request, reading, app))
  return { say: 'ticket.opening', values: { number: ticket.number }, isPrivate: true }
}

/**
 * Opens a ticket for a request as it stands.
 *
 * @param more what else has to happen in the same transaction.
 */
export async function open(request: Request, app: App, more?: Within): Promise<{ ticket: Ticket; isNew: boolean }> {
  return openRead(request, await readRequest(request, app), app, more)
}

/** A request as Bee understands it, sanitized. */
export interface Reading extends Pick<Ticket, 'title' | 'request' | 'triage' | 'form'> {
  /** An article that probably answers it, and whether a ticket waits for what comes of it. */
  answer: Answer | undefined
  way: WayOfAnswering
  /** What a language model said of it, where there is one. */
  advised?: Extract<TicketEvent, { type: 'ticket.advised' }>
}

/** @throws Refusal EMPTY_REQUEST */
export async function readRequest(request: Request, app: App): Promise<Reading> {
  const form = cleanForm(request.form ?? {}, request.messageId ?? request.by.id, app)
  const isEmpty = request.text.trim() === '' && !request.title && request.attachments.length === 0
  if (isEmpty && Object.keys(form).length === 0) throw new Refusal('EMPTY_REQUEST')
  const first = read(request, app)
  // Such a request is read inside a transaction, where nobody may be waited for.
  if (request.isAnswered) return { form, ...first, answer: undefined, way: 'not' }
  const near = request.isQuiet || app.adviser === undefined ? [] : await nearestTo(request, first, app)
  const reading = { form, ...(await withAdvice(first, near, app)) }
  if (request.isQuiet) return { ...reading, answer: undefined, way: 'not' }
  return { ...reading, ...(await answerTo(request, reading, near, app)) }
}

/** From so many articles a language model may choose. */
const mostNear = 5

type Near = Omit<Answer, 'confidence'>[]

const nearestTo = (request: Request, reading: Pick<Ticket, 'title' | 'request' | 'triage'>, { library }: App) =>
  library.nearest(askedOf(request, reading), { tier: request.by.tier, language: reading.triage.language }, mostNear)

const askedOf = ({ text, title }: Request, reading: Pick<Ticket, 'title' | 'request'>): string =>
  title === undefined ? reading.request : `${reading.title}\n${text === '' ? '' : reading.request}`

/** Asks for a second opinion, where the operator has set one up; the first one stands when none comes in time. */
async function withAdvice(
  reading: Pick<Ticket, 'title' | 'request' | 'triage'>,
  near: Near,
  app: App,
): Promise<Pick<Reading, 'title' | 'request' | 'triage' | 'advised'>> {
  const articles = near.map(({ article: { id, title } }) => ({ id, title }))
  const advice = await app.adviser?.advise({ title: reading.title, text: reading.request, articles })
  if (advice === undefined) return reading
  const isPrivate = (category: string) => isPrivateCategory(category, app)
  const { triage, isUsed } = heed(reading.triage, advice, { ask: app.desk.confidence.ask, isPrivate })
  const { kind, category, article = 'none' } = advice
  return { ...reading, triage, advised: { type: 'ticket.advised', kind, category, article, isUsed } }
}

/** The article that Bee is sure of; where it is sure of none, the one that a language model chose. */
async function answerTo(
  request: Request,
  reading: Pick<Reading, 'title' | 'request' | 'triage' | 'advised'>,
  near: Near,
  app: App,
): Promise<Pick<Reading, 'answer' | 'way'>> {
  const { triage, advised } = reading
  const threshold = app.desk.confidence.answer
  const reader = { tier: request.by.tier, language: triage.language }
  const own = await app.library.answer(askedOf(request, reading), reader)
  const chosen = near.find(({ article }) => article.id === advised?.article)
  const isAdvised = chosen !== undefined && (own === undefined || own.confidence <= threshold)
  const ownConfidence = own?.article.id === chosen?.article.id ? (own?.confidence ?? 0) : 0
  const answer = isAdvised ? { ...chosen, confidence: ownConfidence } : own
  if (answer === undefined) return { answer, way: 'not' }
  const { confidence } = answer
  const hasFiles = request.attachments.length > 0
  const isPrivate = isPrivateCategory(triage.category, app)
  return { answer, way: wayOfAnswering({ triage, confidence, hasFiles, isPrivate, isAdvised }, threshold) }
}

/** @throws Refusal TOO_MANY_TICKETS, SERVER_BUSY */
export async function openRead(
  request: Request,
  reading: Reading,
  app: App,
  more?: Within,
): Promise<{ ticket: Ticket; isNew: boolean }> {
  await demandRoom(request, app)
  const { title, request: text, triage, form } = reading
  return app.tickets.open(
    {
      deskId: app.desk.id,
      guildId: request.guildId,
      place: request.place,
      requesterId: request.by.id,
      channelId: request.channelId,
      messageId: request.messageId,
      threadId: request.threadId,
      form,
      tier: request.by.tier,
      title,
      request: text,
      triage,
    },
    request.by.id,
    opening(request, reading, app, more),
  )
}

/** The parts of a ticket that come from reading the request. */
export function read(
  request: Pick<Request, 'text' | 'title' | 'attachments' | 'messageId' | 'by'>,
  app: App,
): Pick<Ticket, 'title' | 'request' | 'triage'> {
  const scope = request.messageId ?? `${request.by.id}:${app.now()}`
  const text = app.clean(request.text, scope)
  const title = request.title ? app.clean(request.title, scope) : undefined
  const names = request.attachments.map(({ name }) => app.clean(name, scope))
  const triage = app.triage.read({ text, ...(title === undefined ? {} : { title }), attachments: names })
  const shownTitle = titleOf(title ?? text)
  return { title: shownTitle === '' ? nameless(names) : shownTitle, request: text, triage }
}

/** What an opened ticket brings with it: its bundle, a question when Bee is not sure, an article, and word to the staff of what is private. */
function opening({ attachments, by }: Request, { answer, way, advised }: Reading, app: App, more?: Within): Within {
  return async (trx, ticket) => {
    const later: Effect[] = []
    const { events = [], effects = [] } = (await more?.(trx, ticket)) ?? {}
    if (advised !== undefined) events.push(advised)
    if (attachments.length > 0) events.push(await wantBundle(trx, ticket, attachments, app))
    const isPrivate = isPrivateCategory(ticket.triage.category, app)
    if (!isPrivate && ticket.place !== 'dm') later.push({ do: 'similar.offer', ticketId: ticket.id })
    if (isPrivate) {
      const reply: Reply = { say: 'staff.private', values: { number: ticket.number, title: ticket.title } }
      effects.push({ do: 'staff.tell', ticketId: ticket.id, reply })
    } else if (ticket.triage.confidence.category < app.desk.confidence.ask) {
      effects.push({ do: 'ask.category', ticketId: ticket.id })
    } else if (answer !== undefined && way !== 'not') {
      const suggestionId = await app.suggestions.addWithin(trx, besideTicket(ticket, answer, by, advised))
      if (suggestionId !== undefined) effects.push({ do: 'answer.beside', ticketId: ticket.id, suggestionId })
    }
    return { events, effects: [...effects, ...later] }
  }
}

const nameless = (names: Sanitized[]) =>
  names.length > 0 ? (`Files: ${names.join(', ')}` as Sanitized) : ('Request' as Sanitized)

/** One person, and one server, can only bring so much (A45). */
async function demandRoom({ by, guildId }: Request, { tickets, desk, now }: App): Promise<void> {
  if (may('ticket.open-many', by)) return
  const { openTicketsPerPerson, ticketsPerServerAnHour: most } = desk.limits
  const count = await tickets.countOpen(by.id)
  if (count >= openTicketsPerPerson) throw new Refusal('TOO_MANY_TICKETS', { values: { count } })
  if (most !== undefined && (await tickets.openedAtLeast(most, { guildId, since: now() - hourMs }))) {
    throw new Refusal('SERVER_BUSY')
  }
}

const hourMs = 3_600_000

/** Only the fields of the form that have something in them, sanitized. */
export function cleanForm(form: Record<string, string>, scope: string, app: App): ReportForm {
  const clean: Record<string, Sanitized> = {}
  for (const [field, text] of Object.entries(form)) if (text.trim() !== '') clean[field] = app.clean(text.trim(), scope)
  return clean as ReportForm
}
