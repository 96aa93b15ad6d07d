import type { App } from '../app.ts'
import { closeForSure, reopenForSure } from '../core/close.ts'
import type { IssueEvent } from '../core/ports.ts'
import type { Ticket } from '../core/types.ts'

/**
 * What a maintainer did on GitHub happens to the ticket. Bee's own doings come back as events too; they change
 * nothing, because the ticket is so already, or because they carry Bee's marker.
 */
export async function takeGitHubEvent(event: IssueEvent, app: App): Promise<void> {
  const ticket = await mirroredTicket(event, app)
  if (ticket === undefined) return
  if (!(await app.takeOnce('github', event.deliveryId))) return

  const by = `github:${event.actor}`
  switch (event.type) {
    case 'closed':
      if (!(await stands(event, ticket, app))) return
      await app.tickets.change(ticket.id, by, (ticket) =>
        closeForSure(ticket, event.isDone ? 'solved' : 'not-solved', app.now()),
      )
      return
    case 'reopened':
      if (!(await stands(event, ticket, app))) return
      await app.tickets.change(ticket.id, by, reopenForSure)
      return
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
  const isOpen = await app.issues?.isOpen(issueNumber)
  return isOpen === (type === 'reopened')
}

async function comment(ticket: Ticket, event: Extract<IssueEvent, { commentId: string }>, app: App): Promise<void> {
  const { commentId } = event
  // A comment that stands for a message of the thread is Bee's own, whoever edits it.
  if ((await app.mirror.byComment(commentId))?.origin === 'discord') return
  if (event.type === 'comment.deleted') {
    await app.outbox.add([{ do: 'mirror.say-delete', ticketId: ticket.id, commentId }])
  } else {
    // Deliveries come late and in any order; what the comment says now is what counts.
    const present = await app.issues?.commentText(commentId)
    if (present === undefined) return
    const words = {
      author: app.clean(event.actor, ticket.number),
      text: app.clean(present, ticket.number),
      url: event.url,
    }
    const what = event.type === 'comment.created' ? 'mirror.say' : 'mirror.say-edit'
    await app.outbox.add([{ do: what, ticketId: ticket.id, commentId, ...words }])
  }
  app.nudge()
}

async function mirroredTicket({ repository, issueNumber }: IssueEvent, app: App): Promise<Ticket | undefined> {
  const post = await app.posts.byRemote('github', repository, issueNumber)
  return post && app.tickets.get(post.ticketId)
}
