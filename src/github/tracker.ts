import { describe } from '../core/describe.ts'
import { type Labelled, saysTheSame } from '../core/labelled.ts'
import type { Try } from '../core/ports.ts'
import type { IssueComment, IssueNow, IssueTracker, Marked } from '../core/tracker.ts'
import type { ClosedAs, Ticket } from '../core/types.ts'
import type { TicketView } from '../core/view.ts'
import { crashpoint } from '../crashpoint.ts'
import type { Desk } from '../desk.ts'
import type { Section } from './folded.ts'
import type { Guard } from './guard.ts'
import { commentBody, type IssueFacts, issueBody } from './issue-body.ts'
import type { Issue } from './issue-shape.ts'
import type { Comment, GitHubIssues, Listed } from './issues.ts'
import { labelledBy } from './labelled.ts'
import { logsSummary } from './logs-summary.ts'
import type { Once } from './look-up.ts'
import { titleToGitHub } from './to-github.ts'

const reasons = { solved: 'completed', 'not-solved': 'not_planned', duplicate: 'duplicate' } as const

/** The desk's issues on GitHub, as the core asks for them. */
export function createTracker(issues: GitHubIssues, desk: Desk, guarded: Guard): IssueTracker {
  const repository = desk.github?.repository ?? ''
  const { sections, preChecks = [] } = desk.github ?? {}
  const labelled = labelledBy(desk)
  /** Once the desk's labels are known to be there, a new issue is born with them. */
  let hasLabels = false

  return {
    repository,

    async open(view, attempt) {
      const { ticket } = view
      const wanted = labelled.labelsFor(ticket)
      const draft = {
        title: titleOf(ticket),
        body: issueBody(factsOf(view, desk, preChecks), sections),
        // A new label takes GitHub's second of patience each; the issue itself does not wait for them.
        labels: hasLabels ? wanted.map(({ name }) => name) : [],
        assignees: labelled.byCategory(ticket),
      }
      const open = () => issues.openIssue(draft, onceFor(attempt))
      const { number, url } = await guarded(open, { isAboutIssue: false })
      return { remoteId: String(number), url }
    },

    update: (remoteId, view, withState) =>
      guarded(async () => {
        await issues.updateIssue(Number(remoteId), (issue) => ({
          // A maintainer who has found a better title keeps it.
          ...(issue.title.startsWith(`${view.ticket.number}: `) && { title: titleOf(view.ticket) }),
          body: issueBody(factsOf(view, desk, preChecks), sections),
          ...(withState && stateOf(view.ticket)),
        }))
      }),

    label: (remoteId, { ticket }, seen) =>
      guarded(async () => {
        const wanted = labelled.labelsFor(ticket)
        await issues.ensureLabels(wanted)
        crashpoint('issue: labels there')
        hasLabels = true
        const names = { wanted: wanted.map(({ name }) => name), ours: labelled.every.map(({ name }) => name) }
        const isAsSeen = (issue: Issue) => saysTheSame(labelled.read(issue), seen)
        let wasAsSeen = true
        const issue = await issues.updateIssue(Number(remoteId), (issue) => {
          wasAsSeen = isAsSeen(issue)
          return wasAsSeen ? { labels: names } : {}
        })
        if (!wasAsSeen) return undefined
        const assignees = await issues.assign(issue, labelled.assigneesFor(ticket, issue.assignees))
        return labelled.read({ labels: issue.labels, assignees })
      }),

    bornAs: labelled.bornAs,
    look: (remoteId) => guarded(async () => issueNow(await issues.getIssue(Number(remoteId)), labelled.read)),
    isUnderPressure: () => issues.isUnderPressure(),

    comment: (remoteId, attempt, messages) =>
      guarded(async () => {
        const sections = async () => (await messages()).map(sectionOf)
        const { id, url, markers } = await issues.addComment(Number(remoteId), onceFor(attempt), sections)
        return { commentId: String(id), url, markers }
      }),
    readComment: (commentId) =>
      guarded(async () => {
        const comment = await issues.getComment(Number(commentId))
        return comment && issueComment(comment)
      }),
    editComment: (commentId, words) => guarded(() => issues.editComment(Number(commentId), sectionOf(words))),
    cutComment: (commentId, marker) => guarded(() => issues.cutComment(Number(commentId), marker)),
    deleteComment: (commentId) => guarded(() => issues.deleteComment(Number(commentId))),
    closeTwin: (remoteId) => guarded(() => issues.closeTwin(Number(remoteId))),

    changedSince: (at) =>
      guarded(
        async () => {
          const found = await issues.listIssues(at)
          const comments = await issues.listComments(at)
          return {
            issues: found.items.map((issue) => issueNow(issue, labelled.read, issue.marker)),
            comments: comments.items.map(issueComment),
            newestAt: nextSince(found, comments),
            isMore: found.isMore || comments.isMore,
          }
        },
        { isAboutIssue: false },
      ),
  }
}

/** GitHub is to be looked through, which takes a while, only when something has really been sent to it. */
const onceFor = ({ marker, mayExist, record }: Try): Once => ({
  id: marker,
  mayExist: mayExist && (record?.wasSent ?? true),
  ...(record && { sending: record.sending }),
})

function issueNow(issue: Issue, read: (issue: Issue) => Labelled, marker?: string): IssueNow {
  const { number, state, reason, closedBy, comments, updatedAt } = issue
  const isDone = state === 'closed' && (reason === null || reason === 'completed')
  const isOpen = state === 'open'
  return { remoteId: String(number), isOpen, isDone, closedBy, comments, updatedAt, marker, labelled: read(issue) }
}

function issueComment({ id, issueNumber, author, body, url, isOwn, markers }: Comment): IssueComment {
  return { commentId: String(id), remoteId: String(issueNumber), author, text: body, url, isOwn, markers }
}

/** A listing that was cut short goes on where it ended, one that is whole after its newest. */
function nextSince(...lists: Listed<{ updatedAt: number }>[]): number | undefined {
  const ends = lists.flatMap(({ items, isMore }) => {
    const newest = Math.max(...items.map(({ updatedAt }) => updatedAt))
    return items.length === 0 ? [] : [{ newest, isMore }]
  })
  const cut = ends.filter(({ isMore }) => isMore).map(({ newest }) => newest)
  if (cut.length > 0) return Math.min(...cut)
  return ends.length === 0 ? undefined : Math.max(...ends.map(({ newest }) => newest))
}

const sectionOf = (words: Marked): Section => ({ id: words.marker, text: commentBody(words) })

const titleOf = ({ number, title }: Ticket) => titleToGitHub(`${number}: ${title}`)

function stateOf({ status, closedAs }: Ticket) {
  if (status !== 'closed') return { state: 'open' } as const
  return { state: 'closed', reason: reasons[closedAs ?? ('solved' satisfies ClosedAs)] } as const
}

function factsOf(view: TicketView, desk: Desk, preChecks: string[]): IssueFacts {
  const { ticket, bundle, link, threadUrl } = view
  const { triage } = ticket
  const nameOf = (items: readonly { id: string; title: string }[], id: string) =>
    items.find((item) => item.id === id)?.title ?? id
  return {
    ticket: ticket.number,
    report: { description: ticket.request, ...ticket.form },
    triage: {
      kind: triage.kind,
      category: nameOf(desk.categories, triage.category),
      services: triage.services,
      confidence: `${describe(ticket, desk)} (${Math.round(triage.confidence.category * 100)} %)`,
      priority: triage.priority,
      tier: ticket.tier,
      reasons: triage.reasons,
    },
    ...(bundle && {
      bundle: {
        name: bundle.name,
        ...(bundle.sizeBytes !== null && { sizeBytes: bundle.sizeBytes }),
        ...(bundle.sha256 !== null && { sha256: bundle.sha256 }),
        ...(link && bundle.state === 'ready' ? { link } : { state: bundleStates[bundle.state] }),
      },
    }),
    findings: logsSummary(view),
    preChecks,
    ...(threadUrl !== undefined && { threadUrl }),
  }
}

const bundleStates = {
  wanted: 'is being packed',
  ready: 'no working link; ask in the ticket',
  quarantined: 'held back, because a check found something that may be private',
  failed: 'could not be packed',
  expired: 'has expired; ask in the ticket',
}
