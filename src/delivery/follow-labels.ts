import type { App } from '../app.ts'
import { follow } from '../core/change.ts'
import { agreedAfter, agreedOn, labelNews, saysTheSame } from '../core/labelled.ts'
import { maintainer } from '../core/may.ts'
import type { IssueNow } from '../core/tracker.ts'
import type { Post, Ticket } from '../core/types.ts'
import { staffOf } from '../github/labelled.ts'
import { setLabelled } from '../store/posts.ts'

/**
 * Takes over what somebody has changed of the issue's labels and assignees. Runs in the lane in which the ticket's are
 * sent, so that neither can overtake the other.
 */
export async function followLabels(
  { id: ticketId }: Ticket,
  post: Post,
  { labelled: issue }: IssueNow,
  actor: string | null,
  app: App,
): Promise<void> {
  const agreed = agreedOn(post)
  if (agreed === null) return
  const after = agreedAfter(agreed, issue)
  if (saysTheSame(after, agreed)) return
  const staff = staffOf(app.desk)
  await app.tickets.change(
    ticketId,
    `github:${actor ?? 'somebody'}`,
    (ticket) => {
      const news = labelNews(agreed, ticket, issue, staff)
      const services = app.desk.categories.find(({ id }) => id === news.category)?.services ?? []
      return follow(ticket, news, services, maintainer)
    },
    async (trx) => {
      await setLabelled(trx, post.id, after)
      // Who is assigned stands on the card, whether the desk knows them or not.
      return { effects: [{ do: 'card.show', ticketId }] }
    },
  )
}
