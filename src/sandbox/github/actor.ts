import type { Actor, SandboxComment, SandboxIssue, SandboxUser } from './api.ts'
import { ApiError } from './errors.ts'
import type { Model } from './model.ts'
import type { Resources } from './resources.ts'
import { check, rules } from './rules.ts'

/** A person at GitHub's page. What the API refuses, the page refuses too. */
export function createActor(model: Model, resources: Resources, user: SandboxUser): Actor {
  const by = { user, viaApp: false }

  function issueOf(number: number): SandboxIssue {
    const issue = model.findIssue(number)
    if (issue === undefined) throw ApiError.notFound()
    return issue
  }

  function commentOf(id: number): { issue: SandboxIssue; comment: SandboxComment } {
    const found = model.findComment(id)
    if (found === undefined) throw ApiError.notFound()
    return found
  }

  return {
    login: user.login,
    openIssue(draft) {
      check(draft, rules.newIssue)
      return model.openIssue(by, draft)
    },
    editIssue(number, change) {
      check(change, rules.issueChange)
      return model.changeIssue(by, issueOf(number), change)
    },
    comment(number, body) {
      check({ body }, rules.comment)
      return model.comment(by, issueOf(number), body)
    },
    editComment(id, body) {
      check({ body }, rules.comment)
      const { issue, comment } = commentOf(id)
      return model.editComment(by, issue, comment, body)
    },
    deleteComment(id) {
      const { issue, comment } = commentOf(id)
      model.deleteComment(by, issue, comment)
    },
    close: (number, stateReason = 'completed') =>
      model.changeIssue(by, issueOf(number), { state: 'closed', stateReason }),
    reopen: (number) => model.changeIssue(by, issueOf(number), { state: 'open' }),
    label(number, ...names) {
      check({ labels: names }, rules.labels)
      const issue = issueOf(number)
      return model.changeIssue(by, issue, { labels: [...issue.labels, ...names] })
    },
    unlabel(number, name) {
      const issue = issueOf(number)
      return model.changeIssue(by, issue, { labels: issue.labels.filter((label) => label !== name) })
    },
    assign(number, ...logins) {
      const issue = issueOf(number)
      return model.changeIssue(by, issue, { assignees: [...issue.assignees, ...logins] })
    },
    unassign(number, ...logins) {
      const issue = issueOf(number)
      return model.changeIssue(by, issue, { assignees: issue.assignees.filter((login) => !logins.includes(login)) })
    },
    lock: (number, reason) => model.setLock(by, issueOf(number), true, reason),
    unlock: (number) => model.setLock(by, issueOf(number), false),
    deleteIssue: (number) => model.removeIssue(by, issueOf(number)),
    transfer(number, to) {
      const issue = issueOf(number)
      const elsewhere = {
        ...resources.repository(),
        id: 700_999_999,
        name: to.repo,
        full_name: `${to.owner}/${to.repo}`,
      }
      const changes = { new_issue: { ...resources.issue(issue), number: 1 }, new_repository: elsewhere }
      model.removeIssue(by, issue, { path: '/repositories/700999999/issues/1', changes })
    },
    createLabel(label) {
      check(label, rules.newLabel)
      return model.addLabel(by, label.name, label.color, label.description)
    },
    deleteLabel(name) {
      const label = model.findLabel(name)
      if (label === undefined) throw ApiError.notFound()
      model.deleteLabel(by, label)
    },
  }
}
