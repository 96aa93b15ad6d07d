import type { LockReason, SandboxComment, SandboxIssue, StateReason } from './api.ts'
import { ApiError } from './errors.ts'
import type { By, Model } from './model.ts'
import type { Resources } from './resources.ts'
import { type Call, created, noContent, ok, page, type Route } from './routes.ts'
import { check, rules } from './rules.ts'

const repoPath = '/repos/:owner/:repo'
const issuePath = `${repoPath}/issues/:number`

/** Issues, their comments, labels, assignees and locks. */
export function issueRoutes(model: Model, resources: Resources, apiUrl: () => string): Route[] {
  const { repo } = model.state

  function mayTriage(by: By) {
    return by.user.permission !== 'read'
  }

  function requireTriage(by: By) {
    if (!mayTriage(by)) throw ApiError.forbidden('Must have admin rights to Repository.')
  }

  /** @throws ApiError 301, 404, 410 */
  function issueOf({ method, params }: Call): SandboxIssue {
    const number = Number(params.number)
    const issue = model.findIssue(number)
    if (issue !== undefined) return issue
    const departed = model.departed.get(number)
    if (departed === undefined) throw ApiError.notFound()
    if (departed === 'deleted') throw new ApiError(410, 'This issue was deleted')
    throw ApiError.moved(method, `${apiUrl()}${departed}`)
  }

  function commentOf({ params }: Call): { issue: SandboxIssue; comment: SandboxComment } {
    const found = model.findComment(Number(params.comment))
    if (found === undefined) throw ApiError.notFound()
    return found
  }

  function requireAssignable(logins: readonly string[] | undefined) {
    for (const login of logins ?? []) {
      if (!canBeAssigned(login)) throw ApiError.invalid('Issue', 'assignees', 'invalid', undefined, login)
    }
  }

  const canBeAssigned = (login: string) =>
    model.state.people.some((user) => user.login.toLowerCase() === login.toLowerCase() && user.permission !== 'read')

  function list(call: Call) {
    const { query } = call
    const since = timeOf(query.get('since'))
    const wanted = query.get('state') ?? 'open'
    const labels = (query.get('labels') ?? '').split(',').filter((name) => name !== '')
    const creator = query.get('creator')
    const key = query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt'
    const sign = query.get('direction') === 'asc' ? 1 : -1
    const found = model
      .listed(model.state.issues)
      .filter((issue) => wanted === 'all' || issue.state === wanted)
      .filter((issue) => since === undefined || seconds(issue.updatedAt) >= since)
      .filter((issue) => creator === null || issue.author === creator)
      .filter((issue) => labels.every((name) => issue.labels.some((has) => has.toLowerCase() === name.toLowerCase())))
      .sort((a, b) => sign * (a[key] - b[key] || a.number - b.number))
    return page(call, found, resources.issue, apiUrl())
  }

  function listComments(call: Call, found: { issue: SandboxIssue; comment: SandboxComment }[]) {
    const since = timeOf(call.query.get('since'))
    const visible = new Set(model.listed(found.map(({ comment }) => comment)))
    const shown = found
      .filter(({ comment }) => visible.has(comment))
      .filter(({ comment }) => since === undefined || seconds(comment.updatedAt) >= since)
    return page(call, shown, ({ issue, comment }) => resources.comment(issue, comment), apiUrl())
  }

  const withIssue = (issue: SandboxIssue) => issue.comments.map((comment) => ({ issue, comment }))
  const labelsOf = (issue: SandboxIssue) => issue.labels.map((name) => resources.label(model.findLabel(name)!))

  const routes: [method: string, template: string, handle: Route['handle']][] = [
    ['GET', `${repoPath}/issues`, list],
    [
      'POST',
      `${repoPath}/issues`,
      ({ body, by }) => {
        check(body, rules.newIssue)
        const draft = body as { title: string; body?: string; labels?: string[]; assignees?: string[] }
        requireAssignable(draft.assignees)
        // Without write access GitHub drops these silently.
        const allowed = mayTriage(by) ? draft : { title: draft.title, body: draft.body ?? null }
        return created(resources.issueDetails(model.openIssue(by, allowed)))
      },
    ],
    [
      'GET',
      `${repoPath}/issues/comments`,
      (call) => listComments(call, model.state.issues.flatMap(withIssue).sort(inOrder(call.query))),
    ],
    [
      'GET',
      `${repoPath}/issues/comments/:comment`,
      (call) => {
        const { issue, comment } = commentOf(call)
        return ok(resources.comment(issue, comment))
      },
    ],
    [
      'PATCH',
      `${repoPath}/issues/comments/:comment`,
      (call) => {
        const { issue, comment } = commentOf(call)
        check(call.body, rules.comment)
        return ok(resources.comment(issue, model.editComment(call.by, issue, comment, String(call.body.body))))
      },
    ],
    [
      'DELETE',
      `${repoPath}/issues/comments/:comment`,
      (call) => {
        const { issue, comment } = commentOf(call)
        model.deleteComment(call.by, issue, comment)
        return noContent
      },
    ],
    ['GET', issuePath, (call) => ok(resources.issueDetails(issueOf(call)))],
    [
      'PATCH',
      issuePath,
      (call) => {
        const issue = issueOf(call)
        check(call.body, rules.issueChange)
        if (issue.author !== call.by.user.login) requireTriage(call.by)
        const { state_reason: reason, ...change } = call.body as Parameters<typeof model.changeIssue>[2] & {
          state_reason?: StateReason | 'reopened' | null
        }
        requireAssignable(change.assignees)
        const stateReason = reason == null || reason === 'reopened' ? {} : { stateReason: reason }
        return ok(resources.issueDetails(model.changeIssue(call.by, issue, { ...change, ...stateReason })))
      },
    ],
    ['GET', `${issuePath}/comments`, (call) => listComments(call, withIssue(issueOf(call)))],
    [
      'POST',
      `${issuePath}/comments`,
      (call) => {
        const issue = issueOf(call)
        check(call.body, rules.comment)
        if (issue.locked && !mayTriage(call.by)) {
          throw ApiError.forbidden('Unable to create comment because issue is locked.')
        }
        return created(resources.comment(issue, model.comment(call.by, issue, String(call.body.body))))
      },
    ],
    ['GET', `${issuePath}/labels`, (call) => page(call, labelsOf(issueOf(call)), (label) => label, apiUrl())],
    [
      'POST',
      `${issuePath}/labels`,
      (call) => {
        const issue = issueOf(call)
        model.setLabels(call.by, issue, [...issue.labels, ...labelsGiven(call)])
        return ok(labelsOf(issue))
      },
    ],
    [
      'PUT',
      `${issuePath}/labels`,
      (call) => {
        const issue = issueOf(call)
        model.setLabels(call.by, issue, labelsGiven(call))
        return ok(labelsOf(issue))
      },
    ],
    [
      'DELETE',
      `${issuePath}/labels`,
      (call) => {
        model.setLabels(call.by, issueOf(call), [])
        return noContent
      },
    ],
    [
      'DELETE',
      `${issuePath}/labels/:name`,
      (call) => {
        const issue = issueOf(call)
        const name = model.findLabel(call.params.name!)?.name
        if (name === undefined || !issue.labels.includes(name)) throw new ApiError(404, 'Label does not exist')
        const rest = issue.labels.filter((other) => other !== name)
        model.setLabels(call.by, issue, rest)
        return ok(labelsOf(issue))
      },
    ],
    [
      'POST',
      `${issuePath}/assignees`,
      (call) => {
        const issue = issueOf(call)
        check(call.body, rules.assignees)
        const wanted = (call.body.assignees ?? []) as string[]
        // Unlike on create, GitHub leaves out silently whom it cannot assign.
        model.setAssignees(call.by, issue, [...issue.assignees, ...wanted.filter(canBeAssigned)])
        return created(resources.issueDetails(issue))
      },
    ],
    [
      'DELETE',
      `${issuePath}/assignees`,
      (call) => {
        const issue = issueOf(call)
        check(call.body, rules.assignees)
        const gone = ((call.body.assignees ?? []) as string[]).map((login) => login.toLowerCase())
        const rest = issue.assignees.filter((login) => !gone.includes(login.toLowerCase()))
        model.setAssignees(call.by, issue, rest)
        return ok(resources.issueDetails(issue))
      },
    ],
    [
      'PUT',
      `${issuePath}/lock`,
      (call) => {
        const issue = issueOf(call)
        check(call.body, rules.lock)
        requireTriage(call.by)
        model.setLock(call.by, issue, true, (call.body.lock_reason as LockReason | undefined) ?? null)
        return noContent
      },
    ],
    [
      'DELETE',
      `${issuePath}/lock`,
      (call) => {
        requireTriage(call.by)
        model.setLock(call.by, issueOf(call), false)
        return noContent
      },
    ],
  ]

  function labelsGiven({ body, by }: Call): string[] {
    check(body, rules.labels)
    requireTriage(by)
    return (body.labels ?? []) as string[]
  }

  /** GitHub has no issues here at all when they are switched off. */
  const guarded =
    (handle: Route['handle']): Route['handle'] =>
    (call) => {
      if (!repo.hasIssues) throw new ApiError(410, 'Issues has been disabled in this repository.')
      return handle(call)
    }
  return routes.map(([method, template, handle]) => ({ method, template, as: 'user', handle: guarded(handle) }))
}

/** Direction counts only together with a sort, as GitHub says. */
function inOrder(query: URLSearchParams) {
  const sort = query.get('sort')
  const sign = sort !== null && query.get('direction') === 'desc' ? -1 : 1
  const key = sort === 'updated' ? 'updatedAt' : 'createdAt'
  return (a: { comment: SandboxComment }, b: { comment: SandboxComment }) =>
    sign * (a.comment[key] - b.comment[key] || a.comment.id - b.comment.id)
}

const seconds = (ms: number) => Math.floor(ms / 1000)

function timeOf(text: string | null): number | undefined {
  if (text === null) return undefined
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw ApiError.malformed(`"${text}" is not a valid "date-time".`)
  return seconds(time)
}
