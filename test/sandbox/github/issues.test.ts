import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/rest'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { GitHubSandbox } from '../../../src/sandbox/github/api.ts'
import { startGitHubSandbox } from '../../../src/sandbox/github/start.ts'
import { octokitFor, startJudgedSandbox } from './start.ts'

const repo = { owner: 'octo', repo: 'hello' }

let sandbox: GitHubSandbox
let expectFaithful: Awaited<ReturnType<typeof startJudgedSandbox>>['expectFaithful']
let octokit: Octokit

beforeEach(async () => {
  ;({ sandbox, expectFaithful } = await startJudgedSandbox())
  octokit = octokitFor(sandbox)
})
afterEach(() => sandbox.close())

describe('issues', () => {
  it('opens, changes, comments, locks and closes one, as GitHub does', async () => {
    const { data: issue } = await octokit.rest.issues.create({
      ...repo,
      title: 'A',
      body: 'b',
      labels: ['bug', 'new one'],
    })
    const at = { ...repo, issue_number: issue.number }
    await octokit.rest.issues.update({ ...at, title: 'B', assignees: ['maya'] })
    const { data: comment } = await octokit.rest.issues.createComment({ ...at, body: 'hi' })
    await octokit.rest.issues.updateComment({ ...repo, comment_id: comment.id, body: 'hi!' })
    await octokit.rest.issues.addLabels({ ...at, labels: ['question'] })
    await octokit.rest.issues.removeLabel({ ...at, name: 'new one' })
    await octokit.rest.issues.addAssignees({ ...at, assignees: ['nobody-here'] })
    await octokit.rest.issues.removeAssignees({ ...at, assignees: ['maya'] })
    await octokit.rest.issues.lock({ ...at, lock_reason: 'resolved' })
    await octokit.rest.issues.unlock(at)
    await octokit.rest.issues.update({ ...at, state: 'closed', state_reason: 'not_planned' })

    const { data: now } = await octokit.rest.issues.get(at)
    expect(now).toMatchObject({ number: 1, title: 'B', state: 'closed', state_reason: 'not_planned', comments: 1 })
    expect(now.labels).toMatchObject([{ name: 'bug' }, { name: 'question' }])
    expect(now.assignees).toEqual([])
    const { data: comments } = await octokit.rest.issues.listComments(at)
    expect(comments).toMatchObject([{ body: 'hi!', user: { login: 'bee-desk' } }])
    await octokit.rest.issues.deleteComment({ ...repo, comment_id: comment.id })
    expect(sandbox.state.issues[0]!.comments).toEqual([])
    expectFaithful()
  })

  it('lists in pages with Link headers, by state, label and time', async () => {
    for (let count = 1; count <= 65; count++) sandbox.maintainer.openIssue({ title: `issue ${count}` })
    sandbox.maintainer.close(3)
    sandbox.maintainer.label(4, 'bug')

    const all = await octokit.paginate(octokit.rest.issues.listForRepo, { ...repo, state: 'all', per_page: 20 })
    expect(all).toHaveLength(65)
    const first = await octokit.rest.issues.listForRepo(repo)
    expect(first.data).toHaveLength(30)
    expect(first.data[0]!.number).toBe(65)
    expect(first.headers.link).toContain('rel="next"')
    const closed = await octokit.rest.issues.listForRepo({ ...repo, state: 'closed' })
    expect(closed.data.map((issue) => issue.number)).toEqual([3])
    const bugs = await octokit.rest.issues.listForRepo({ ...repo, labels: 'BUG' })
    expect(bugs.data.map((issue) => issue.number)).toEqual([4])
    const none = await octokit.rest.issues.listForRepo({ ...repo, since: '2999-01-01T00:00:00Z' })
    expect(none.data).toEqual([])
    expectFaithful()
  })

  it.each([
    { what: 'an empty title', body: { title: ' ' }, code: 'missing_field' },
    { what: 'a title of 257 characters', body: { title: 'x'.repeat(257) }, code: 'custom' },
    { what: 'a body of 65,537 characters', body: { title: 'x', body: 'x'.repeat(65_537) }, code: 'custom' },
    { what: 'a NUL', body: { title: 'x', body: '\0' }, code: 'custom' },
    { what: 'a label of 51 characters', body: { title: 'x', labels: ['x'.repeat(51)] }, code: 'custom' },
    { what: '101 labels', body: { title: 'x', labels: Array(101).fill('x') }, code: 'custom' },
    { what: '11 assignees', body: { title: 'x', assignees: Array(11).fill('maya') }, code: 'custom' },
    { what: 'an assignee from elsewhere', body: { title: 'x', assignees: ['stranger'] }, code: 'invalid' },
    { what: 'an unknown property', body: { title: 'x', colour: 'red' }, code: undefined },
  ])('refuses $what with 422, and remembers it', async ({ body, code }) => {
    const refused = await octokit.rest.issues.create({ ...repo, ...body }).catch((error) => error)

    expect(refused.status).toBe(422)
    expect(refused.response.data.errors?.[0]?.code).toBe(code)
    expect(sandbox.violations).toHaveLength(1)
    expect(sandbox.state.issues).toEqual([])
    expectFaithful({ allowRefusedBodies: true })
  })

  it('takes a body of 65,536 code points, and refuses half a character', async () => {
    await octokit.rest.issues.create({ ...repo, title: 'x', body: '🐝'.repeat(65_536) })
    const refused = await octokit.rest.issues
      .create({ ...repo, title: 'x', body: '🐝'.slice(0, 1) })
      .catch((error) => error)
    expect(refused).toMatchObject({ status: 400, message: expect.stringContaining('Problems parsing JSON') })
  })
})

describe('what can be wrong with a repository', () => {
  const open = () => octokit.rest.issues.create({ ...repo, title: 'x' }).catch((error) => error)

  it.each([
    { what: 'issues are off', make: () => sandbox.repository.disableIssues(), status: 410, message: 'disabled' },
    { what: 'it is gone', make: () => sandbox.repository.hide(), status: 404, message: 'Not Found' },
    { what: 'it is archived', make: () => sandbox.repository.archive(), status: 403, message: 'archived' },
    { what: 'the token was revoked', make: () => sandbox.repository.revokeTokens(), status: 401, message: 'Bad cred' },
  ])('answers $status when $what', async ({ make, status, message }) => {
    make()
    expect(await open()).toMatchObject({ status, message: expect.stringContaining(message) })
    expectFaithful()
  })

  it('redirects from the former name: reads with 301, writes with 307', async () => {
    await open()
    sandbox.repository.rename({ owner: 'hive', repo: 'bee' })

    const manual = { request: { redirect: 'manual' as const } }
    const read = await octokit.request('GET /repos/octo/hello/issues/1', manual)
    const write = await octokit.request('POST /repos/octo/hello/issues', { ...manual, title: 'y' })
    expect([read.status, write.status]).toEqual([301, 307])
    expect(read.headers.location).toBe(`${sandbox.apiUrl}/repositories/${sandbox.state.repo.id}/issues/1`)
    const { data } = await octokit.rest.repos.get(repo)
    expect(data.full_name).toBe('hive/bee')
    expectFaithful()
  })

  it('says of an issue that it was deleted, or where it went', async () => {
    await open()
    await open()
    sandbox.maintainer.deleteIssue(1)
    sandbox.maintainer.transfer(2, { owner: 'hive', repo: 'bee' })

    const deleted = await octokit.rest.issues.get({ ...repo, issue_number: 1 }).catch((error) => error)
    expect(deleted).toMatchObject({ status: 410 })
    const moved = await octokit.request('GET /repos/octo/hello/issues/2', { request: { redirect: 'manual' as const } })
    expect(moved.status).toBe(301)
    expectFaithful()
  })

  it('lets a reader without rights open an issue, but drops its labels', async () => {
    sandbox.repository.setPermission('bee-desk', 'read')
    const { data } = await octokit.rest.issues.create({ ...repo, title: 'x', labels: ['bug'] })
    expect(data.labels).toEqual([])
    sandbox.maintainer.lock(data.number)
    const comment = octokit.rest.issues.createComment({ ...repo, issue_number: data.number, body: 'x' })
    await expect(comment).rejects.toMatchObject({ status: 403, message: expect.stringContaining('locked') })
    expectFaithful()
  })
})

describe('labels, people and the account', () => {
  it('creates, changes and deletes labels, each name once', async () => {
    await octokit.rest.issues.createLabel({ ...repo, name: 'tier: pro', color: 'FF8800', description: 'paid' })
    const twice = octokit.rest.issues.createLabel({ ...repo, name: 'Tier: Pro', color: '000000' })
    await expect(twice).rejects.toMatchObject({ status: 422 })
    const { data } = await octokit.rest.issues.updateLabel({ ...repo, name: 'tier: pro', new_name: 'tier' })
    expect(data).toMatchObject({ name: 'tier', color: 'ff8800', description: 'paid' })
    await octokit.rest.issues.deleteLabel({ ...repo, name: 'tier' })
    await expect(octokit.rest.issues.getLabel({ ...repo, name: 'tier' })).rejects.toMatchObject({ status: 404 })
    expectFaithful()
  })

  it('refuses a colour with a hash', async () => {
    const refused = octokit.rest.issues.createLabel({ ...repo, name: 'x', color: '#ff8800' })
    await expect(refused).rejects.toMatchObject({ status: 422 })
  })

  it('tells who may do what', async () => {
    await octokit.rest.repos.get(repo)
    await octokit.rest.meta.get()
    await octokit.rest.rateLimit.get()
    const { data: me } = await octokit.rest.users.getAuthenticated()
    expect(me.login).toBe('bee-desk')
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({ ...repo, username: 'maya' })
    expect(data.permission).toBe('admin')
    await octokit.rest.repos.listCollaborators(repo)
    await octokit.rest.issues.listAssignees(repo)
    await octokit.rest.issues.checkUserCanBeAssigned({ ...repo, assignee: 'maya' })
    const { data: hook } = await octokit.rest.repos.createWebhook({
      ...repo,
      config: { url: 'http://127.0.0.1:9/', content_type: 'json', secret: 's' },
      events: ['issues'],
    })
    await octokit.rest.repos.pingWebhook({ ...repo, hook_id: hook.id })
    await sandbox.settled()
    const { data: deliveries } = await octokit.rest.repos.listWebhookDeliveries({ ...repo, hook_id: hook.id })
    expect(deliveries).toMatchObject([{ event: 'ping' }, { event: 'ping', status: 'timed out' }])
    await octokit.rest.repos.listWebhooks(repo)
    await octokit.rest.repos.deleteWebhook({ ...repo, hook_id: hook.id })
    expectFaithful()
  })

  it('answers 304 to a known ETag', async () => {
    const { headers } = await octokit.rest.repos.get(repo)
    const again = octokit.rest.repos.get({ ...repo, headers: { 'if-none-match': headers.etag! } })
    await expect(again).rejects.toMatchObject({ status: 304 })
  })
})

describe('a GitHub App', () => {
  const appOctokit = (privateKey: string, appId = sandbox.app.id) =>
    new Octokit({
      baseUrl: sandbox.apiUrl,
      authStrategy: createAppAuth,
      auth: { appId, privateKey, installationId: sandbox.app.installationId },
      log: { debug() {}, info() {}, warn() {}, error() {} },
    })

  it('acts through its installation, and is named in what it makes', async () => {
    const app = appOctokit(sandbox.app.privateKey)
    const { data } = await app.rest.issues.create({ ...repo, title: 'x' })
    expect(data.user).toMatchObject({ login: 'bee-desk[bot]', type: 'Bot' })
    expect(data.performed_via_github_app?.id).toBe(sandbox.app.id)
    await expect(app.rest.apps.getAuthenticated()).resolves.toMatchObject({ data: { slug: 'bee-desk' } })
    await app.rest.apps.getInstallation({ installation_id: sandbox.app.installationId })
    await app.rest.apps.listReposAccessibleToInstallation()
    expectFaithful()
  })

  it('is refused with another key, another id, or when suspended', async () => {
    const other = await startGitHubSandbox({ ...repo })
    const open = (app: Octokit) => app.rest.issues.create({ ...repo, title: 'x' })
    await expect(open(appOctokit(other.app.privateKey))).rejects.toMatchObject({ status: 401 })
    await other.close()
    await expect(open(appOctokit(sandbox.app.privateKey, 7))).rejects.toMatchObject({ status: 404 })
    sandbox.repository.suspendApp()
    await expect(open(appOctokit(sandbox.app.privateKey))).rejects.toMatchObject({ status: 403 })
    expectFaithful()
  })
})
