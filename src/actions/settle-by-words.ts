import type { App } from '../app.ts'
import type { Intent } from '../core/reading.ts'
import { type Reply, refusalReply } from '../core/reply.ts'
import { reachOf } from '../core/scope.ts'
import type { Suggestion } from '../core/suggestion.ts'
import type { Person } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import type { Incoming } from '../once.ts'
import { answerDeclined, answerSolved } from './settle-answer.ts'

interface Said {
  text: string
  channelId: string
  messageId: string
  by: Person
  isForBee: boolean
  isReply: boolean
  /** In a thread or in private. */
  isConversation: boolean
}

/**
 * Somebody to whom an article was offered says what came of it, instead of pressing a button.
 *
 * @returns whether the message was about that; otherwise it is for others to read.
 */
export async function settleByWords(
  { text, channelId, messageId, by, isForBee, isReply, isConversation }: Said,
  app: App,
): Promise<boolean> {
  // In a channel people talk to each other too; in the conversation that the offer is part of they talk to Bee.
  if (!isConversation && !isForBee && !isReply) return false
  const suggestion = await app.suggestions.waitingFor(reachOf(by), by.id, channelId)
  if (suggestion === undefined || suggestion.messageId === messageId) return false
  if (suggestion.threadId === null && !isForBee && !isReply) return false

  const { intent } = app.listener.understand(text, { isForBee: true, isClosed: false })
  const outcome = outcomes[intent]
  // "I cannot log in" is a new problem, not a word on the article about backups.
  if (outcome === 'declined' && speaksOfSomething(text, app)) return false
  if (outcome === undefined) return false
  await settle(suggestion, outcome, { by, channelId, messageId }, app)
  return true
}

function speaksOfSomething(text: string, { triage, clean, desk }: App): boolean {
  const { category, confidence } = triage.read({ text: clean(text, 'answer'), attachments: [] })
  // What fits nothing in particular ("that did not help") speaks of nothing either.
  return category !== desk.fallbackCategory && confidence.category >= desk.confidence.ask
}

const outcomes: Partial<Record<Intent, 'solved' | 'declined'>> = {
  solved: 'solved',
  'still-broken': 'declined',
  human: 'declined',
}

async function settle(
  suggestion: Suggestion,
  outcome: 'solved' | 'declined',
  { by, channelId, messageId }: Pick<Said, 'by' | 'channelId' | 'messageId'>,
  app: App,
): Promise<void> {
  const event: Incoming = { source: 'message', id: messageId }
  const say = (reply: Reply, app: App) =>
    app.outbox.add([{ do: 'say.at', channelId, replyTo: messageId, reply: { ...reply, isPrivate: false } }])
  try {
    if (outcome === 'declined') return void (await answerDeclined({ suggestion, by, event }, app))
    await app.once(event, async (app) => say(await answerSolved({ suggestion, by }, app), app))
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    await app.once(event, (app) => say(refusalReply(cause), app))
  }
  app.nudge()
}
