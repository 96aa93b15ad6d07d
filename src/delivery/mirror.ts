import type { App } from '../app.ts'
import type { Effect } from '../core/effects.ts'
import { demand, maintainer } from '../core/may.ts'
import type { Try } from '../core/ports.ts'
import type { Post, Ticket } from '../core/types.ts'
import { markFollowed } from '../store/followers.ts'
import { addPair, type MirrorPair, markDeleted, markShown } from '../store/mirror.ts'
import type { Attempt, Settle } from './deliver.ts'
import { followIssue } from './follow.ts'
import { followLabels } from './follow-labels.ts'

type MirrorEffect = Extract<Effect, { do: `mirror.${string}` }>

/** Words that cross between a ticket's thread and its issue, each once. */
export async function deliverMirror(
  ticket: Ticket,
  effect: MirrorEffect,
  delivery: Attempt,
  app: App,
): Promise<Settle | undefined> {
  switch (effect.do) {
    case 'mirror.comment':
      return comment(ticket, effect, delivery, app)
    case 'mirror.edit': {
      const pair = await carried(effect.messageId, app)
      if (pair === undefined) return undefined
      const words = { author: effect.author, text: effect.text, url: messageUrl(ticket, effect.messageId) }
      await app.issues?.editComment(pair.commentId, { ...words, marker: pair.marker ?? delivery.marker })
      return undefined
    }
    case 'mirror.delete': {
      const pair = await carried(effect.messageId, app)
      if (pair === undefined) return undefined
      const { commentId, marker } = pair
      if (marker !== null && (await app.mirror.isShared(pair))) await app.issues?.cutComment(commentId, marker)
      else await app.issues?.deleteComment(commentId)
      return (trx) => markDeleted(trx, { messageId: effect.messageId }, app.now())
    }
    case 'mirror.say':
      demand('ticket.answer', maintainer, ticket)
      return say(ticket, effect.commentId, delivery, app)
    case 'mirror.follow': {
      const issue = await mirrorOf(ticket, app)
      if (issue === undefined || app.issues === undefined) return undefined
      await followIssue(ticket, issue, await app.issues.look(issue.remoteId), effect.actor, app)
      return undefined
    }
    case 'mirror.follow-labels': {
      const issue = await mirrorOf(ticket, app)
      if (issue === undefined || app.issues === undefined) return undefined
      await followLabels(ticket, issue, await app.issues.look(issue.remoteId), effect.actor, app)
      return undefined
    }
    case 'mirror.drop-twin':
      return dropTwin(ticket, effect, app)
  }
}

/** The post of a ticket's issue. */
export type Mirror = Post & { remoteId: string }

export async function mirrorOf(ticket: Ticket, app: App): Promise<Mirror | undefined> {
  const posts = await app.posts.ofTicket(ticket.id)
  const post = posts.find(({ destination, state }) => destination === 'github' && state === 'posted')
  return post?.remoteId ? { ...post, remoteId: post.remoteId } : undefined
}

/** The comment that carries a message over. */
async function carried(messageId: string, app: App): Promise<(MirrorPair & { commentId: string }) | undefined> {
  const pair = await app.mirror.byMessage(messageId)
  if (pair?.origin !== 'discord' || pair.commentId === null || pair.isDeleted) return undefined
  return { ...pair, commentId: pair.commentId }
}

type Said = Extract<MirrorEffect, { do: 'mirror.comment' }>

/** More than this is not read in one comment. */
const mostFolded = 20

/**
 * One message, one comment; when more is said than GitHub takes, those that wait behind it come along in the same one.
 * Which it carries is written in the comment itself, so a lost answer is no riddle.
 */
async function comment(ticket: Ticket, effect: Said, delivery: Attempt, app: App): Promise<Settle | undefined> {
  const { issues, outbox, mirror } = app
  const issue = await mirrorOf(ticket, app)
  if (issue === undefined || issues === undefined || (await mirror.byMessage(effect.messageId)) !== undefined)
    return undefined
  const waiting = () => outbox.followersOf(delivery.id, 'mirror.comment', mostFolded - 1)
  const first = { id: delivery.id, marker: delivery.marker, effect }
  const made = await issues.comment(issue.remoteId, delivery, async () => {
    const together = issues.isUnderPressure() ? [first, ...(await waiting())] : [first]
    return together.map(({ marker, effect: { author, text, messageId } }) => ({
      ...{ author, text, marker },
      url: messageUrl(ticket, messageId),
    }))
  })
  const others = made.markers.length > 1 ? await waiting() : []
  const written = [first, ...others.filter(({ marker }) => made.markers.includes(marker))]
  const at = app.now()
  return async (trx) => {
    for (const { marker, effect } of written) {
      const { channelId, messageId } = effect
      const pair = { origin: 'discord', channelId, messageId, marker, digest: null } as const
      await addPair(trx, { ...pair, ticketId: ticket.id, commentId: made.commentId, at })
    }
    await markFollowed(
      trx,
      written.slice(1).map(({ id }) => id),
      at,
    )
  }
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
