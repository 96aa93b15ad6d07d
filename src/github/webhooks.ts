import type { IncomingHttpHeaders } from 'node:http'
import { Webhooks } from '@octokit/webhooks'
import { z } from 'zod'
import type { Identity } from './client.ts'
import type { Markers } from './marker.ts'
import { GitHubProblem } from './problem.ts'

/** What happened on GitHub, as far as Bee cares. */
export type GitHubEvent = {
  /** Stays the same when GitHub sends it again. */
  deliveryId: string
  /** `owner/name` */
  repository: string
  repositoryId: number
  issueNumber: number
  /** Who did it. */
  actor: { login: string; type: string }
  /** Whether it was Bee, so that nothing need follow. */
  isOwn: boolean
  /** When the issue or comment was last changed, in Unix ms of whole seconds: the newest counts, whatever comes last. */
  updatedAt: number
} & (
  | { type: 'issue.opened'; title: string; body: string; url: string; labels: string[]; marker: string | undefined }
  | { type: 'issue.edited'; title: string; body: string; marker: string | undefined }
  | { type: 'issue.closed'; reason: string | null }
  | { type: 'issue.reopened' | 'issue.locked' | 'issue.unlocked' | 'issue.deleted' }
  | {
      type: 'issue.labeled' | 'issue.unlabeled' | 'issue.assigned' | 'issue.unassigned'
      /** All that the issue had when this was told. */
      labels: string[]
      assignees: string[]
    }
  | { type: 'issue.transferred'; to: string }
  | {
      type: 'comment.created' | 'comment.edited' | 'comment.deleted'
      commentId: number
      body: string
      url: string
      /** Null when the account is gone. */
      author: string | null
      /** The App that wrote it, if one did. */
      app: { id: number; slug: string } | null
      /** The id in Bee's marker, when Bee wrote the comment; also after somebody else has edited it. */
      marker: string | undefined
    }
)

export type Reading =
  | { kind: 'event'; event: GitHubEvent }
  /** Signed by GitHub, and not for us. `isListed`: on purpose; otherwise worth a line in the log. */
  | { kind: 'ignored'; name: string; isListed: boolean }
  /** Nothing that GitHub sent. */
  | { kind: 'refused'; why: 'signature' | 'malformed' }

/** Events that Bee has no use for, and actions of `issues`. */
const ignoredEvents = [
  ...['ping', 'label', 'milestone', 'repository', 'installation', 'installation_repositories'],
  ...['installation_target', 'github_app_authorization', 'discussion', 'discussion_comment', 'meta'],
]
const ignoredActions = [
  ...['issues.pinned', 'issues.unpinned', 'issues.milestoned', 'issues.demilestoned', 'issues.typed', 'issues.untyped'],
  ...['issues.field_added', 'issues.field_removed', 'issue_comment.pinned', 'issue_comment.unpinned'],
]

const Account = z.object({ login: z.string(), type: z.string().default('User') })
const App = z.object({ id: z.int(), slug: z.string().default('') })
const Time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))
const RawIssue = z.object({
  number: z.int(),
  html_url: z.string(),
  title: z.string(),
  body: z.string().nullish(),
  user: Account.nullish(),
  labels: z.array(z.object({ name: z.string() })).default([]),
  assignees: z.array(z.object({ login: z.string() })).default([]),
  state_reason: z.string().nullish(),
  updated_at: Time,
  pull_request: z.object({}).nullish(),
})
const Common = { repository: z.object({ id: z.int(), full_name: z.string() }), sender: Account, issue: RawIssue }
const Payloads = {
  issues: z.object({
    ...Common,
    changes: z.object({ new_repository: z.object({ full_name: z.string() }).optional() }).optional(),
  }),
  issue_comment: z.object({
    ...Common,
    comment: z.object({
      id: z.int(),
      html_url: z.string(),
      body: z.string().nullish(),
      user: Account.nullish(),
      updated_at: Time,
      performed_via_github_app: App.nullish(),
    }),
  }),
}
type IssuesPayload = z.output<typeof Payloads.issues>
type CommentPayload = z.output<typeof Payloads.issue_comment>

export interface WebhookReaderParts {
  secret: string
  markers: Markers
  /** Undefined where it is not known; then Bee's own comments are known by their marker alone. */
  identity: () => Promise<Identity | undefined>
}

/**
 * Reads deliveries: first the signature over the very bytes, in constant time (A35), then the shape.
 * Doubles, order and age are the receiver's concern: it has the delivery id and `updatedAt` for it (F44).
 */
export function createWebhookReader({ secret, markers, identity }: WebhookReaderParts) {
  const webhooks = new Webhooks({ secret })

  return async function read(raw: Uint8Array, headers: IncomingHttpHeaders): Promise<Reading> {
    const text = Buffer.from(raw).toString('utf8')
    const signature = headers['x-hub-signature-256']
    if (typeof signature !== 'string' || !/^sha256=[0-9a-f]{64}$/.test(signature) || text === '')
      return refused('signature')
    if (!(await webhooks.verify(text, signature))) return refused('signature')

    const event = headers['x-github-event']
    const deliveryId = headers['x-github-delivery']
    const payload = parsed(text)
    if (typeof event !== 'string' || typeof deliveryId !== 'string' || payload === undefined)
      return refused('malformed')
    if (event !== 'issues' && event !== 'issue_comment') return ignored(event, ignoredEvents.includes(event))

    if (typeof payload.action !== 'string') return refused('malformed')
    const name = `${event}.${payload.action}`
    if (ignoredActions.includes(name)) return ignored(name, true)
    const result = Payloads[event].safeParse(payload)
    if (!result.success) return refused('malformed')
    // GitHub tells of comments under pull requests with the same event.
    if (result.data.issue.pull_request) return ignored(`${name} (pull request)`, true)
    const { issue, repository, sender } = result.data
    const me = await identity().catch(exceptProblems)
    const isMine = me !== undefined && sender.login.toLowerCase() === me.login.toLowerCase()
    const shared = {
      deliveryId,
      repository: repository.full_name,
      repositoryId: repository.id,
      issueNumber: issue.number,
      actor: sender,
      isOwn: isMine,
      updatedAt: issue.updated_at,
    }
    const what =
      'comment' in result.data
        ? commentEvent(name, result.data, markers, me)
        : issueEvent(name, result.data, markers, me)
    if (what === undefined) return ignored(name, false)
    // With somebody's own token Bee and that person share an account: then only the marker tells what Bee wrote.
    const isWriting = name === 'issues.opened' || name === 'issue_comment.created'
    if (isWriting) shared.isOwn = ('marker' in what && what.marker !== undefined) || (isMine && me.appId !== undefined)
    return { kind: 'event', event: { ...shared, ...what } as GitHubEvent }
  }
}

function issueEvent(name: string, { issue, changes }: IssuesPayload, markers: Markers, me?: Identity) {
  const marker = wroteIt(issue.user, me) ? markers.read(issue.body ?? null) : undefined
  const words = { title: issue.title, body: issue.body ?? '', marker }
  switch (name) {
    case 'issues.opened':
      return { type: 'issue.opened', ...words, url: issue.html_url, labels: labelsOf(issue) }
    case 'issues.edited':
      return { type: 'issue.edited', ...words }
    case 'issues.closed':
      return { type: 'issue.closed', reason: issue.state_reason ?? null }
    case 'issues.reopened':
    case 'issues.locked':
    case 'issues.unlocked':
    case 'issues.deleted':
      return { type: name.replace('issues', 'issue') }
    case 'issues.labeled':
    case 'issues.unlabeled':
    case 'issues.assigned':
    case 'issues.unassigned':
      return {
        type: name.replace('issues', 'issue'),
        labels: labelsOf(issue),
        assignees: issue.assignees.map(({ login }) => login),
      }
    case 'issues.transferred':
      return { type: 'issue.transferred', to: changes?.new_repository?.full_name ?? '' }
  }
  return undefined
}

const labelsOf = ({ labels }: z.output<typeof RawIssue>) => labels.map(({ name }) => name)

function commentEvent(name: string, { comment }: CommentPayload, markers: Markers, me?: Identity) {
  if (!['issue_comment.created', 'issue_comment.edited', 'issue_comment.deleted'].includes(name)) return undefined
  const marker = wroteIt(comment.user, me) ? markers.read(comment.body ?? null) : undefined
  return {
    type: name.replace('issue_comment', 'comment'),
    commentId: comment.id,
    body: comment.body ?? '',
    url: comment.html_url,
    author: comment.user?.login ?? null,
    app: comment.performed_via_github_app ?? null,
    marker,
    updatedAt: comment.updated_at,
  }
}

/** A delivery is not lost because GitHub cannot be asked who we are. */
function exceptProblems(error: unknown): undefined {
  if (!(error instanceof GitHubProblem)) throw error
}

/** A copied marker under somebody else's name means nothing. */
const wroteIt = (author: { login: string } | null | undefined, me: Identity | undefined) =>
  me === undefined || author?.login.toLowerCase() === me.login.toLowerCase()

function parsed(text: string): { action?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

const refused = (why: 'signature' | 'malformed'): Reading => ({ kind: 'refused', why })
const ignored = (name: string, isListed: boolean): Reading => ({ kind: 'ignored', name: name.slice(0, 100), isListed })
