import type { App } from '../app.ts'
import type { Effect } from '../core/effects.ts'
import { remoteStateOf, towards } from '../core/follow.ts'
import { isLabelledAnew } from '../core/labelled.ts'
import { wholeDesk } from '../core/scope.ts'
import type { IssueComment, IssueNow } from '../core/tracker.ts'
import { crashpoint } from '../crashpoint.ts'
import { Refusal } from '../errors.ts'
import { type Incoming, isFirst } from '../once.ts'

/**
 * How often GitHub is asked what has changed: two requests a minute are 120 of the 5,000 that it allows in an hour, and
 * where no webhook can reach Bee nobody waits longer than a minute for a maintainer's answer.
 */
const sweepEveryMs = 60_000

/** Lists were seen to lag by up to eight minutes (RELIABILITY, F40); what they show late is still found. */
const overlapMs = 10 * 60_000

export interface Sweep {
  /** Waits for a sweep that is under way, at most this long. */
  stop(graceMs: number): Promise<void>
}

/** Finds, at start and then every minute, what no webhook has told (F45). The minute varies, so that not all ask at once. */
export function startSweep(app: App, everyMs = sweepEveryMs): Sweep {
  let isStopping = false
  let timer: NodeJS.Timeout | undefined
  let turning = turn()

  async function turn() {
    try {
      const found = await sweepIssues(app)
      if (found > 0) app.log.info({ found }, 'the sweep of GitHub found what no webhook had told')
    } catch (cause) {
      if (cause instanceof Refusal) app.log.info({ code: cause.code }, 'GitHub could not be swept; next time')
      else app.log.error({ err: cause }, 'the sweep of GitHub failed; next time')
    }
    if (isStopping) return
    timer = setTimeout(
      () => {
        turning = turn()
      },
      everyMs * (0.9 + Math.random() / 5),
    )
    timer.unref()
  }

  return {
    async stop(graceMs) {
      isStopping = true
      clearTimeout(timer)
      let grace: NodeJS.Timeout | undefined
      const patience = new Promise<void>((resolve) => {
        grace = setTimeout(resolve, graceMs)
      })
      await Promise.race([turning, patience])
      clearTimeout(grace)
    },
  }
}

/** @returns how many changes were found that had not been known. @throws Refusal when GitHub does not tell */
export async function sweepIssues(app: App): Promise<number> {
  const { issues, bookmarks, posts } = app
  if (issues === undefined) return 0
  const since = await posts.mirroredSince()
  // Nothing is kept in step yet, so GitHub need not be asked.
  if (since === undefined) return 0
  const key = `github:${issues.repository}`
  const from = Number((await bookmarks.get(key)) ?? since - overlapMs)
  const { issues: changed, comments, newestAt, isMore } = await issues.changedSince(from)

  let found = 0
  for (const issue of changed) for (const news of await newsOfIssue(issue, app)) found += await take(news, app)
  for (const comment of comments) found += await take(await newsOfComment(comment, app), app)
  crashpoint('sweep of GitHub: taken')
  if (found > 0) app.nudge()
  if (newestAt !== undefined) {
    // A listing that was cut short must move on, also when a thousand things changed in one second.
    const next = isMore ? Math.max(newestAt, from + 1000) : Math.max(newestAt - overlapMs, from)
    if (next !== from) await bookmarks.set(key, String(next))
    crashpoint('sweep of GitHub: bookmarked')
  }
  return found
}

interface News {
  /** The same news is taken once, however often it is found. */
  key: string
  effects: Effect[]
}

async function take(news: News | undefined, app: App): Promise<number> {
  if (news === undefined) return 0
  const incoming: Incoming = { source: 'sweep', id: news.key }
  return (await isFirst(app.once(incoming, (app) => app.outbox.add(news.effects)))) ? 1 : 0
}

async function newsOfIssue(issue: IssueNow, app: App): Promise<News[]> {
  const { remoteId, marker, isOpen, updatedAt } = issue
  const post = await app.posts.byRemote('github', app.issues!.repository, remoteId)
  if (post === undefined) {
    const original = marker === undefined ? undefined : await app.posts.byMarker(marker)
    if (original === undefined || original.remoteId === null || !isOpen) return []
    const effects: Effect[] = [{ do: 'mirror.drop-twin', ticketId: original.ticketId, what: 'issue', remoteId }]
    return [{ key: `twin:${remoteId}`, effects }]
  }
  if (post.state !== 'posted') return []
  const { ticketId } = post
  const found: News[] = []
  const ticket = await app.tickets.get(wholeDesk, ticketId)
  const remote = isOpen ? 'open' : 'closed'
  if (towards(post.remoteState, remoteStateOf(ticket), remote) === 'follow') {
    const effects: Effect[] = [{ do: 'mirror.follow', ticketId, actor: null }]
    found.push({ key: `state:${remoteId}:${remote}:${updatedAt}`, effects })
  }
  if (isLabelledAnew(post, issue.labelled)) {
    const effects: Effect[] = [{ do: 'mirror.follow-labels', ticketId, actor: null }]
    found.push({ key: `labels:${remoteId}:${JSON.stringify(issue.labelled)}:${updatedAt}`, effects })
  }
  const known = await app.mirror.commentsOf(ticketId)
  if (known.length > issue.comments) {
    // Some have been deleted; which, only asking for each of them tells.
    const effects = known
      .filter(({ origin }) => origin === 'github')
      .map(({ commentId }): Effect => ({ do: 'mirror.say', ticketId, commentId }))
    found.push({ key: `gone:${remoteId}:${issue.comments}:${known.length}:${updatedAt}`, effects })
  }
  return found
}

async function newsOfComment(comment: IssueComment, app: App): Promise<News | undefined> {
  const { commentId, remoteId, isOwn, markers, text } = comment
  const post = await app.posts.byRemote('github', app.issues!.repository, remoteId)
  if (post?.state !== 'posted') return undefined
  const { ticketId } = post
  const shown = await app.mirror.byComment(commentId)
  if (isOwn) {
    if (shown !== undefined || markers.length === 0) return undefined
    for (const marker of markers) if ((await app.mirror.byMarker(marker)) === undefined) return undefined
    const effects: Effect[] = [{ do: 'mirror.drop-twin', ticketId, what: 'comment', remoteId: commentId }]
    return { key: `twin-comment:${commentId}`, effects }
  }
  const digest = app.mirror.digest(text)
  if (shown?.origin === 'discord' || shown?.isDeleted || shown?.digest === digest) return undefined
  return { key: `comment:${commentId}:${digest}`, effects: [{ do: 'mirror.say', ticketId, commentId }] }
}
