import type {
  LockReason,
  SandboxComment,
  SandboxIssue,
  SandboxLabel,
  SandboxRepo,
  SandboxState,
  SandboxUser,
  StateReason,
} from './api.ts'
import { ApiError } from './errors.ts'

/** Who acts, and whether through the GitHub App. */
export interface By {
  user: SandboxUser
  viaApp: boolean
}

/** A change that GitHub would send as a webhook. */
export interface Change {
  event: 'issues' | 'issue_comment' | 'label'
  action: string
  by: By
  issue?: SandboxIssue
  comment?: SandboxComment
  label?: SandboxLabel
  assignee?: SandboxUser
  changes?: Record<string, unknown>
}

export interface IssueDraft {
  title: string
  body?: string | null
  labels?: string[]
  assignees?: string[]
}

export interface IssueChange {
  title?: string
  body?: string | null
  labels?: string[]
  assignees?: string[]
  state?: 'open' | 'closed'
  stateReason?: StateReason
}

export type Model = ReturnType<typeof createModel>

/** The repository's contents, and the only code that changes them. Every change is told to `tell`. */
export function createModel(owner: string, name: string, now: () => number, tell: (change: Change) => void) {
  const started = now()
  const repo: SandboxRepo = {
    id: 700_100_200,
    owner,
    name,
    isPrivate: false,
    hasIssues: true,
    isArchived: false,
    formerNames: [],
    createdAt: started,
    updatedAt: started,
  }
  const state: SandboxState = { repo, issues: [], labels: [], people: [] }
  /** Ids of issues and comments that lists do not show yet, and until when. */
  const hiddenUntil = new Map<number, number>()
  /** Where an issue that is no longer here went: another repository's URL path, or nowhere. */
  const departed = new Map<number, string | 'deleted'>()
  let lastId = 2_000_000_000
  let lastNumber = 0

  const newId = () => ++lastId
  const nodeId = (kind: string, id: number) => `${kind}_${Buffer.from(`${repo.id}:${id}`).toString('base64url')}`

  function person(login: string, type: SandboxUser['type'] = 'User', permission: SandboxUser['permission'] = 'read') {
    const known = state.people.find((user) => user.login.toLowerCase() === login.toLowerCase())
    if (known !== undefined) return known
    const user: SandboxUser = { id: newId(), login, type, permission }
    state.people.push(user)
    return user
  }

  const findLabel = (name: string) => state.labels.find((label) => label.name.toLowerCase() === name.toLowerCase())

  function addLabel(by: By, name: string, color = 'ededed', description: string | null = null): SandboxLabel {
    if (findLabel(name) !== undefined) throw ApiError.invalid('Label', 'name', 'already_exists')
    const id = newId()
    const label = { id, nodeId: nodeId('LA', id), name, color: color.toLowerCase(), description }
    state.labels.push(label)
    tell({ event: 'label', action: 'created', by, label })
    return label
  }

  function touch(issue: SandboxIssue) {
    issue.updatedAt = now()
  }

  function setLabels(by: By, issue: SandboxIssue, names: readonly string[]) {
    const wanted = names.map((name) => findLabel(name) ?? addLabel(by, name))
    const before = issue.labels
    issue.labels = [...new Set(wanted.map((label) => label.name))]
    touch(issue)
    for (const label of wanted) {
      if (!before.includes(label.name)) tell({ event: 'issues', action: 'labeled', by, issue, label })
    }
    for (const name of before) {
      const label = findLabel(name)
      if (label !== undefined && !issue.labels.includes(name)) {
        tell({ event: 'issues', action: 'unlabeled', by, issue, label })
      }
    }
  }

  function setAssignees(by: By, issue: SandboxIssue, logins: readonly string[]) {
    const before = issue.assignees
    issue.assignees = [...new Set(logins.map((login) => person(login).login))]
    touch(issue)
    for (const login of issue.assignees.filter((login) => !before.includes(login))) {
      tell({ event: 'issues', action: 'assigned', by, issue, assignee: person(login) })
    }
    for (const login of before.filter((login) => !issue.assignees.includes(login))) {
      tell({ event: 'issues', action: 'unassigned', by, issue, assignee: person(login) })
    }
  }

  function setState(by: By, issue: SandboxIssue, wanted: 'open' | 'closed', reason: StateReason = 'completed') {
    if (issue.state === wanted && (wanted === 'open' || issue.stateReason === reason)) return
    const changed = issue.state !== wanted
    issue.state = wanted
    issue.stateReason = wanted === 'closed' ? reason : 'reopened'
    issue.closedAt = wanted === 'closed' ? now() : null
    issue.closedBy = wanted === 'closed' ? by.user.login : null
    touch(issue)
    if (changed) tell({ event: 'issues', action: wanted === 'closed' ? 'closed' : 'reopened', by, issue })
  }

  return {
    state,
    hiddenUntil,
    departed,
    person,
    findLabel,
    addLabel,
    setLabels,
    setAssignees,

    /** Bee's view of a list: without what is held back by a fault. */
    listed: <T extends { id: number }>(items: readonly T[]) =>
      items.filter((item) => (hiddenUntil.get(item.id) ?? 0) <= now()),

    openIssue(by: By, draft: IssueDraft): SandboxIssue {
      const id = newId()
      const at = now()
      const issue: SandboxIssue = {
        id,
        nodeId: nodeId('I', id),
        number: ++lastNumber,
        title: draft.title,
        body: draft.body ?? null,
        state: 'open',
        stateReason: null,
        author: by.user.login,
        labels: [],
        assignees: [],
        locked: false,
        lockReason: null,
        viaApp: by.viaApp,
        createdAt: at,
        updatedAt: at,
        closedAt: null,
        closedBy: null,
        comments: [],
      }
      state.issues.push(issue)
      // GitHub shows the labels and assignees in `opened` already, and then tells each of them again.
      issue.labels = (draft.labels ?? []).map((name) => (findLabel(name) ?? addLabel(by, name)).name)
      issue.assignees = (draft.assignees ?? []).map((login) => person(login).login)
      tell({ event: 'issues', action: 'opened', by, issue })
      for (const name of issue.labels) {
        tell({ event: 'issues', action: 'labeled', by, issue, label: findLabel(name)! })
      }
      for (const login of issue.assignees) {
        tell({ event: 'issues', action: 'assigned', by, issue, assignee: person(login) })
      }
      return issue
    },

    changeIssue(by: By, issue: SandboxIssue, change: IssueChange): SandboxIssue {
      const changes: Record<string, { from: string }> = {}
      if (change.title !== undefined && change.title !== issue.title) changes.title = { from: issue.title }
      if (change.body !== undefined && change.body !== issue.body) changes.body = { from: issue.body ?? '' }
      if (Object.keys(changes).length > 0) {
        issue.title = change.title ?? issue.title
        if (change.body !== undefined) issue.body = change.body
        touch(issue)
        tell({ event: 'issues', action: 'edited', by, issue, changes })
      }
      if (change.labels !== undefined) setLabels(by, issue, change.labels)
      if (change.assignees !== undefined) setAssignees(by, issue, change.assignees)
      if (change.state !== undefined) setState(by, issue, change.state, change.stateReason)
      return issue
    },

    comment(by: By, issue: SandboxIssue, body: string): SandboxComment {
      const id = newId()
      const at = now()
      const author = by.user.login
      const comment = { id, nodeId: nodeId('IC', id), body, author, viaApp: by.viaApp, createdAt: at, updatedAt: at }
      issue.comments.push(comment)
      touch(issue)
      tell({ event: 'issue_comment', action: 'created', by, issue, comment })
      return comment
    },

    editComment(by: By, issue: SandboxIssue, comment: SandboxComment, body: string): SandboxComment {
      const changes = { body: { from: comment.body } }
      comment.body = body
      comment.updatedAt = now()
      touch(issue)
      tell({ event: 'issue_comment', action: 'edited', by, issue, comment, changes })
      return comment
    },

    deleteComment(by: By, issue: SandboxIssue, comment: SandboxComment) {
      issue.comments = issue.comments.filter((other) => other !== comment)
      touch(issue)
      tell({ event: 'issue_comment', action: 'deleted', by, issue, comment })
    },

    setLock(by: By, issue: SandboxIssue, locked: boolean, reason: LockReason | null = null): SandboxIssue {
      if (issue.locked === locked) return issue
      issue.locked = locked
      issue.lockReason = locked ? reason : null
      touch(issue)
      tell({ event: 'issues', action: locked ? 'locked' : 'unlocked', by, issue })
      return issue
    },

    /** @param to the path of the issue in its new repository; without it, the issue is deleted. */
    removeIssue(by: By, issue: SandboxIssue, to?: { path: string; changes: Record<string, unknown> }) {
      state.issues = state.issues.filter((other) => other !== issue)
      departed.set(issue.number, to?.path ?? 'deleted')
      const action = to === undefined ? 'deleted' : 'transferred'
      tell({ event: 'issues', action, by, issue, ...(to && { changes: to.changes }) })
    },

    changeLabel(by: By, label: SandboxLabel, change: { name?: string; color?: string; description?: string | null }) {
      const taken = change.name === undefined ? undefined : findLabel(change.name)
      if (taken !== undefined && taken !== label) throw ApiError.invalid('Label', 'name', 'already_exists')
      const before = { ...label }
      Object.assign(label, change)
      for (const issue of state.issues) {
        issue.labels = issue.labels.map((name) => (name === before.name ? label.name : name))
      }
      const changes: Record<string, { from: string | null }> = {}
      for (const key of ['name', 'color', 'description'] as const) {
        if (before[key] !== label[key]) changes[key] = { from: before[key] ?? '' }
      }
      tell({ event: 'label', action: 'edited', by, label, changes })
      return label
    },

    deleteLabel(by: By, label: SandboxLabel) {
      state.labels = state.labels.filter((other) => other !== label)
      for (const issue of state.issues) issue.labels = issue.labels.filter((name) => name !== label.name)
      tell({ event: 'label', action: 'deleted', by, label })
    },

    findIssue: (number: number) => state.issues.find((issue) => issue.number === number),

    findComment(id: number) {
      for (const issue of state.issues) {
        const comment = issue.comments.find((comment) => comment.id === id)
        if (comment !== undefined) return { issue, comment }
      }
      return undefined
    },
  }
}
