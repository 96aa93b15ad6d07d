import type { App } from '../app.ts'
import type { Effect } from '../core/effects.ts'
import { isLabelledAnew } from '../core/labelled.ts'
import type { IssueEvent } from '../core/tracker.ts'
import type { Post } from '../core/types.ts'
import { crashpoint } from '../crashpoint.ts'
import { type Incoming, isFirst } from '../once.ts'

/**
 * What a maintainer did on GitHub happens to the ticket. The event is kept with what must follow from it, and that asks
 * GitHub how things are by then: so a double, an old one, or one that overtook another does no harm (F44).
 */
export async function takeGitHubEvent(event: IssueEvent, app: App): Promise<void> {
  const post = await app.posts.byRemote('github', event.repository, event.issueNumber)
  if (post?.state !== 'posted') return
  crashpoint('github event: read')
  const effect = await effectOf(post, event, app)
  if (effect === undefined) return
  const incoming: Incoming = { source: 'github', id: event.deliveryId }
  await isFirst(app.once(incoming, (app) => app.outbox.addOnce(effect)))
  crashpoint('github event: taken')
  app.nudge()
}

async function effectOf(post: Post, event: IssueEvent, app: App): Promise<Effect | undefined> {
  const { ticketId } = post
  // Bee's own closing can come after somebody has reopened, so the state is looked at in any case.
  if (event.type === 'state') return { do: 'mirror.follow', ticketId, actor: event.isOwn ? null : event.actor }
  // Who did it tells nothing: with a person's own token, Bee and that person share an account. What Bee has labelled
  // itself is what both sides agree on, or it is still being sent: then this waits behind it.
  if (event.type === 'labels') {
    const isNews = post.isLabelling || isLabelledAnew(post, event.labelled)
    return isNews ? { do: 'mirror.follow-labels', ticketId, actor: event.actor } : undefined
  }
  const { commentId } = event
  // A comment that stands for a message of the thread is Bee's own, whoever edits it (F46).
  if (event.isOwn || (await app.mirror.byComment(commentId))?.origin === 'discord') return undefined
  return { do: 'mirror.say', ticketId, commentId }
}
