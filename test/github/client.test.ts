import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createGitHubClient, createGitHubPace } from '../../src/github/client.ts'
import { GitHubProblem } from '../../src/github/problem.ts'
import type { FaultAction, GitHubSandbox } from '../../src/sandbox/github/api.ts'
import { startGitHubSandbox } from '../../src/sandbox/github/start.ts'
import { createPaceMemory } from '../../src/store/pace.ts'
import { aStore } from '../store/kit.ts'
import { appAuth, connect } from './connect.ts'

let now = Date.UTC(2026, 0, 5, 12)
let sandbox: GitHubSandbox
beforeEach(async () => {
  sandbox = await startGitHubSandbox({ owner: 'octo', repo: 'hello', now: () => now })
})
afterEach(() => sandbox.close())

const open = (bee: ReturnType<typeof connect>, id = 'op-1', mayExist = false) =>
  bee.issues.openIssue({ title: 'x', body: 'y', labels: [], assignees: [] }, { id, mayExist })

const problemWith = (promise: Promise<unknown>): Promise<GitHubProblem> =>
  promise.then(
    () => expect.fail('it should not have worked'),
    (error) => {
      expect(error).toBeInstanceOf(GitHubProblem)
      return error
    },
  )

it.each<{ what: string; make: () => void; kind: string; mayHaveHappened?: boolean }>([
  { what: 'issues are off (F41)', make: () => sandbox.repository.disableIssues(), kind: 'issues-disabled' },
  { what: 'the repository is gone (F41)', make: () => sandbox.repository.hide(), kind: 'not-found' },
  { what: 'the repository is archived', make: () => sandbox.repository.archive(), kind: 'forbidden' },
  { what: 'the token was revoked (F43)', make: () => sandbox.repository.revokeTokens(), kind: 'unauthorized' },
  { what: 'a court said so (F41)', make: () => fault({ status: 451 }), kind: 'forbidden' },
  { what: 'GitHub is down', make: () => fault({ status: 503 }), kind: 'unavailable', mayHaveHappened: true },
  {
    what: 'the answer is no JSON',
    make: () => fault({ status: 502, body: '<html>' }),
    kind: 'unavailable',
    mayHaveHappened: true,
  },
  { what: 'the connection is cut', make: () => fault('drop'), kind: 'unavailable', mayHaveHappened: true },
])('says in its own words that $what', async ({ make, kind, mayHaveHappened = false }) => {
  make()
  expect(await problemWith(open(connect(sandbox)))).toMatchObject({ kind, mayHaveHappened })
})

it('gives up after the time-out', async () => {
  fault('hang')
  expect(await problemWith(open(connect(sandbox, { timeoutMs: 100 })))).toMatchObject({
    kind: 'unavailable',
    mayHaveHappened: true,
  })
})

it('knows that nothing happened when nobody was there', async () => {
  const bee = connect(sandbox)
  await sandbox.close()
  expect(await problemWith(open(bee))).toMatchObject({ kind: 'unavailable', mayHaveHappened: false })
  sandbox = await startGitHubSandbox({ owner: 'octo', repo: 'hello' })
})

it('never shows the token in a problem (A16)', async () => {
  sandbox.repository.revokeTokens()
  const problem = await problemWith(open(connect(sandbox)))
  expect(JSON.stringify([problem.message, problem.stack, problem.cause])).not.toContain(sandbox.token.slice(11))
})

it('tries a write once, whatever the answer was (F39)', async () => {
  fault({ effectThen: { status: 502 } })
  await problemWith(open(connect(sandbox)))
  expect(sandbox.state.issues).toHaveLength(1)
  expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
})

describe('limits (F38)', () => {
  it.each<{ what: string; limit: FaultAction; waits: number }>([
    { what: 'with retry-after', limit: { rateLimit: 'secondary', retryAfter: 7 }, waits: 7000 },
    { what: 'as 429', limit: { rateLimit: 'secondary', retryAfter: 30, status: 429 }, waits: 30_000 },
    { what: 'without a word', limit: { rateLimit: 'secondary', retryAfter: null }, waits: 60_000 },
    { what: 'of the hour', limit: { rateLimit: 'primary' }, waits: 3_601_000 },
  ])('waits as GitHub says, $what, and asks nothing meanwhile', async ({ limit, waits }) => {
    const bee = connect(sandbox, { now: () => now })
    fault(limit)

    expect(await problemWith(open(bee))).toMatchObject({ kind: 'rate-limited', retryAfterMs: waits })
    const asked = sandbox.requests.length
    expect(await problemWith(bee.issues.getIssue(1))).toMatchObject({ kind: 'rate-limited', retryAfterMs: waits })
    expect(sandbox.requests).toHaveLength(asked)
    now += waits
    await open(bee)
    expect(sandbox.state.issues).toHaveLength(1)
  })

  it('waits longer each time when GitHub does not say how long', async () => {
    const bee = connect(sandbox, { now: () => now })
    sandbox.faults.add({ match: { method: 'POST', times: 6 }, do: { rateLimit: 'secondary', retryAfter: null } })
    const waits: number[] = []
    for (let count = 0; count < 6; count++) {
      const { retryAfterMs = 0 } = await problemWith(open(bee))
      waits.push(retryAfterMs / 60_000)
      now += retryAfterMs
    }
    expect(waits).toEqual([1, 2, 4, 8, 15, 15])
  })

  // 2,000 take a minute.
  const tickets = process.env.SLOW ? 2000 : 500
  it(`breaks none with ${tickets} tickets in an hour, keeps the order, and forgets nothing when it is restarted`, async () => {
    const limited = await startGitHubSandbox({ owner: 'octo', repo: 'hello', now: () => now, limits: true })
    const { db } = await aStore()
    const sleep = async (ms: number) => {
      now += ms
    }
    const start = () =>
      connect(limited, { now: () => now, writeIntervalMs: 1000, sleep, memory: createPaceMemory(db, 'github') })
    const began = now
    let bee = start()
    for (let count = 1; count <= tickets; ) {
      if (count % 130 === 0) bee = start()
      try {
        await open(bee, `op-${count}`)
        count += 1
      } catch (error) {
        now += (error as GitHubProblem).retryAfterMs!
      }
    }
    expect(limited.violations).toEqual([])
    expect(limited.state.issues.map(({ body }) => body?.match(/op-\d+/)?.[0])).toEqual(
      Array.from({ length: tickets }, (_, index) => `op-${index + 1}`),
    )
    // 450 an hour, the first at once.
    expect((now - began) / 3_600_000).toBeLessThan(tickets / 450)
    const kept = await db.selectFrom('pace_spend').select('id').execute()
    expect(kept.length).toBeLessThan(600)
    await limited.close()
  }, 120_000)

  it('sends one request first when a pause is over, and all others only after it', async () => {
    const bee = connect(sandbox, { now: () => now })
    fault({ rateLimit: 'secondary', retryAfter: 60 })
    await problemWith(open(bee))
    now += 60_000
    sandbox.faults.add({ match: { method: 'GET', times: 1 }, do: { rateLimit: 'secondary', retryAfter: null } })
    const asked = sandbox.requests.length
    const all = Array.from({ length: 20 }, () => problemWith(bee.issues.getIssue(1)))
    for (const { kind } of await Promise.all(all)) expect(kind).toBe('rate-limited')
    expect(sandbox.requests.length - asked).toBe(1)
  })

  it('is left alone by a new process too', async () => {
    const { db } = await aStore()
    const memory = createPaceMemory(db, 'github')
    fault({ rateLimit: 'secondary', retryAfter: null })
    await problemWith(open(connect(sandbox, { now: () => now, memory })))
    const asked = sandbox.requests.length
    const later = connect(sandbox, { now: () => now, memory })
    expect(await problemWith(open(later))).toMatchObject({ kind: 'rate-limited', retryAfterMs: 60_000 })
    expect(sandbox.requests).toHaveLength(asked)

    now += 60_000
    sandbox.faults.add({ match: { times: 1 }, do: { rateLimit: 'secondary', retryAfter: null } })
    expect(await problemWith(open(connect(sandbox, { now: () => now, memory })))).toMatchObject({
      retryAfterMs: 120_000,
    })
    now += 120_000
    await open(connect(sandbox, { now: () => now, memory }))
    await open(connect(sandbox, { now: () => now, memory }), 'op-2')
    expect(await db.selectFrom('pace_pause').selectAll().execute()).toEqual([])
  })

  it('leaves a second between two writes, and none between reads', async () => {
    const pace = createGitHubPace({ writeIntervalMs: 120 })
    const client = createGitHubClient({ apiUrl: sandbox.apiUrl, auth: { token: sandbox.token }, pace, now: Date.now })
    const repo = { owner: 'octo', repo: 'hello' }
    const before = performance.now()
    await Promise.all(
      [1, 2, 3].map(() => client.write((octokit) => octokit.rest.issues.create({ ...repo, title: 'x' }))),
    )
    expect(performance.now() - before).toBeGreaterThanOrEqual(235)
  })
})

describe('a GitHub App', () => {
  it('works through its installation and knows its own name', async () => {
    const bee = connect(sandbox, { auth: appAuth(sandbox), now: () => now })
    sandbox.repository.unsuspendApp()
    await open(bee)
    expect(sandbox.state.issues[0]).toMatchObject({ author: 'bee-desk[bot]', viaApp: true })
    expect(await bee.client.identity()).toEqual({ login: 'bee-desk[bot]', appId: sandbox.app.id })
  })

  it('gets a new token when the old one is revoked, once (F43)', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now })
    const bee = connect(sandbox, { auth: appAuth(sandbox), now: () => now })
    await open(bee)
    // A token younger than five seconds may just not have reached all of GitHub yet; then the library asks again.
    now += 10_000
    vi.setSystemTime(now)
    sandbox.repository.revokeTokens()
    await open(bee, 'op-2')
    vi.useRealTimers()

    expect(sandbox.requests.filter(({ status }) => status === 401)).toHaveLength(1)
    expect(sandbox.state.issues).toHaveLength(2)
  })

  it('stops asking for a while when it is suspended: no storm of refusals (F43)', async () => {
    const bee = connect(sandbox, { auth: appAuth(sandbox), now: () => now })
    sandbox.repository.suspendApp()
    for (let count = 0; count < 20; count++) {
      expect(await problemWith(open(bee))).toMatchObject({ kind: 'unauthorized' })
    }
    // Two tries, each with a second one for the difference of the clocks.
    expect(sandbox.requests.length).toBeLessThanOrEqual(4)
    sandbox.repository.unsuspendApp()
    now += 60_000
    await open(bee)
  })
})

function fault(action: FaultAction) {
  sandbox.faults.add({ match: { method: 'POST', path: '/repos/**', times: 1 }, do: action })
}
