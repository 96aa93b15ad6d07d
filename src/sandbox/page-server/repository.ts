import type { GitHubSandbox, SandboxIssue } from '../github/api.ts'
import type { IssueView, PageAnswers, PageRequests, RepositoryView } from '../page-api.ts'

/** The GitHub tab: the repository as its maintainer sees it, newest issue first. */
export function readRepository({ state, maintainer }: GitHubSandbox): RepositoryView {
  return {
    owner: state.repo.owner,
    name: state.repo.name,
    maintainer: maintainer.login,
    labels: state.labels.map(({ name, color, description }) => ({ name, color, description })),
    people: state.people.map(({ login, type }) => ({ login, type })),
    issues: state.issues.map(readIssue).sort((one, other) => other.number - one.number),
  }
}

function readIssue(issue: SandboxIssue): IssueView {
  const { number, title, state, stateReason, author, viaApp, labels, assignees, createdAt, closedAt, closedBy } = issue
  const comments = issue.comments.map(({ id, body, author, viaApp, createdAt, updatedAt }) => {
    return { id, body, author, viaApp, createdAt, updatedAt }
  })
  return {
    ...{ number, title, state, stateReason, author, viaApp, labels, assignees, createdAt, closedAt, closedBy },
    body: issue.body ?? '',
    comments,
  }
}

/** What each request does, as the maintainer. What GitHub would refuse is thrown. */
export function createIssueActions({ maintainer }: GitHubSandbox) {
  type Do = { [Path in keyof PageRequests]?: (asked: PageRequests[Path]) => PageAnswers[Path] }
  return {
    'issues/open': ({ title, body }) => ({ issue: maintainer.openIssue({ title, body }).number }),
    'issues/comment': ({ issue, body }) => {
      maintainer.comment(issue, body)
      return {}
    },
    'issues/state': ({ issue, state }) => {
      if (state === 'open') maintainer.reopen(issue)
      else maintainer.close(issue, state)
      return {}
    },
    'issues/label': ({ issue, label, on }) => {
      if (on) maintainer.label(issue, label)
      else maintainer.unlabel(issue, label)
      return {}
    },
    'issues/assignee': ({ issue, login, on }) => {
      if (on) maintainer.assign(issue, login)
      else maintainer.unassign(issue, login)
      return {}
    },
  } satisfies Do
}
