import { z } from 'zod'
import type { Markers } from './marker.ts'
import { GitHubProblem } from './problem.ts'
import { maxBodyLength } from './to-github.ts'

/** An issue as GitHub answers it, in Bee's words. Times are Unix milliseconds, in whole seconds. */
export const Issue = z
  .object({
    number: z.int(),
    html_url: z.url(),
    title: z.string(),
    body: z.string().nullish(),
    state: z.enum(['open', 'closed']),
    state_reason: z.string().nullish(),
    labels: z.array(z.union([z.string(), z.object({ name: z.string().nullish() })])),
    assignees: z.array(z.object({ login: z.string() })).nullish(),
    user: z.object({ login: z.string() }).nullish(),
    closed_by: z.object({ login: z.string() }).nullish(),
    comments: z.int().default(0),
    created_at: z.iso.datetime({ offset: true }),
    updated_at: z.iso.datetime({ offset: true }),
    pull_request: z.unknown().optional(),
  })
  .transform((issue) => ({
    number: issue.number,
    url: issue.html_url,
    title: issue.title,
    body: issue.body ?? '',
    state: issue.state,
    reason: issue.state_reason ?? null,
    labels: issue.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? ''))),
    assignees: (issue.assignees ?? []).map(({ login }) => login),
    author: issue.user?.login ?? null,
    closedBy: issue.closed_by?.login ?? null,
    comments: issue.comments,
    createdAt: Date.parse(issue.created_at),
    updatedAt: Date.parse(issue.updated_at),
    isPullRequest: issue.pull_request !== undefined && issue.pull_request !== null,
  }))
export type Issue = z.output<typeof Issue>

/** A comment as GitHub answers it. */
export const RawComment = z.object({
  id: z.int(),
  html_url: z.url(),
  issue_url: z.url(),
  body: z.string().nullish(),
  user: z.object({ login: z.string() }).nullish(),
  updated_at: z.iso.datetime({ offset: true }),
})

export interface IssueChange {
  title?: string
  body?: string
  /** Labels Bee wants, and all that it may take off. Others on the issue were put there by people and stay. */
  labels?: { wanted: string[]; ours: string[] }
  state?: 'open' | 'closed'
  /** Why closed; `completed` when left out. */
  reason?: 'completed' | 'not_planned' | 'duplicate'
}

/** What an update must send: only the fields that differ from the issue as it is. */
export function differenceOf(
  issue: Issue,
  { title, body, labels, state, reason = 'completed' }: IssueChange,
  markers: Markers,
) {
  const marker = markers.read(issue.body)
  const wantedBody = body === undefined || marker === undefined ? body : withMarker(body, markers.make(marker))
  const wantedLabels = labels && [
    ...issue.labels.filter((name) => !has(labels.ours, name) && !has(labels.wanted, name)),
    ...labels.wanted,
  ]
  const isStateNew = state !== undefined && (state !== issue.state || (state === 'closed' && issue.reason !== reason))
  return {
    ...(title !== undefined && title !== issue.title && { title }),
    ...(wantedBody !== undefined && wantedBody !== issue.body.replace(/\r\n/g, '\n') && { body: wantedBody }),
    ...(wantedLabels !== undefined && !isSame(wantedLabels, issue.labels) && { labels: wantedLabels.slice(0, 100) }),
    ...(isStateNew && { state, ...(state === 'closed' && { state_reason: reason }) }),
  }
}

const has = (names: readonly string[], name: string) =>
  names.some((other) => other.toLowerCase() === name.toLowerCase())

const isSame = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((name) => has(b, name))

/** @throws GitHubProblem invalid when there is no room: whoever writes a body keeps to `maxBodyLength` less 200 */
export function withMarker(body: string, marker: string): string {
  const marked = `${body}\n\n${marker}`
  if (marked.length > maxBodyLength)
    throw new GitHubProblem('invalid', `A body of ${marked.length} characters is too long.`)
  return marked
}
