import { createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWebhookReader, type GitHubEvent } from '../../src/github/webhooks.ts'
import type { GitHubSandbox } from '../../src/sandbox/github/api.ts'
import { type Received, startJudgedSandbox, startReceiver } from '../sandbox/github/start.ts'
import { appAuth, connect, markers } from './connect.ts'
import fc from './property.ts'

const secret = 'hook secret'
const me = { login: 'bee-desk[bot]', appId: 12345 }
const read = createWebhookReader({ secret, markers, identity: async () => me })

const sign = (body: string | Uint8Array, key = secret) =>
  `sha256=${createHmac('sha256', key).update(body).digest('hex')}`
const deliver = (event: string, payload: unknown, headers: Record<string, string> = {}) => {
  const body = JSON.stringify(payload)
  return read(Buffer.from(body), {
    'x-github-event': event,
    'x-github-delivery': 'd-1',
    'x-hub-signature-256': sign(body),
    ...headers,
  })
}

interface Example {
  id?: string
  event: string
  action: string | null
  payload: Record<string, unknown>
}
const examplesPath = '../shared/specs/github-webhook-examples.json'
const examples: Example[] = existsSync(examplesPath) ? JSON.parse(readFileSync(examplesPath, 'utf8')).examples : []
if (examples.length === 0) console.warn(`${examplesPath} is absent: its tests are skipped.`)

const used = [
  'opened',
  'edited',
  'closed',
  'reopened',
  'labeled',
  'unlabeled',
  'assigned',
  'unassigned',
  'transferred',
  'deleted',
  'locked',
  'unlocked',
  'created',
]

describe.skipIf(examples.length === 0)("GitHub's example payloads", () => {
  it.each(examples.map((example, index) => ({ ...example, index })))(
    '$index: $event.$action',
    async ({ event, action, payload }) => {
      const reading = await deliver(event, payload)
      const isUsed = ['issues', 'issue_comment'].includes(event) && used.includes(action ?? '')
      expect(reading.kind).toBe(isUsed ? 'event' : 'ignored')
      if (reading.kind === 'ignored') expect(reading.isListed).toBe(true)
      if (reading.kind === 'event') {
        expect(reading.event).toMatchObject({ deliveryId: 'd-1', actor: { login: expect.any(String) } })
        expect(reading.event.updatedAt).toBeGreaterThan(Date.UTC(2015, 0))
      }
    },
  )

  it('knows the echo of its own App, and a ghost', async () => {
    const echo = examples.find(({ id }) => id === 'issue_comment.created/echo-of-own-app')!
    const asThatApp = createWebhookReader({
      secret,
      markers,
      identity: async () => ({ login: 'support-mirror[bot]', appId: 12345 }),
    })
    const body = JSON.stringify(echo.payload)
    const headers = { 'x-github-event': 'issue_comment', 'x-github-delivery': 'd', 'x-hub-signature-256': sign(body) }
    const reading = await asThatApp(Buffer.from(body), headers)
    expect(reading).toMatchObject({ kind: 'event', event: { app: { id: 12345, slug: 'support-mirror' } } })

    const ghost = examples.find(({ id }) => id === 'issues.opened/ghost-author-null-body')!
    expect(await deliver('issues', ghost.payload)).toMatchObject({ event: { type: 'issue.opened', body: '' } })
  })

  it('stays on its feet when parts are missing or of another kind', async () => {
    const samples = examples.filter(({ event }) => event === 'issues' || event === 'issue_comment')
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...samples),
        fc.nat(),
        fc.constantFrom(null, 0, '', [], {}, 'x', -1),
        async ({ event, payload }, place, value) => {
          const broken = structuredClone(payload)
          const paths = pathsOf(broken)
          const [owner, key] = paths[place % paths.length]!
          owner[key] = value
          expect(['event', 'ignored', 'refused']).toContain((await deliver(event, broken)).kind)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('the signature (A35)', () => {
  const body = '{"action":"opened"}'
  const headers = { 'x-github-event': 'issues', 'x-github-delivery': 'd-1', 'x-hub-signature-256': sign(body) }
  const withSignature = (value: string | undefined) => ({ ...headers, 'x-hub-signature-256': value })

  it('is checked before anything else', async () => {
    expect(await read(Buffer.from(body), headers)).toEqual({ kind: 'refused', why: 'malformed' })
  })

  it.each([
    ['none', undefined],
    ['empty', ''],
    ['SHA-1', `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`],
    ['too short', sign(body).slice(0, -1)],
    ['too long', `${sign(body)}0`],
    ['in upper case', sign(body).toUpperCase()],
    ['without its prefix', sign(body).slice(7)],
    ["another repository's secret", sign(body, 'other')],
    ['of another body', sign(`${body} `)],
    ['not hexadecimal', `sha256=${'z'.repeat(64)}`],
  ])('is refused: %s', async (_, signature) => {
    expect(await read(Buffer.from(body), withSignature(signature))).toEqual({ kind: 'refused', why: 'signature' })
  })

  it('is over the bytes, not over what they mean', async () => {
    expect(await read(Buffer.from('{ "action": "opened" }'), headers)).toEqual({ kind: 'refused', why: 'signature' })
    const notText = Buffer.from([0x7b, 0xff, 0x7d])
    expect(await read(notText, withSignature(sign(notText)))).toMatchObject({ kind: 'refused' })
    expect(await read(Buffer.alloc(0), withSignature(sign('')))).toMatchObject({ kind: 'refused' })
  })

  it.each(['[]', '1', 'null', '"x"', '{', '{"__proto__":1}', '{"action":{"toString":1}}'])(
    'may be right over nonsense: %s',
    async (nonsense) => {
      expect(await read(Buffer.from(nonsense), withSignature(sign(nonsense)))).toMatchObject({
        kind: expect.stringMatching('refused|ignored'),
      })
    },
  )

  it('lists what is ignored on purpose, and points out the rest', async () => {
    expect(await deliver('ping', { zen: 'x' })).toEqual({ kind: 'ignored', name: 'ping', isListed: true })
    expect(await deliver('sponsorship', {})).toEqual({ kind: 'ignored', name: 'sponsorship', isListed: false })
  })
})

describe('what the sandbox delivers', () => {
  let sandbox: GitHubSandbox
  let receiver: Awaited<ReturnType<typeof startReceiver>>
  beforeEach(async () => {
    receiver = await startReceiver()
    ;({ sandbox } = await startJudgedSandbox({ webhook: { url: receiver.url, secret } }))
  })
  afterEach(async () => {
    await sandbox.close()
    await receiver.close()
  })

  async function events(
    bee: ReturnType<typeof connect>,
    received: Received[] = receiver.received,
  ): Promise<GitHubEvent[]> {
    await sandbox.settled()
    const reader = createWebhookReader({ secret, markers, identity: () => bee.client.identity() })
    const readings = await Promise.all(received.map(({ headers, body }) => reader(Buffer.from(body), headers)))
    return readings.flatMap((reading) => (reading.kind === 'event' ? [reading.event] : []))
  }

  it.each(['token', 'app'])('tells own words from those of people, with a %s (F46)', async (kind) => {
    const bee = connect(sandbox, kind === 'app' ? { auth: appAuth(sandbox) } : {})
    await bee.issues.openIssue({ title: 'x', body: 'y', labels: [], assignees: [] }, { id: 'op-1', mayExist: false })
    const { id } = await bee.issues.addComment(1, { id: 'op-2', mayExist: false }, async () => [
      { id: 'op-2', text: 'hello' },
    ])
    sandbox.maintainer.comment(1, `> hello\n\nreal answer`)
    sandbox.person('eve').comment(1, `copied\n\n${markers.make('op-2')}`)
    sandbox.maintainer.editComment(id, 'changed by a person')
    await bee.issues.updateIssue(1, { state: 'closed' })
    sandbox.maintainer.reopen(1)

    const seen = (await events(bee)).map(({ type, isOwn, actor }) => `${type} ${isOwn ? 'own' : actor.login}`)
    expect(seen).toEqual([
      'issue.opened own',
      'comment.created own',
      'comment.created maya',
      'comment.created eve',
      'comment.edited maya',
      'issue.closed own',
      'issue.reopened maya',
    ])
  })

  it('says what each event needs', async () => {
    const { maintainer } = sandbox
    maintainer.openIssue({ title: 'A', body: 'b', labels: ['bug'] })
    maintainer.assign(1, 'maya')
    maintainer.close(1, 'not_planned')
    maintainer.transfer(1, { owner: 'hive', repo: 'bee' })

    expect(await events(connect(sandbox))).toMatchObject([
      { type: 'issue.opened', title: 'A', body: 'b', labels: ['bug'], marker: undefined, repository: 'octo/hello' },
      { type: 'issue.labeled', labels: ['bug'], assignees: [] },
      { type: 'issue.assigned', labels: ['bug'], assignees: ['maya'] },
      { type: 'issue.closed', reason: 'not_planned' },
      { type: 'issue.transferred', to: 'hive/bee' },
    ])
  })

  it('keeps the id of a delivery that comes twice, and the time that tells old from new (F44)', async () => {
    sandbox.faults.add({ match: { event: 'issue_comment.created', times: 1 }, do: { webhook: 'duplicate' } })
    sandbox.maintainer.openIssue({ title: 'A' })
    sandbox.maintainer.comment(1, 'x')
    const [, first, second] = await events(connect(sandbox))
    expect(second).toEqual(first)
  })
})

/** Every place in a payload, as its owner and key. */
function pathsOf(value: unknown): [Record<string, unknown>, string][] {
  if (typeof value !== 'object' || value === null) return []
  const owner = value as Record<string, unknown>
  return Object.keys(owner).flatMap((key) => [
    [owner, key] as [Record<string, unknown>, string],
    ...pathsOf(owner[key]),
  ])
}
