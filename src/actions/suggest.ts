import type { App } from '../app.ts'
import type { Reply, ReplyButton } from '../core/reply.ts'
import type { Suggestion } from '../core/suggestion.ts'
import { cut } from '../core/title.ts'
import type { Person, Ticket } from '../core/types.ts'
import type { Answer } from '../knowledge/library.ts'
import { passageOf } from '../knowledge/passage.ts'
import type { NewSuggestion } from '../store/suggestions.ts'

/** An article that is offered in the thread of a ticket. */
export function besideTicket(
  ticket: Ticket,
  { article, ...answer }: Answer,
  by: Person,
  advised: { article: string } | undefined,
): NewSuggestion {
  const { guildId, place, channelId, threadId, request, form } = ticket
  return {
    ...{ guildId, place, channelId, threadId, request, form, ...answer },
    articleId: article.id,
    advised: advised?.article ?? null,
    ticketId: ticket.id,
    // The ticket stands for the message.
    messageId: null,
    requesterId: by.id,
    tier: by.tier,
    title: null,
    isForBee: true,
  }
}

/** Discord takes 2,000 characters, and the words around the passage need some. */
const longestPassage = 1500

/** The offer as it is said; undefined when the article is gone. Settled ones have no buttons any more. */
export async function offerOf(suggestion: Suggestion, app: App): Promise<Reply | undefined> {
  const article = await app.library.get(suggestion.articleId)
  if (article === undefined) return undefined
  const { ticketId, state } = suggestion
  const reviewed = article.reviewed === undefined ? '' : `, reviewed ${article.reviewed}`
  const outcome = { offered: '', withheld: '', solved: '\n✅ That solved it.', declined: '\n-# This did not help.' }[
    state
  ]
  return {
    say: ticketId === null ? 'answer.offered' : 'answer.beside',
    values: {
      title: article.title,
      passage: passageOf(article.body, suggestion.because, longestPassage),
      source: `article \`${article.id}\`${reviewed}`,
      because: reasonsIn(suggestion, app),
      outcome,
    },
    ...(state === 'offered' ? { buttons: await buttonsOf(suggestion, app) } : {}),
  }
}

/** Where only slips and common words are shared, the letters were what matched. Whose choice it was is said too. */
function reasonsIn({ because, advised, articleId, confidence }: Suggestion, { desk }: App): string {
  const words = because.map((word) => `"${cut(word, 30)}"`).join(', ')
  const isAdvised = advised === articleId && confidence <= desk.confidence.answer
  if (isAdvised) return words === '' ? 'what a language model read' : `${words}, and a language model chose it`
  return words === '' ? 'how it is spelled' : words
}

async function buttonsOf({ id, ticketId }: Suggestion, { controls }: App): Promise<ReplyButton[]> {
  const control = (action: string) => controls.for(action, ticketId, { suggestion: String(id) })
  return [
    { label: 'That solved it', style: 'success', emoji: '✅', control: await control('answer.solved') },
    { label: 'I still need help', emoji: '🙋', control: await control('answer.declined') },
  ]
}
