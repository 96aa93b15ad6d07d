import { openAfterAll } from '../actions/settle-answer.ts'
import { offerOf } from '../actions/suggest.ts'
import type { App } from '../app.ts'
import type { Try } from '../core/ports.ts'
import { refusalReply } from '../core/reply.ts'
import { wholeDesk } from '../core/scope.ts'
import { isHumanAnswering, type Suggestion } from '../core/suggestion.ts'
import type { Ticket } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import { placeOffer } from '../store/suggestions.ts'
import type { Settle } from './deliver.ts'

/** Enough to see a conversation that is going on. */
const lookBack = 30

/** Says the article that answers, unless a person is answering by now: then the request becomes a ticket as otherwise. */
export async function offerAnswer(
  { channelId, suggestionId }: { channelId: string; suggestionId: number },
  attempt: Try,
  app: App,
): Promise<Settle | undefined> {
  const suggestion = await app.suggestions.get(wholeDesk, suggestionId)
  if (suggestion?.state !== 'offered') return undefined
  const offer = await offerOf(suggestion, app)
  // What an earlier try has said stays said.
  if (offer === undefined || (!attempt.mayExist && (await isTalkedAbout(suggestion, app)))) {
    await openInstead(suggestion, app)
    return undefined
  }
  const { messageId } = await app.chat.say(channelId, offer, { ...attempt, replyTo: suggestion.messageId })
  return (trx) => placeOffer(trx, suggestionId, messageId)
}

async function isTalkedAbout(suggestion: Suggestion, { chat }: App): Promise<boolean> {
  if (suggestion.place === 'dm') return false
  return isHumanAnswering(await chat.conversation(suggestion.channelId, lookBack), suggestion)
}

/** There is no ticket to tell of a refusal, so it is told where the request stands. */
async function openInstead(suggestion: Suggestion, app: App): Promise<void> {
  try {
    await openAfterAll(suggestion, 'withheld', app)
  } catch (cause) {
    if (!(cause instanceof Refusal) || cause.code === 'DISCORD_UNAVAILABLE') throw cause
    const { channelId, messageId: replyTo } = suggestion
    const isSettled = await app.suggestions.settle(suggestion.id, 'withheld')
    const reply = refusalReply(cause)
    if (isSettled) await app.outbox.add([{ do: 'say.at', channelId, replyTo, reply }])
  }
}

/** The same beside an open ticket, as long as nobody has answered there. */
export async function offerBeside(
  ticket: Ticket,
  suggestionId: number,
  attempt: Try,
  app: App,
): Promise<Settle | undefined> {
  const suggestion = await app.suggestions.get(wholeDesk, suggestionId)
  if (suggestion?.state !== 'offered' || ticket.status !== 'new' || ticket.threadId === null) return undefined
  const offer = await offerOf(suggestion, app)
  if (offer === undefined) return undefined
  const { messageId } = await app.chat.say(ticket.threadId, offer, attempt)
  return (trx) => placeOffer(trx, suggestionId, messageId)
}

/** Shows what came of an offer, and takes its buttons away. */
export async function settleOffer(suggestionId: number, channelId: string | null, app: App): Promise<undefined> {
  const suggestion = await app.suggestions.get(wholeDesk, suggestionId)
  if (suggestion === undefined || suggestion.offerId === null || channelId === null) return undefined
  const offer = await offerOf(suggestion, app)
  if (offer !== undefined) await app.chat.sayInstead(channelId, suggestion.offerId, offer)
  return undefined
}
