import type { Octokit } from '@octokit/rest'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { FaultAction, GitHubSandbox } from '../../../src/sandbox/github/api.ts'
import { startGitHubSandbox } from '../../../src/sandbox/github/start.ts'
import { octokitFor } from './start.ts'

const repo = { owner: 'octo', repo: 'hello' }
let now = Date.UTC(2026, 0, 5, 12)
let sandbox: GitHubSandbox
let octokit: Octokit

beforeEach(async () => {
  sandbox = await startGitHubSandbox({ ...repo, now: () => now })
  octokit = octokitFor(sandbox)
})
afterEach(() => sandbox.close())

const open = (request = {}) => octokit.rest.issues.create({ ...repo, title: 'x', request })

it.each<{ what: string; action: FaultAction; status: number; made: number }>([
  { what: 'cuts the connection', action: 'drop', status: 500, made: 0 },
  { what: 'answers 502 instead', action: { status: 502 }, status: 502, made: 0 },
  { what: 'answers 502 afterwards', action: { effectThen: { status: 502 } }, status: 502, made: 1 },
  { what: 'cuts the connection afterwards', action: { effectThen: 'drop' }, status: 500, made: 1 },
  { what: 'limits', action: { rateLimit: 'secondary', retryAfter: 7 }, status: 403, made: 0 },
])('$what, once', async ({ action, status, made }) => {
  const fault = sandbox.faults.add({ match: { method: 'POST', path: '/repos/*/*/issues', times: 1 }, do: action })

  await expect(open()).rejects.toMatchObject({ status })
  expect(sandbox.state.issues).toHaveLength(made)
  await fault.untilStruck()
  await open()
  expect(sandbox.state.issues).toHaveLength(made + 1)
})

it.each<FaultAction>(['hang', { effectThen: 'hang' }])('never answers (%j)', async (action) => {
  const fault = sandbox.faults.add({ do: action })
  const asked = open({ signal: AbortSignal.timeout(300) })

  await fault.untilStruck()
  await expect(asked).rejects.toThrow()
  expect(sandbox.requests.at(-1)).toMatchObject({ status: 0, faulted: true })
})

it('answers late, and only from the second time on', async () => {
  sandbox.faults.add({ match: { nth: 2, times: 1 }, do: { delayMs: 60 } })
  await open()
  const before = performance.now()
  await open()
  expect(performance.now() - before).toBeGreaterThan(55)
})

it('shows a new issue in lists only later, though it can be read at once', async () => {
  sandbox.faults.add({ match: { method: 'POST' }, do: { listLagMs: 60_000 } })
  const { data } = await open()
  const list = async () => (await octokit.rest.issues.listForRepo(repo)).data.length

  expect(await list()).toBe(0)
  await expect(octokit.rest.issues.get({ ...repo, issue_number: data.number })).resolves.toMatchObject({ status: 200 })
  now += 60_000
  expect(await list()).toBe(1)
})

it('takes faults over HTTP as well', async () => {
  const url = `${sandbox.apiUrl}/sandbox/faults`
  const rule = JSON.stringify({ match: { path: '/repos/**', times: 1 }, do: { status: 503 } })
  expect((await fetch(url, { method: 'POST', body: rule })).status).toBe(201)
  expect((await fetch(url, { method: 'POST', body: 'what?' })).status).toBe(400)
  await expect(open()).rejects.toMatchObject({ status: 503 })
  expect(await (await fetch(url)).json()).toMatchObject([{ struck: 1 }])
  await fetch(url, { method: 'DELETE' })
  expect(sandbox.faults.list()).toEqual([])
})

it.each([
  { sendRetryAfter: true, retryAfter: '60' },
  { sendRetryAfter: false, retryAfter: undefined },
])('enforces 80 writes a minute, retry-after $retryAfter', async ({ sendRetryAfter, retryAfter }) => {
  const limited = await startGitHubSandbox({ ...repo, now: () => now, limits: { sendRetryAfter } })
  const client = octokitFor(limited)
  const write = () => client.rest.issues.create({ ...repo, title: 'x' })
  for (let count = 0; count < 80; count++) {
    await write()
    now += 700
  }

  const refused = await write().catch((error) => error)
  expect(refused).toMatchObject({ status: 403, message: expect.stringContaining('secondary rate limit') })
  expect(refused.response.headers['retry-after']).toBe(retryAfter)
  expect(new Set(limited.violations.map(({ rule }) => rule))).toEqual(new Set(['pace', 'writes-per-minute']))
  now += 60_000
  await write()
  await limited.close()
})

it('enforces the hourly limit, and says when it ends', async () => {
  const limited = await startGitHubSandbox({ ...repo, now: () => now, limits: { primary: 3 } })
  const client = octokitFor(limited)
  for (let count = 0; count < 3; count++) await client.rest.repos.get(repo)

  const refused = await client.rest.repos.get(repo).catch((error) => error)
  expect(refused.response.headers).toMatchObject({ 'x-ratelimit-remaining': '0' })
  now = Number(refused.response.headers['x-ratelimit-reset']) * 1000
  await client.rest.repos.get(repo)
  await limited.close()
})
