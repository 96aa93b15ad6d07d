import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FaultAction, GitHubSandbox } from '../../src/sandbox/github/api.ts'
import { startJudgedSandbox } from '../sandbox/github/start.ts'
import { appAuth, connect, markers } from './connect.ts'

let now = Date.UTC(2026, 0, 5, 12)
let sandbox: GitHubSandbox
let expectFaithful: Awaited<ReturnType<typeof startJudgedSandbox>>['expectFaithful']
beforeEach(async () => {
  ;({ sandbox, expectFaithful } = await startJudgedSandbox({ now: () => now }))
})
afterEach(() => sandbox.close())

const draft = { title: 'Login fails', body: '### Description\n\nIt does.', labels: ['bug'], assignees: [] as string[] }
const bee = (options: Parameters<typeof connect>[1] = {}) => connect(sandbox, { now: () => now, ...options })
/** One message of a comment. */
const saying = (id: string, text: string) => async () => [{ id, text }]
const only = () => sandbox.state.issues[0]!

const hangs: FaultAction = { effectThen: 'hang' }

describe('one issue, whatever fails in between', () => {
  it('opens it with labels, assignees and a marker', async () => {
    const made = await bee().issues.openIssue(
      { ...draft, assignees: ['maya', 'stranger'] },
      { id: 'op-1', mayExist: false },
    )

    expect(made).toEqual({ number: 1, url: 'https://github.com/octo/hello/issues/1' })
    expect(only()).toMatchObject({ title: 'Login fails', labels: ['bug'], assignees: ['maya'] })
    expect(markers.read(only().body)).toBe('op-1')
    expectFaithful()
  })

  it.each<{ what: string; action: FaultAction }>([
    { what: 'was a 502', action: { effectThen: { status: 502 } } },
    { what: 'was lost', action: { effectThen: 'drop' } },
    { what: 'never came', action: hangs },
  ])('finds the issue again when the answer $what (F39)', async ({ action }) => {
    sandbox.faults.add({ match: { method: 'POST', times: 1 }, do: action })
    const impatient = bee({ timeoutMs: action === hangs ? 300 : 20_000 })
    const first = impatient.issues.openIssue(draft, { id: 'op-1', mayExist: false })
    await expect(first).rejects.toMatchObject({ mayHaveHappened: true })
    for (let count = 0; count < 120; count++) sandbox.maintainer.openIssue({ title: `later ${count}` })

    expect(await bee().issues.openIssue(draft, { id: 'op-1', mayExist: true })).toMatchObject({ number: 1 })
    expect(sandbox.state.issues).toHaveLength(121)
    expectFaithful()
  })

  it('finds a comment again, and no copy of its marker by somebody else (A19)', async () => {
    const { issues } = bee()
    await issues.openIssue(draft, { id: 'op-1', mayExist: false })
    sandbox.faults.add({
      match: { path: '/repos/*/*/issues/1/comments', times: 1 },
      do: { effectThen: { status: 500 } },
    })
    sandbox.person('eve').comment(1, `mine\n\n${markers.make('op-2')}`)
    await expect(issues.addComment(1, { id: 'op-2', mayExist: false }, saying('op-2', 'hello'))).rejects.toThrow()

    const found = await issues.addComment(1, { id: 'op-2', mayExist: true }, saying('op-2', 'hello'))
    expect(only().comments.map(({ author }) => author)).toEqual(['eve', 'bee-desk'])
    expect(found.id).toBe(only().comments[1]!.id)
    expectFaithful()
  })

  it('makes it after all when there was nothing', async () => {
    expect(await bee().issues.openIssue(draft, { id: 'op-1', mayExist: true })).toMatchObject({ number: 1 })
  })

  it('works as an App too', async () => {
    const { issues } = bee({ auth: appAuth(sandbox) })
    await issues.openIssue(draft, { id: 'op-1', mayExist: false })
    expect(await issues.openIssue(draft, { id: 'op-1', mayExist: true })).toMatchObject({ number: 1 })
    expectFaithful()
  })
})

describe('lists that come late (F40)', () => {
  const lateBy = async (listLagMs: number) => {
    sandbox.faults.add({ match: { method: 'POST', times: 1 }, do: { listLagMs } })
    const parts = bee({ relistAfterMs: [5000, 30_000] })
    await parts.issues.openIssue(draft, { id: 'op-1', mayExist: false })
    // As after a crash before the answer was kept.
    return bee({ relistAfterMs: [5000, 30_000] })
  }
  /** Tries like the outbox: as long as it is told to come back. */
  const insist = async ({ issues }: ReturnType<typeof connect>) => {
    for (;;) {
      try {
        return await issues.openIssue(draft, { id: 'op-1', mayExist: true })
      } catch (error) {
        now += (error as { retryAfterMs: number }).retryAfterMs
      }
    }
  }

  it.each([500, 4000, 34_000])('waits for one that is %i ms late', async (ms) => {
    const again = await lateBy(ms)
    expect(await insist(again)).toMatchObject({ number: 1 })
    expect(sandbox.state.issues).toHaveLength(1)
  })

  it('knows from a delivery what no list shows yet', async () => {
    const again = await lateBy(480_000)
    again.issues.noteOwn('op-1', { number: 1, url: 'https://github.com/octo/hello/issues/1' })
    expect(await insist(again)).toMatchObject({ number: 1 })
    expect(sandbox.state.issues).toHaveLength(1)
  })

  it('knows its own twin when the list was too late, and closes it', async () => {
    const start = now
    const again = await lateBy(480_000)
    await insist(again)
    expect(sandbox.state.issues).toHaveLength(2)
    sandbox.person('eve').openIssue({ title: 'copy', body: markers.make('op-1') })
    now += 480_000

    const { items } = await again.issues.listIssues(start)
    expect(items.map(({ number, marker }) => [number, marker])).toEqual([
      [1, 'op-1'],
      [2, 'op-1'],
      [3, undefined],
    ])
    await again.issues.closeTwin(2)
    await again.issues.closeTwin(99)
    expect(sandbox.state.issues.map(({ state }) => state)).toEqual(['open', 'closed', 'open'])
    expect(sandbox.state.issues[1]!.stateReason).toBe('duplicate')
    expectFaithful()
  })
})

describe('keeping it in step', () => {
  it('sends only what differs, and nothing when nothing does', async () => {
    const { issues } = bee()
    await issues.openIssue(draft, { id: 'op-1', mayExist: false })
    sandbox.maintainer.label(1, 'needs design')
    const ours = { wanted: ['question'], ours: ['bug', 'question'] }
    const writes = () => sandbox.requests.filter(({ method }) => method !== 'GET').map(({ body }) => body)
    const before = writes().length

    await issues.updateIssue(1, { title: 'Login fails', body: draft.body, labels: ours, state: 'open' })
    await issues.updateIssue(1, { title: 'Login fails', body: draft.body, labels: ours, state: 'open' })
    expect(writes().slice(before)).toEqual([{ labels: ['needs design', 'question'] }])

    await issues.updateIssue(1, { body: 'new', state: 'closed', reason: 'not_planned' })
    expect(only()).toMatchObject({ state: 'closed', stateReason: 'not_planned' })
    expect(markers.read(only().body)).toBe('op-1')
    await issues.updateIssue(1, (issue) => (issue.state === 'closed' ? { state: 'open' } : {}))
    expect(await issues.getIssue(1)).toMatchObject({
      state: 'open',
      author: 'bee-desk',
      labels: ['needs design', 'question'],
    })
    expectFaithful()
  })

  it('edits and deletes comments, keeps their markers, and takes "gone" for deleted', async () => {
    const { issues } = bee()
    await issues.openIssue(draft, { id: 'op-1', mayExist: false })
    const { id } = await issues.addComment(1, { id: 'op-2', mayExist: false }, saying('op-2', 'hello'))
    await issues.editComment(id, { id: 'op-2', text: 'hello!' })
    expect(only().comments[0]!.body).toBe(`hello!\n\n${markers.make('op-2')}`)
    expect(await issues.getComment(id)).toMatchObject({ isOwn: true, issueNumber: 1, author: 'bee-desk' })
    await issues.deleteComment(id)
    await issues.deleteComment(id)
    expect(await issues.getComment(id)).toBeUndefined()
    await issues.editComment(id, { id: 'op-2', text: 'x' })
    expectFaithful()
  })

  it('carries several messages in one comment, and still finds, edits and deletes each of them', async () => {
    const { issues } = bee()
    await issues.openIssue(draft, { id: 'op-1', mayExist: false })
    const messages = ['a', 'b', 'c'].map((id) => ({ id, text: `**${id}** says` }))
    sandbox.faults.add({ match: { path: '/repos/*/*/issues/1/comments', times: 1 }, do: { effectThen: 'drop' } })
    const lost = issues.addComment(1, { id: 'a', mayExist: false }, async () => messages)
    await expect(lost).rejects.toMatchObject({ mayHaveHappened: true })
    const { id, markers: carried } = await issues.addComment(1, { id: 'a', mayExist: true }, () => expect.fail())
    expect(carried).toEqual(['a', 'b', 'c'])
    expect(await issues.addComment(1, { id: 'c', mayExist: true }, () => expect.fail())).toMatchObject({ id })

    await issues.editComment(id, { id: 'b', text: 'changed' })
    await issues.cutComment(id, 'a')
    await issues.editComment(id, { id: 'a', text: 'gone already' })
    expect(only().comments.map(({ body }) => body)).toEqual([
      `changed\n\n${markers.make('b')}\n\n**c** says\n\n${markers.make('c')}`,
    ])
    expectFaithful()
  })

  it('takes as many messages into one comment as there is room for', async () => {
    const { issues } = bee()
    await issues.openIssue(draft, { id: 'op-1', mayExist: false })
    const messages = ['a', 'b', 'c'].map((id) => ({ id, text: id.repeat(30_000) }))
    const made = await issues.addComment(1, { id: 'a', mayExist: false }, async () => messages)
    expect(made.markers).toEqual(['a', 'b'])
    expectFaithful()
  })

  it('finds what webhooks missed: comments and issues since a time (F45)', async () => {
    const { issues } = bee()
    await issues.openIssue(draft, { id: 'op-1', mayExist: false })
    await issues.addComment(1, { id: 'op-2', mayExist: false }, saying('op-2', 'by Bee'))
    now += 60_000
    const since = now
    for (let count = 0; count < 130; count++) sandbox.maintainer.comment(1, `missed ${count}`)

    const { items: comments } = await issues.listComments(since)
    expect(comments).toHaveLength(130)
    expect(comments[0]).toMatchObject({ body: 'missed 0', author: 'maya', isOwn: false, issueNumber: 1 })
    expect(await issues.listComments(since - 60_000)).toMatchObject({ items: { length: 131 }, isMore: false })
    expect(await issues.listIssues(since)).toMatchObject({ items: [{ number: 1, comments: 131 }] })
    expectFaithful()
  })

  it('creates the labels that are missing, asks once, and changes none', async () => {
    const { issues } = bee()
    const labels = [
      { name: 'Bug', color: '000000' },
      { name: 'tier: pro', color: '5319e7', description: 'Paid' },
    ]
    await issues.ensureLabels(labels)
    const asked = sandbox.requests.length
    await issues.ensureLabels(labels)
    expect(sandbox.requests).toHaveLength(asked)
    expect(sandbox.state.labels.find(({ name }) => name === 'bug')?.color).toBe('d73a4a')
    expect(sandbox.state.labels.at(-1)).toMatchObject({ name: 'tier: pro', color: '5319e7', description: 'Paid' })
    expectFaithful()
  })

  it('does not mind when somebody else was quicker with a label', async () => {
    sandbox.faults.add({ match: { path: '/repos/*/*/labels', method: 'GET', times: 1 }, do: { status: 200, body: [] } })
    await bee().issues.ensureLabels([{ name: 'bug', color: '000000' }])
    expectFaithful()
  })
})

describe('what can happen to a repository or an issue', () => {
  it('follows a new name, for reads and writes, and keeps it by the number of the repository (F41)', async () => {
    let text: string | undefined
    const kept = {
      get: async () => text,
      set: async (repository: string) => {
        text = repository
      },
    }
    const parts = bee({ kept })
    await parts.issues.openIssue(draft, { id: 'op-1', mayExist: false })
    expect(JSON.parse(text!)).toMatchObject({ name: 'octo/hello' })
    sandbox.repository.rename({ owner: 'hive', repo: 'bee' })

    await parts.issues.addComment(1, { id: 'op-2', mayExist: false }, saying('op-2', 'still here'))
    await parts.issues.getIssue(1)
    expect(only().comments).toHaveLength(1)
    expect(parts.repository.name).toEqual({ owner: 'hive', repo: 'bee' })

    // Somebody takes the earlier name, and it moves once more: a new process still finds it.
    sandbox.repository.rename({ owner: 'hive', repo: 'bumblebee' })
    sandbox.state.repo.formerNames.length = 0
    const later = bee({ kept })
    expect(await later.issues.getIssue(1)).toMatchObject({ number: 1 })
    expect(later.repository.name).toEqual({ owner: 'hive', repo: 'bumblebee' })
    expectFaithful()
  })

  it('asks no stranger who has its name, and needs no address that GitHub does not document (F42)', async () => {
    let text: string | undefined
    const kept = {
      get: async () => text,
      set: async (repository: string) => {
        text = repository
      },
    }
    await bee({ kept }).issues.openIssue(draft, { id: 'op-1', mayExist: false })
    sandbox.faults.add({ match: { path: '/repositories/*' }, do: { status: 404, body: { message: 'Not Found' } } })
    expect(await bee({ kept }).issues.getIssue(1)).toMatchObject({ number: 1 })

    sandbox.state.repo.id += 1
    const later = bee({ kept })
    await expect(later.issues.getIssue(1)).rejects.toMatchObject({ kind: 'not-found' })
    await expect(later.issues.openIssue(draft, { id: 'op-2', mayExist: false })).rejects.toMatchObject({
      kind: 'not-found',
    })
    expect(sandbox.state.issues).toHaveLength(1)
  })

  it('sends no token after a redirect to somebody else (A21)', async () => {
    const location = 'http://127.0.0.1:1/repositories/1'
    sandbox.faults.add({ do: { status: 307, headers: { location } } })
    await expect(bee().issues.getIssue(1)).rejects.toMatchObject({ kind: 'moved', location })
  })

  it('says when an issue was moved or deleted, and makes no other (F42)', async () => {
    const { issues } = bee()
    await issues.openIssue(draft, { id: 'op-1', mayExist: false })
    await issues.openIssue(draft, { id: 'op-2', mayExist: false })
    sandbox.maintainer.transfer(1, { owner: 'hive', repo: 'bee' })
    sandbox.maintainer.deleteIssue(2)

    await expect(issues.addComment(1, { id: 'op-3', mayExist: false }, saying('op-3', 'x'))).rejects.toMatchObject({
      kind: 'moved',
    })
    await expect(issues.updateIssue(2, { title: 'x' })).rejects.toMatchObject({ kind: 'not-found' })
    expect(sandbox.state.issues).toEqual([])
    expectFaithful()
  })

  it('refuses a body without room for its marker before GitHub does', async () => {
    const long = bee().issues.openIssue({ ...draft, body: 'x'.repeat(65_530) }, { id: 'op-1', mayExist: false })
    await expect(long).rejects.toMatchObject({ kind: 'invalid' })
    expect(sandbox.requests).toEqual([])
  })
})
