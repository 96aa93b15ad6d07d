import type { App } from '../app.ts'
import { unchanged } from '../core/change.ts'
import { closeForSure, reopenForSure } from '../core/close.ts'
import { remoteStateOf, towards } from '../core/follow.ts'
import { demand, maintainer } from '../core/may.ts'
import { wholeDesk } from '../core/scope.ts'
import type { IssueNow } from '../core/tracker.ts'
import type { Post, RemoteState, Ticket } from '../core/types.ts'
import { setRemoteState } from '../store/posts.ts'

/**
 * Takes over the issue's state, where that is the newer one. Runs in the lane of the ticket's posts, as sending a state
 * does, so that neither can overtake the other.
 *
 * @returns 'send' when the ticket's state is the newer one.
 */
export async function followIssue(
  { id }: Ticket,
  post: Post,
  issue: IssueNow,
  actor: string | null,
  app: App,
): Promise<'agreed' | 'follow' | 'send'> {
  const remote: RemoteState = issue.isOpen ? 'open' : 'closed'
  let wanted = towards(post.remoteState, remoteStateOf(await app.tickets.get(wholeDesk, id)), remote)
  if (wanted === 'send' || (wanted === 'agreed' && post.remoteState === remote)) return wanted
  const by = `github:${issue.closedBy ?? actor ?? 'somebody'}`
  await app.tickets.change(
    id,
    by,
    (ticket) => {
      // It may have changed since it was looked at.
      wanted = towards(post.remoteState, remoteStateOf(ticket), remote)
      if (wanted !== 'follow') return unchanged(ticket)
      demand(issue.isOpen ? 'ticket.reopen' : 'ticket.close', maintainer, ticket)
      return issue.isOpen
        ? reopenForSure(ticket)
        : closeForSure(ticket, issue.isDone ? 'solved' : 'not-solved', app.now())
    },
    async (trx) => {
      if (wanted !== 'send') await setRemoteState(trx, post.id, remote)
      return {}
    },
  )
  return wanted
}
