import { takeGitHubEvent } from '../actions/take-github-event.ts'
import type { GitHubSettings } from '../config.ts'
import type { IssueEvent, PaceMemory } from '../core/tracker.ts'
import type { Desk } from '../desk.ts'
import { createGitHubClient, createGitHubPace } from './client.ts'
import type { GitHubEdge } from './edge.ts'
import { createGuard } from './guard.ts'
import { createGitHubIssues } from './issues.ts'
import { labelledBy } from './labelled.ts'
import { createMarkers } from './marker.ts'
import { createRepository, type RepositoryMemory } from './repository.ts'
import { createTracker } from './tracker.ts'
import { createWebhookReader, type GitHubEvent } from './webhooks.ts'

/** Octokit and all that speaks to GitHub with it; loaded by `edge.ts` when it is first needed. */
export function connectGitHub(
  { apiUrl, auth, webhookSecret }: GitHubSettings,
  desk: Desk & { github: NonNullable<Desk['github']> },
  markerKey: Uint8Array,
  now: () => number,
  memory: PaceMemory,
  repositoryMemory: RepositoryMemory,
): GitHubEdge {
  const client = createGitHubClient({ apiUrl, auth, pace: createGitHubPace(), now, memory })
  const repository = createRepository(client, desk.github.repository, repositoryMemory)
  const markers = createMarkers(markerKey)
  const issues = createGitHubIssues({ client, repository, markers, now })
  const read =
    webhookSecret === undefined
      ? undefined
      : createWebhookReader({ secret: webhookSecret, markers, identity: () => client.identity() })
  const named = desk.github.repository
  const labelled = labelledBy(desk)
  const tracker = createTracker(
    issues,
    desk,
    createGuard({ repository: named, now, look: () => issues.lookAtRepository() }),
  )

  return {
    tracker,
    async receive(raw, headers, app) {
      if (read === undefined) return { status: 503, body: 'GITHUB_WEBHOOK_SECRET is not set.\n' }
      const reading = await read(raw, headers)
      if (reading.kind === 'refused') {
        return reading.why === 'signature'
          ? { status: 401, body: 'Refused.\n' }
          : { status: 400, body: 'Not understood.\n' }
      }
      if (reading.kind === 'ignored') {
        if (!reading.isListed) app.log.info({ event: reading.name }, 'GitHub told of something that Bee does not know')
        return { status: 202, body: 'Ignored.\n' }
      }
      const { event } = reading
      // One secret may serve several repositories; their issues have the same numbers.
      if (!(await repository.isIt({ id: event.repositoryId, fullName: event.repository })))
        return { status: 202, body: 'Ignored.\n' }
      if (event.type === 'issue.opened' && event.marker !== undefined) {
        issues.noteOwn(event.marker, { number: event.issueNumber, url: event.url })
      }
      const meant = eventOf({ ...event, repository: named }, labelled)
      if (meant !== undefined) await takeGitHubEvent(meant, app)
      return { status: 202, body: 'Taken.\n' }
    },
  }
}

function eventOf(event: GitHubEvent, labelled: ReturnType<typeof labelledBy>): IssueEvent | undefined {
  const { deliveryId, repository, isOwn, actor } = event
  const shared = { deliveryId, repository, issueNumber: String(event.issueNumber), actor: actor.login }
  switch (event.type) {
    case 'issue.closed':
    case 'issue.reopened':
    case 'issue.deleted':
    case 'issue.transferred':
      return { ...shared, isOwn, type: 'state' }
    case 'issue.labeled':
    case 'issue.unlabeled':
    case 'issue.assigned':
    case 'issue.unassigned':
      return { ...shared, isOwn, type: 'labels', labelled: labelled.read(event) }
    case 'comment.created':
    case 'comment.edited':
    case 'comment.deleted':
      // What Bee wrote is Bee's whoever edits it; what a person wrote is theirs, also when Bee's account deletes it.
      return {
        ...shared,
        isOwn: event.marker !== undefined || (event.type === 'comment.created' && isOwn),
        type: 'comment',
        commentId: String(event.commentId),
      }
    default:
      return undefined
  }
}
