import type { App } from '../app.ts'
import { addressed } from '../core/address.ts'
import { close } from '../core/close.ts'
import { demand } from '../core/may.ts'
import type { Reply } from '../core/reply.ts'
import { wholeDesk } from '../core/scope.ts'
import type { Suggestion } from '../core/suggestion.ts'
import type { Person, Ticket } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import { longestParaphrase } from '../knowledge/library.ts'
import type { Incoming } from '../once.ts'
import { enqueue } from '../store/outbox.ts'
import { addParaphrase, settleSuggestion } from '../store/suggestions.ts'
import { open, type Request } from './open-ticket.ts'

/**
 * The person says that the article has solved it: the only thing that counts as an answer. Their words become
 * another way to find the article. Runs inside the transaction that takes what they said.
 *
 * @throws Refusal NOT_ALLOWED, TICKET_ALREADY_CLOSED
 */
export async function answerSolved(
  { suggestion, by }: { suggestion: Suggestion; by: Person },
  app: App,
): Promise<Reply> {
  demand('answer.settle', by, suggestion)
  const { id, articleId, deskId, request, ticketId, channelId } = suggestion
  if (suggestion.state !== 'offered') return settledReply(suggestion, app)
  const learn = async (trx: Parameters<typeof addParaphrase>[0]) => {
    if (request.length <= longestParaphrase)
      await addParaphrase(trx, { deskId, articleId, text: request, at: app.now() })
  }
  if (ticketId === null) {
    await app.suggestions.settle(id, 'solved', async (trx) => {
      await learn(trx)
      await enqueue(trx, [{ do: 'answer.settle', channelId, suggestionId: id }], app.now())
    })
    app.nudge()
  } else {
    await app.tickets.change(
      ticketId,
      by.id,
      (ticket) => close(ticket, 'solved', by, app.now()),
      async (trx) => {
        if (await settleSuggestion(trx, id, 'solved', app.now())) await learn(trx)
        return { effects: [{ do: 'answer.beside-settle', ticketId, suggestionId: id }] }
      },
    )
  }
  app.library.renew()
  return { say: 'answer.solved', isPrivate: true }
}

/**
 * The same for what somebody has looked up by themselves. Runs inside the transaction that takes what they said.
 *
 * @throws Refusal NOT_ALLOWED
 */
export async function searchSolved({ search, by }: { search: number; by: Person }, app: App): Promise<Reply> {
  demand('article.read', by)
  const found = await app.articles.searchSolved(by.guildId, search)
  if (found === undefined) return { say: 'answer.settled', isPrivate: true }
  const { slug, query } = found
  await app.suggestions.learn({ articleId: slug, text: query })
  app.library.renew()
  return { say: 'answer.solved', isPrivate: true }
}

/**
 * The article did not help: the ticket opens as it would have otherwise, or stays as it is.
 *
 * @throws Refusal NOT_ALLOWED, TOO_MANY_TICKETS
 */
export async function answerDeclined(
  { suggestion, by, event }: { suggestion: Suggestion; by: Person; event: Incoming },
  app: App,
): Promise<Reply> {
  demand('answer.settle', by, suggestion)
  if (suggestion.state !== 'offered') return settledReply(suggestion, app)
  if (suggestion.ticketId !== null)
    return app.once(event, (app) => declineBeside(suggestion, suggestion.ticketId!, app))
  const request = await requestOf(suggestion, app)
  const ticket = await app.once(event, (app) => openFor(suggestion, request, 'declined', app))
  return { say: 'ticket.opening', values: { number: ticket.number }, isPrivate: true }
}

async function declineBeside({ id }: Suggestion, ticketId: number, app: App): Promise<Reply> {
  const ticket = await app.tickets.get(wholeDesk, ticketId)
  await app.suggestions.settle(id, 'declined', (trx) =>
    enqueue(trx, [{ do: 'answer.beside-settle', ticketId, suggestionId: id }], app.now()),
  )
  app.nudge()
  return { say: 'answer.beside-declined', values: { number: ticket.number }, isPrivate: true }
}

/** Opens the ticket that the offer has stood in for, once, with the request as it is now. */
export async function openAfterAll(suggestion: Suggestion, as: 'declined' | 'withheld', app: App): Promise<Ticket> {
  return openFor(suggestion, await requestOf(suggestion, app), as, app)
}

async function openFor(
  { id, channelId }: Suggestion,
  request: Request,
  as: 'declined' | 'withheld',
  app: App,
): Promise<Ticket> {
  const { ticket, isNew } = await open(request, app, async (trx, ticket) => {
    if (!(await settleSuggestion(trx, id, as, app.now(), ticket.id))) throw new Refusal('CONTROL_GONE')
    return { effects: [{ do: 'answer.settle', channelId, suggestionId: id }] }
  })
  if (!isNew) await app.suggestions.settle(id, as)
  return ticket
}

/** The message as it is now, with what was attached since; what was kept of it, sanitized, where it is gone. */
async function requestOf(suggestion: Suggestion, { chat, desk }: App): Promise<Request> {
  const { guildId, place, channelId, messageId, threadId, requesterId, tier, form, title, request } = suggestion
  const message = messageId === null ? undefined : await chat.read(channelId, messageId).catch(nothingWhenRefused)
  const text = message === undefined ? request : message.text.replace(/^\s*<@!?\d{1,20}>/, '')
  return {
    ...{ guildId, place, channelId, messageId, threadId },
    text: addressed(text, desk.names) ?? text,
    ...(title === null ? {} : { title }),
    attachments: message?.attachments ?? [],
    form: form as Record<string, string>,
    by: { id: requesterId, name: '', isModerator: false, isEngineer: false, roles: [], tier, guildId, door: 'thread' },
    isAnswered: true,
  }
}

/** A channel that is gone has taken the message along; a Discord that does not answer is asked again later. */
function nothingWhenRefused(cause: unknown): undefined {
  if (!(cause instanceof Refusal) || cause.code === 'DISCORD_UNAVAILABLE') throw cause
  return undefined
}

async function settledReply({ state, ticketId }: Suggestion, app: App): Promise<Reply> {
  if (ticketId === null || state === 'solved') return { say: 'answer.settled', isPrivate: true }
  const { number } = await app.tickets.get(wholeDesk, ticketId)
  return { say: 'answer.has-ticket', values: { number }, isPrivate: true }
}
