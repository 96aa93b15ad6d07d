import type { App } from '../app.ts'
import type { Effect } from '../core/effects.ts'
import type { Try } from '../core/ports.ts'
import type { Ticket } from '../core/types.ts'
import { addPair, markDeleted } from '../store/mirror.ts'
import type { Settle } from './deliver.ts'

type MirrorEffect = Extract<Effect, { do: `mirror.${string}` }>

/** Words that cross between a ticket's thread and its issue, each once. */
export async function deliverMirror(
  ticket: Ticket,
  effect: MirrorEffect,
  attempt: Try,
  app: App,
): Promise<Settle | undefined> {
  switch (effect.do) {
    case 'mirror.comment':
      return comment(ticket, effect, attempt, app)
    case 'mirror.edit': {
      const pair = await app.mirror.byMessage(effect.messageId)
      if (pair?.origin !== 'discord' || pair.commentId === null) return undefined
      await app.issues?.editComment(pair.commentId, { ...effect, url: messageUrl(ticket, effect.messageId) })
      return undefined
    }
    case 'mirror.delete': {
      const pair = await app.mirror.byMessage(effect.messageId)
      if (pair?.origin !== 'discord' || pair.commentId === null) return undefined
      await app.issues?.deleteComment(pair.commentId)
      return (trx) => markDeleted(trx, { messageId: effect.messageId }, app.now())
    }
    case 'mirror.say':
      return say(ticket, effect, attempt, app)
    case 'mirror.say-edit': {
      const pair = await app.mirror.byComment(effect.commentId)
      if (pair?.origin === 'github' && pair.messageId) await app.chat.editFor(pair.channelId, pair.messageId, effect)
      return undefined
    }
    case 'mirror.say-delete': {
      const pair = await app.mirror.byComment(effect.commentId)
      if (pair?.origin !== 'github' || pair.messageId === null) return undefined
      await app.chat.unsay(pair.channelId, pair.messageId)
      return (trx) => markDeleted(trx, { commentId: effect.commentId }, app.now())
    }
  }
}

async function comment(
  ticket: Ticket,
  effect: Extract<MirrorEffect, { do: 'mirror.comment' }>,
  attempt: Try,
  app: App,
): Promise<Settle | undefined> {
  const { messageId, channelId } = effect
  const issue = (await app.posts.ofTicket(ticket.id)).find(
    ({ destination, state }) => destination === 'github' && state === 'posted',
  )
  if (!issue?.remoteId || app.issues === undefined || (await app.mirror.byMessage(messageId)) !== undefined)
    return undefined
  const words = { author: effect.author, text: effect.text, url: messageUrl(ticket, messageId) }
  const { commentId } = await app.issues.comment(issue.remoteId, words, attempt)
  return (trx) =>
    addPair(trx, { ticketId: ticket.id, origin: 'discord', channelId, messageId, commentId, at: app.now() })
}

async function say(
  ticket: Ticket,
  effect: Extract<MirrorEffect, { do: 'mirror.say' }>,
  attempt: Try,
  app: App,
): Promise<Settle | undefined> {
  const { commentId } = effect
  if (ticket.threadId === null || (await app.mirror.byComment(commentId)) !== undefined) return undefined
  const channelId = ticket.threadId
  const { messageId } = await app.chat.sayFor(channelId, effect, attempt)
  return (trx) =>
    addPair(trx, {
      ticketId: ticket.id,
      origin: 'github',
      channelId,
      messageId,
      commentId,
      at: app.now(),
    })
}

const messageUrl = (ticket: Ticket, messageId: string) =>
  `https://discord.com/channels/${ticket.guildId}/${ticket.threadId}/${messageId}`
