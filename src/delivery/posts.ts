import { viewOf } from '../actions/show.ts'
import type { App } from '../app.ts'
import { unchanged } from '../core/change.ts'
import { remoteStateOf } from '../core/follow.ts'
import { type Labelled, saysTheSame } from '../core/labelled.ts'
import type { Channel, Try } from '../core/ports.ts'
import { wholeDesk } from '../core/scope.ts'
import type { Post, Ticket } from '../core/types.ts'
import type { TicketView } from '../core/view.ts'
import { crashpoint } from '../crashpoint.ts'
import { Refusal } from '../errors.ts'
import { markPosted } from '../store/posts.ts'
import { followIssue } from './follow.ts'
import { followLabels } from './follow-labels.ts'
import { type Mirror, mirrorOf } from './mirror.ts'
import { isPassing } from './passing.ts'
import { isRepositoryTrouble } from './repository-trouble.ts'

/** Shows the ticket at the destination, and says in the ticket where it went. */
export async function publishPost(ticket: Ticket, postId: number, attempt: Try, app: App): Promise<void> {
  const post = await app.posts.get(postId)
  if (post === undefined || post.state === 'posted') return
  const { remoteId, url } = await publish(ticket, post, attempt, app)
  crashpoint('post: published')
  await app.tickets.change(ticket.id, 'bee', unchanged, async (trx) => {
    const labelled = post.destination === 'github' ? (app.issues?.bornAs(ticket) ?? null) : null
    await markPosted(trx, postId, { remoteId, url, marker: attempt.marker, labelled })
    const values = { destination: nameOf(post), url: url ?? post.target }
    return {
      events: [{ type: 'ticket.posted', postId }],
      effects: [
        { do: 'say', ticketId: ticket.id, reply: { say: url === null ? 'share.mailed' : 'share.done', values } },
      ],
    }
  })
}

async function publish(
  ticket: Ticket,
  post: Post,
  attempt: Try,
  app: App,
): Promise<{ remoteId: string; url: string | null }> {
  const view = await viewOf(ticket, app)
  switch (post.destination) {
    case 'github':
      if (app.issues === undefined) throw notSetUp('GitHub')
      return app.issues.open(view, attempt)
    case 'email': {
      if (app.mailer === undefined) throw notSetUp('E-mail')
      await attempt.record?.sending()
      const { messageId } = await mailOnce(app.mailer.send(view, post.target, attempt.marker), attempt)
      return { remoteId: messageId, url: null }
    }
    default:
      return app.chat.post(await channelOf(post, ticket, app), view, attempt)
  }
}

/** A mail cannot be looked for. So it goes out a second time when the first may not have arrived, and not a third time. */
async function mailOnce<T>(sending: Promise<T>, { mayExist, record }: Try): Promise<T> {
  try {
    return await sending
  } catch (cause) {
    const isUnsure = cause instanceof Refusal && isPassing(cause) && !cause.hadNoEffect
    throw isUnsure && (record?.wasSent ?? mayExist) ? new Refusal('MAIL_UNSURE', { cause }) : cause
  }
}

/** Brings what stands in channels and forums to the ticket's present state. A place that has gone is left alone. */
export async function refreshPosts(ticket: Ticket, app: App): Promise<void> {
  const view = await viewOf(ticket, app)
  for (const { id, destination, target, state, remoteId } of view.posts) {
    if (state !== 'posted' || remoteId === null || destination === 'github' || destination === 'email') continue
    crashpoint('posts: refreshing one')
    try {
      await app.chat.editPost(target, remoteId, destination === 'forum' ? 'forum' : 'text', view)
    } catch (cause) {
      if (!isFinal(cause)) throw cause
      app.log.warn({ ticket: ticket.number, post: id, code: cause.code }, 'a post could not be brought up to date')
    }
  }
}

/** The same for the issue. What is the matter with a whole repository is dealt with elsewhere. */
export async function refreshIssue(ticket: Ticket, app: App): Promise<void> {
  const post = await mirrorOf(ticket, app)
  if (post === undefined) return
  crashpoint('posts: refreshing the issue')
  try {
    await updateIssue(ticket, post, await viewOf(ticket, app), app)
  } catch (cause) {
    if (!isFinal(cause) || isRepositoryTrouble(cause)) throw cause
    app.log.warn(
      { ticket: ticket.number, post: post.id, code: cause.code },
      'the issue could not be brought up to date',
    )
  }
}

/** What a maintainer has changed meanwhile is taken over first, so that nothing of it is overwritten. */
async function updateIssue(ticket: Ticket, post: Post & { remoteId: string }, view: TicketView, app: App) {
  const { issues } = app
  if (issues === undefined) return
  const issue = await issues.look(post.remoteId)
  const wanted = await followIssue(ticket, post, issue, null, app)
  if (wanted !== 'send') return issues.update(post.remoteId, view, false)
  // Should the answer be lost, the next try must not take Bee's own change for somebody's news.
  await app.posts.setRemoteState(post.id, null)
  try {
    await issues.update(post.remoteId, view, true)
    await app.posts.setRemoteState(post.id, remoteStateOf(ticket))
  } catch (cause) {
    if (isFinal(cause)) await app.posts.setRemoteState(post.id, issue.isOpen ? 'open' : 'closed')
    throw cause
  }
}

/**
 * Brings the labels and the assignee of the issue to the ticket's present state. What a maintainer has changed meanwhile is
 * taken over first, so that nothing of it is overwritten.
 */
export async function labelIssue(ticket: Ticket, app: App): Promise<void> {
  const { issues } = app
  const post = await mirrorOf(ticket, app)
  if (post === undefined || issues === undefined) return
  const issue = await issues.look(post.remoteId)
  await followLabels(ticket, post, issue, null, app)
  const isDone = await sendLabels(await app.tickets.get(wholeDesk, ticket.id), post, issue.labelled, app)
  // Somebody has changed them while this waited for its turn.
  if (!isDone) return labelIssue(ticket, app)
}

async function sendLabels(ticket: Ticket, { id, remoteId }: Mirror, seen: Labelled, app: App): Promise<boolean> {
  const { posts } = app
  const issues = app.issues!
  const before = await posts.get(id)
  // Should the answer be lost, the next try must not take Bee's own change for somebody's news.
  const begins = before?.isLabelling === false && !saysTheSame(seen, issues.bornAs(ticket))
  if (begins) await posts.setLabelling(id, true)
  try {
    const labelled = await issues.label(remoteId, await viewOf(ticket, app), seen)
    if (labelled === undefined) {
      if (begins) await posts.setLabelling(id, false)
      return false
    }
    await posts.labelled(id, labelled)
    // The card names them.
    if (!isSameStaff(before?.labelled?.assignees ?? [], labelled.assignees))
      await app.outbox.addOnce({ do: 'card.show', ticketId: ticket.id })
    return true
  } catch (cause) {
    const hadNoEffect = cause instanceof Refusal && (cause.hadNoEffect || isFinal(cause))
    if (begins && hadNoEffect) await posts.setLabelling(id, false)
    throw cause
  }
}

const isSameStaff = (a: string[], b: string[]) => a.length === b.length && a.every((login) => b.includes(login))

async function channelOf(post: Post, ticket: Ticket, { chat }: App): Promise<Channel> {
  const channel = await chat.findChannel(ticket.guildId, ({ id }) => id === post.target)
  if (channel === undefined) throw new Refusal('CHANNEL_GONE')
  return channel
}

/** As people call it, in Discord. */
export function nameOf({ destination, target }: Post): string {
  if (destination === 'github') return `GitHub (${target})`
  return destination === 'email' ? target : `<#${target}>`
}

const isFinal = (cause: unknown): cause is Refusal => cause instanceof Refusal && !isPassing(cause)

const notSetUp = (destination: string) => new Refusal('SHARE_NOT_SET_UP', { values: { destination } })
