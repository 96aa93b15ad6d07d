import { Webhooks } from '@octokit/webhooks'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { GitHubSandbox } from '../../../src/sandbox/github/api.ts'
import { octokitFor, startJudgedSandbox, startReceiver } from './start.ts'

const secret = 'a secret'
const repo = { owner: 'octo', repo: 'hello' }

let sandbox: GitHubSandbox
let expectFaithful: Awaited<ReturnType<typeof startJudgedSandbox>>['expectFaithful']
let receiver: Awaited<ReturnType<typeof startReceiver>>

beforeEach(async () => {
  receiver = await startReceiver()
  ;({ sandbox, expectFaithful } = await startJudgedSandbox({ webhook: { url: receiver.url, secret } }))
})
afterEach(async () => {
  await sandbox.close()
  await receiver.close()
})

const names = () =>
  receiver.received.map(({ headers, body }) => `${headers['x-github-event']}.${JSON.parse(body).action}`)

it('tells everything the maintainer does, in the shape GitHub gives it', async () => {
  const { maintainer } = sandbox
  const { number } = maintainer.openIssue({ title: 'A', labels: ['bug'] })
  maintainer.editIssue(number, { title: 'B' })
  maintainer.label(number, 'brand new')
  maintainer.unlabel(number, 'bug')
  maintainer.assign(number, 'maya')
  maintainer.unassign(number, 'maya')
  const comment = maintainer.comment(number, 'hello')
  maintainer.editComment(comment.id, 'hello!')
  maintainer.deleteComment(comment.id)
  maintainer.lock(number, 'spam')
  maintainer.unlock(number)
  maintainer.close(number, 'duplicate')
  maintainer.reopen(number)
  maintainer.deleteLabel('brand new')
  maintainer.transfer(number, { owner: 'hive', repo: 'bee' })
  maintainer.deleteIssue(maintainer.openIssue({ title: 'C' }).number)
  await sandbox.settled()

  expect(names()).toEqual([
    'ping.undefined',
    'issues.opened',
    'issues.labeled',
    'issues.edited',
    'label.created',
    'issues.labeled',
    'issues.unlabeled',
    'issues.assigned',
    'issues.unassigned',
    'issue_comment.created',
    'issue_comment.edited',
    'issue_comment.deleted',
    'issues.locked',
    'issues.unlocked',
    'issues.closed',
    'issues.reopened',
    'label.deleted',
    'issues.transferred',
    'issues.opened',
    'issues.deleted',
  ])
  expect(JSON.parse(receiver.received[3]!.body)).toMatchObject({
    changes: { title: { from: 'A' } },
    sender: { login: 'maya' },
    installation: { id: sandbox.app.installationId },
  })
  expectFaithful()
})

it('signs the raw body, and says who it is', async () => {
  sandbox.maintainer.openIssue({ title: 'ünïcödé 🐝' })
  await sandbox.settled()

  const { headers, body } = receiver.received.at(-1)!
  expect(await new Webhooks({ secret }).verify(body, headers['x-hub-signature-256']!)).toBe(true)
  expect(headers).toMatchObject({
    'user-agent': expect.stringContaining('GitHub-Hookshot/'),
    'x-github-event': 'issues',
  })
})

it('sends an earlier delivery again with the same id and bytes, but never by itself', async () => {
  await receiver.close()
  sandbox.maintainer.openIssue({ title: 'missed' })
  await sandbox.settled()
  const missed = sandbox.deliveries.at(-1)!
  expect(missed.status).toBeNull()

  receiver = await startReceiver()
  sandbox.setWebhook(receiver.url, secret)
  await sandbox.settled()
  expect(names()).toEqual(['ping.undefined'])

  expect(await sandbox.redeliver(missed.id)).toMatchObject({ redelivery: true, status: 202 })
  const { headers, body } = receiver.received.at(-1)!
  expect(body).toBe(missed.body)
  expect(headers['x-github-delivery']).toBe(missed.id)
})

it.each([
  { webhook: 'drop' as const, expected: ['issues.closed'] },
  { webhook: 'duplicate' as const, expected: ['issues.opened', 'issues.opened', 'issues.closed'] },
  { webhook: 'reorder' as const, expected: ['issues.closed', 'issues.opened'] },
])('can $webhook a delivery', async ({ webhook, expected }) => {
  sandbox.faults.add({ match: { event: 'issues.opened', times: 1 }, do: { webhook } })
  sandbox.maintainer.openIssue({ title: 'x' })
  sandbox.maintainer.close(1)
  await sandbox.settled()

  expect(names().slice(1)).toEqual(expected)
})

it("tells Bee's own doings too", async () => {
  await sandbox.settled()
  const seen: string[] = []
  const stop = sandbox.events.subscribe(({ event, action, actor }) => seen.push(`${event}.${action} ${actor}`))
  await octokitFor(sandbox).rest.issues.create({ ...repo, title: 'x' })
  await sandbox.settled()
  stop()

  expect(JSON.parse(receiver.received.at(-1)!.body).sender.login).toBe('bee-desk')
  expect(seen).toEqual(['issues.opened bee-desk', 'delivery.issues.opened github'])
  expectFaithful()
})
