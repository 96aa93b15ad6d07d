import type { App } from '../app.ts'
import type { Reply } from '../core/reply.ts'
import { reachOf } from '../core/scope.ts'
import type { Suggestion } from '../core/suggestion.ts'
import type { Ticket } from '../core/types.ts'
import type { Answer } from '../knowledge/library.ts'
import { enqueue } from '../store/outbox.ts'
import type { NewSuggestion } from '../store/suggestions.ts'
import { type Asked, openRead, openTicket, type Reading, type Request, readRequest } from './open-ticket.ts'
import { offerOf } from './suggest.ts'

/** What became of a request: a ticket, or an article offered as its answer. `none`: it was taken before. */
export type Taken = { ticket: Ticket } | { suggestion: Suggestion } | 'none'

/**
 * Takes a request: a calm question that an article answers is answered; everything else becomes a ticket.
 *
 * @param isSaid the offer goes out by the outbox; otherwise the caller shows it to the person alone.
 * @throws Refusal EMPTY_REQUEST, TOO_MANY_TICKETS
 */
export async function takeRequest(
  { event, ...request }: Asked,
  { isSaid, isForBee }: { isSaid: boolean; isForBee: boolean },
  app: App,
): Promise<Taken> {
  if (
    request.messageId !== null &&
    (await app.suggestions.byMessage(reachOf(request.by), request.messageId)) !== undefined
  )
    return 'none'
  const reading = await readRequest(request, app)
  const { answer } = reading
  if (reading.way !== 'first' || answer === undefined) {
    return app.once(event, (app) => openRead(request, reading, app))
  }
  const taken = await app.once(event, (app) => offer(request, reading, answer, { isSaid, isForBee }, app))
  app.nudge()
  return taken
}

async function offer(
  request: Request,
  reading: Reading,
  answer: Answer,
  { isSaid, isForBee }: { isSaid: boolean; isForBee: boolean },
  app: App,
): Promise<Taken> {
  const { channelId } = request
  const id = await app.suggestions.add(fresh(request, reading, answer, isForBee), async (trx, suggestionId) => {
    if (isSaid) await enqueue(trx, [{ do: 'answer.offer', channelId, suggestionId }], app.now())
  })
  const suggestion = id === undefined ? undefined : await app.suggestions.get(reachOf(request.by), id)
  return suggestion === undefined ? 'none' : { suggestion }
}

function fresh(request: Request, reading: Reading, { article, ...answer }: Answer, isForBee: boolean): NewSuggestion {
  const { guildId, place, channelId, messageId, threadId, by } = request
  const where = { guildId, place, channelId, messageId, threadId, requesterId: by.id, tier: by.tier, isForBee }
  const title = request.title === undefined ? null : reading.title
  return {
    ...where,
    ...answer,
    articleId: article.id,
    advised: reading.advised?.article ?? null,
    ticketId: null,
    title,
    request: reading.request,
    form: reading.form,
  }
}

/**
 * The same for a request that is made in private, such as by a form: the answer is for that person alone.
 *
 * @throws Refusal EMPTY_REQUEST, TOO_MANY_TICKETS
 */
export async function answerRequest(request: Asked, app: App): Promise<Reply> {
  const taken = await takeRequest(request, { isSaid: false, isForBee: true }, app)
  if (taken !== 'none' && 'ticket' in taken) {
    return { say: 'ticket.opening', values: { number: taken.ticket.number }, isPrivate: true }
  }
  const offer = taken === 'none' ? undefined : await offerOf(taken.suggestion, app)
  return offer === undefined ? openTicket({ ...request, isAnswered: true }, app) : { ...offer, isPrivate: true }
}
