import type { App } from '../app.ts'
import type { Effect } from '../core/effects.ts'
import type { Try } from '../core/ports.ts'
import type { Post, Ticket } from '../core/types.ts'
import { addPair, markDeleted, markShown } from '../store/mirror.ts'
import type { Settle } from './deliver.ts'
import { followIssue } from './follow.ts'

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
      if (pair?.origin !== 'discord' || pair.commentId === null || pair.isDeleted) return undefined
      await app.issues?.editComment(pair.commentId, { ...effect, url: messageUrl(ticket, effect.messageId) })
      return undefined
    }
    case 'mirror.delete': {
      const pair = await app.mirror.byMessage(effect.messageId)
      if (pair?.origin !== 'discord' || pair.commentId === null || pair.isDeleted) return undefined
      await app.issues?.deleteComment(pair.commentId)
      return (trx) => markDeleted(trx, { messageId: effect.messageId }, app.now())
    }
    case 'mirror.say':
      return say(ticket, effect.commentId, attempt, app)
    case 'mirror.follow': {
      const issue = await mirrorOf(ticket, app)
      if (issue === undefined || app.issues === undefined) return undefined
      await followIssue(ticket, issue, await app.issues.look(issue.remoteId), effect.actor, app)
      return undefined
    }
    case 'mirror.drop-twin':
      return dropTwin(ticket, effect, app)
  }
}

async function mirrorOf(ticket: Ticket, app: App): Promise<(Post & { remoteId: string }) | undefined> {
  const posts = await app.posts.ofTicket(ticket.id)
  const post = posts.find(({ destination, state }) => destination === 'github' && state === 'posted')
  return post?.remoteId ? { ...post, remoteId: post.remoteId } : undefined
}

async function comment(
  ticket: Ticket,
  effect: Extract<MirrorEffect, { do: 'mirror.comment' }>,
  attempt: Try,
  app: App,
): Promise<Settle | undefined> {
  const { messageId, channelId } = effect
  const issue = await mirrorOf(ticket, app)
  if (issue === undefined || app.issues === undefined || (await app.mirror.byMessage(messageId)) !== undefined)
    return undefined
  const words = { author: effect.author, text: effect.text, url: messageUrl(ticket, messageId) }
  const { commentId } = await app.issues.comment(issue.remoteId, words, attempt)
  const { marker } = attempt
  const pair = {
    ticketId: ticket.id,
    origin: 'discord',
    channelId,
    messageId,
    commentId,
    marker,
    digest: null,
  } as const
  return (trx) => addPair(trx, { ...pair, at: app.now() })
}

/**
 * Shows a comment of the issue in the thread as it is now, whatever it was when it was told of: new, changed, or taken
 * away when it is gone. So this may run any number of times, in any order.
 */
async function say(ticket: Ticket, commentId: string, attempt: Try, app: App): Promise<Settle | undefined> {
  const { issues, mirror, chat } = app
  const shown = await mirror.byComment(commentId)
  if (issues === undefined || ticket.threadId === null || shown?.origin === 'discord' || shown?.isDeleted)
    return undefined
  const comment = await issues.readComment(commentId)
  if (comment === undefined) {
    if (!shown?.messageId) return undefined
    // Where all of the repository is out of sight, nothing can be said of the comment.
    const issue = await mirrorOf(ticket, app)
    if (issue !== undefined) await issues.look(issue.remoteId)
    await chat.unsay(shown.channelId, shown.messageId)
    return (trx) => markDeleted(trx, { commentId }, app.now())
  }
  const digest = mirror.digest(comment.text)
  if (comment.isOwn || shown?.digest === digest) return undefined
  const words = {
    author: app.clean(comment.author ?? 'ghost', ticket.number),
    text: app.clean(comment.text, ticket.number),
    url: comment.url,
  }
  if (shown?.messageId) {
    await chat.editFor(shown.channelId, shown.messageId, words)
    return (trx) => markShown(trx, commentId, digest)
  }
  const channelId = ticket.threadId
  const { messageId } = await chat.sayFor(channelId, words, attempt)
  const pair = { ticketId: ticket.id, origin: 'github', channelId, messageId, commentId, marker: null, digest } as const
  return (trx) => addPair(trx, { ...pair, at: app.now() })
}

async function dropTwin(
  ticket: Ticket,
  { what, remoteId }: Extract<MirrorEffect, { do: 'mirror.drop-twin' }>,
  app: App,
): Promise<undefined> {
  const issue = await mirrorOf(ticket, app)
  if (issue === undefined || app.issues === undefined) return
  if (what === 'issue') {
    if (issue.remoteId === remoteId) return
    await app.issues.closeTwin(remoteId)
  } else {
    if ((await app.mirror.byComment(remoteId)) !== undefined) return
    await app.issues.deleteComment(remoteId)
  }
  app.log.warn(
    { ticket: ticket.number, [what]: remoteId },
    'something that GitHub showed late was made twice; one is gone',
  )
}

const messageUrl = (ticket: Ticket, messageId: string) =>
  `https://discord.com/channels/${ticket.guildId}/${ticket.threadId}/${messageId}`
