import type { App } from '../app.ts'
import { closeForSure, reopenForSure } from '../core/close.ts'
import type { Effect } from '../core/effects.ts'
import type { IssueEvent } from '../core/ports.ts'
import type { Ticket } from '../core/types.ts'
import { Refusal } from '../errors.ts'

/**
 * What a maintainer did on GitHub happens to the ticket. Bee's own doings come back as events too; they change
 * nothing, because the ticket is so already, or because they carry Bee's marker.
 */
export async function takeGitHubEvent(event: IssueEvent, app: App): Promise<void> {
  const ticket = await mirroredTicket(event, app)
  if (ticket === undefined) return
  // What GitHub has to be asked for comes before the event counts as taken: should that fail, GitHub may send it again.
  const by = `github:${event.actor}`
  switch (event.type) {
    case 'closed':
    case 'reopened': {
      if (!(await stands(event, ticket, app)) || !(await app.takeOnce('github', event.deliveryId))) return
      const as = event.type === 'closed' && !event.isDone ? 'not-solved' : 'solved'
      await app.tickets.change(ticket.id, by, (ticket) =>
        event.type === 'closed' ? closeForSure(ticket, as, app.now()) : reopenForSure(ticket),
      )
      return
    }
    case 'comment.created':
    case 'comment.edited':
    case 'comment.deleted':
      if (!event.isOwn) await comment(ticket, event, app)
  }
}

/**
 * Whether the issue is still so: events come late, twice and in any order, so the present state decides. Bee's own
 * closing is news only to itself; while a change of the ticket is on its way to GitHub, GitHub's state is old.
 */
async function stands({ type, issueNumber, isOwn }: IssueEvent, ticket: Ticket, app: App): Promise<boolean> {
  if (isOwn && (await app.outbox.hasPending({ do: 'posts.refresh', ticketId: ticket.id }))) return false
  const isOpen = await app.issues?.isOpen(issueNumber).catch(notNow)
  return isOpen === undefined || isOpen === (type === 'reopened')
}

async function comment(ticket: Ticket, event: Extract<IssueEvent, { commentId: string }>, app: App): Promise<void> {
  const { commentId } = event
  // A comment that stands for a message of the thread is Bee's own, whoever edits it.
  if ((await app.mirror.byComment(commentId))?.origin === 'discord') return
  const effect = await effectOf(ticket, event, app)
  if (!(await app.takeOnce('github', event.deliveryId))) return
  await app.outbox.add([effect])
  app.nudge()
}

async function effectOf(ticket: Ticket, event: Extract<IssueEvent, { commentId: string }>, app: App): Promise<Effect> {
  const { commentId } = event
  if (event.type === 'comment.deleted') return { do: 'mirror.say-delete', ticketId: ticket.id, commentId }
  // Deliveries come late and in any order; what the comment says now is what counts. Where it cannot be had, a later
  // delivery puts it right.
  const text = (await app.issues?.commentText(commentId).catch(notNow)) ?? event.text
  return {
    do: event.type === 'comment.created' ? 'mirror.say' : 'mirror.say-edit',
    ticketId: ticket.id,
    commentId,
    author: app.clean(event.actor, ticket.number),
    text: app.clean(text, ticket.number),
    url: event.url,
  }
}

/** GitHub does not tell just now; what the event says has to do. */
function notNow(cause: unknown): undefined {
  if (!(cause instanceof Refusal)) throw cause
  return undefined
}

async function mirroredTicket({ repository, issueNumber }: IssueEvent, app: App): Promise<Ticket | undefined> {
  const post = await app.posts.byRemote('github', repository, issueNumber)
  return post && app.tickets.get(post.ticketId)
}
