import type { App } from '../app.ts'
import { closeForSure, reopenForSure } from '../core/close.ts'
import type { IssueEvent } from '../core/ports.ts'
import type { Ticket } from '../core/types.ts'

/**
 * What a maintainer did on GitHub happens to the ticket. Bee's own doings come back as events too; they change
 * nothing, because the ticket is already so, or because they carry Bee's marker.
 */
export async function takeGitHubEvent(event: IssueEvent, app: App): Promise<void> {
  if (event.isOwn) return
  const ticket = await mirroredTicket(event, app)
  if (ticket === undefined) return
  if (!(await app.takeOnce('github', event.deliveryId))) return

  const by = `github:${event.actor}`
  switch (event.type) {
    case 'closed':
      await app.tickets.change(ticket.id, by, (ticket) =>
        closeForSure(ticket, event.isDone ? 'solved' : 'not-solved', app.now()),
      )
      return
    case 'reopened':
      await app.tickets.change(ticket.id, by, reopenForSure)
      return
    case 'comment.created':
    case 'comment.edited':
    case 'comment.deleted':
      await comment(ticket, event, app)
  }
}

async function comment(ticket: Ticket, event: Extract<IssueEvent, { commentId: string }>, app: App): Promise<void> {
  const { commentId } = event
  // A comment that stands for a message of the thread is Bee's own, whoever edits it.
  if ((await app.mirror.byComment(commentId))?.origin === 'discord') return
  if (event.type === 'comment.deleted') {
    await app.outbox.add([{ do: 'mirror.say-delete', ticketId: ticket.id, commentId }])
  } else {
    const words = {
      author: app.clean(event.actor, ticket.number),
      text: app.clean(event.text, ticket.number),
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
