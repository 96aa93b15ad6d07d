import type { Sanitized } from '../sanitize/sanitized.ts'
import type { HeardMessage } from './ports.ts'
import type { Place, ReportForm, TierId, Triage } from './types.ts'

/** `offered` until the person says what came of it; `withheld` when somebody was answering already. */
export type SuggestionState = 'offered' | 'solved' | 'declined' | 'withheld'

/** An article offered as an answer to a request, and what came of it. */
export interface Suggestion {
  id: number
  deskId: string
  guildId: string
  articleId: string
  /** The probability that the article answers. */
  confidence: number
  /** Words of the request that the article has. */
  because: string[]
  /** The article that a language model chose for the request, `none`, or null when it was not asked or did not answer. */
  advised: string | null
  state: SuggestionState
  /** The ticket it was offered in, or that was opened because it did not help. */
  ticketId: number | null
  /** Bee's message with the offer; null until it is said, and for what was said privately. */
  offerId: string | null
  /** The request, as far as it is needed to open a ticket for it after all. */
  place: Place
  channelId: string
  messageId: string | null
  threadId: string | null
  requesterId: string
  tier: TierId
  title: Sanitized | null
  request: Sanitized
  form: ReportForm
  /** Bee was spoken to, by name or in private. */
  isForBee: boolean
  createdAt: number
  settledAt: number | null
}

/** `first`: instead of a ticket. `beside`: in the ticket that opens all the same. */
export type WayOfAnswering = 'first' | 'beside' | 'not'

/**
 * Whether an article is offered, and whether a ticket waits for what comes of it. Whoever is in trouble never waits:
 * only a calm question of how something is done is answered first. What a language model has chosen goes beside a
 * ticket and never stands in for one: nobody has measured how often it is right.
 *
 * @param threshold the desk's `confidence.answer`.
 */
export function wayOfAnswering(
  {
    triage,
    confidence,
    hasFiles,
    isPrivate,
    isAdvised = false,
  }: {
    triage: Pick<Triage, 'kind' | 'scope' | 'priority'>
    confidence: number
    hasFiles: boolean
    isPrivate: boolean
    /** A language model chose the article. */
    isAdvised?: boolean
  },
  threshold: number,
): WayOfAnswering {
  if (isPrivate) return 'not'
  if (confidence <= threshold) return isAdvised ? 'beside' : 'not'
  const isCalm = triage.priority === 'low' || triage.priority === 'medium'
  return triage.kind === 'question' && triage.scope === 'how-to' && isCalm && !hasFiles ? 'first' : 'beside'
}

/** How long before a request a conversation still counts as going on. */
const talkMs = 10 * 60_000

/**
 * Whether what somebody of the staff says where Bee listens is help rather than a request of their own: somebody else
 * wrote there shortly before.
 *
 * @param conversation the latest messages of the place, oldest first.
 */
export function isHelping(
  conversation: readonly Pick<HeardMessage, 'messageId' | 'authorId' | 'isBot' | 'at'>[],
  messageId: string,
): boolean {
  const said = conversation.find((message) => message.messageId === messageId)
  if (said === undefined) return false
  return conversation.some(
    ({ authorId, isBot, at }) => !isBot && authorId !== said.authorId && at <= said.at && at >= said.at - talkMs,
  )
}

/**
 * Whether a person is answering already: somebody wrote after the request, or, where Bee was not spoken to, is in
 * a conversation with the requester.
 *
 * @param conversation the latest messages of the place, oldest first.
 */
export function isHumanAnswering(
  conversation: readonly Pick<HeardMessage, 'messageId' | 'authorId' | 'isBot' | 'at'>[],
  { messageId, requesterId, isForBee }: Pick<Suggestion, 'messageId' | 'requesterId' | 'isForBee'>,
): boolean {
  const asked = conversation.findIndex((message) => message.messageId === messageId)
  if (asked < 0) return false
  const isOther = ({ authorId, isBot }: { authorId: string; isBot: boolean }) => !isBot && authorId !== requesterId
  if (conversation.slice(asked + 1).some(isOther)) return true
  if (isForBee) return false
  const since = conversation[asked]!.at - talkMs
  const before = conversation.slice(0, asked).filter(({ at }) => at >= since)
  const began = before.findIndex(({ authorId }) => authorId === requesterId)
  return began >= 0 && before.slice(began + 1).some(isOther)
}
