import { spawnSync } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wholeDesk } from '../src/core/scope.ts'
import { program } from '../src/paths.ts'
import { type UploadWorld, uploadWorld } from './uploads/kit.ts'
import { webhookSecret } from './world.ts'

let here: UploadWorld
let address: string
beforeAll(async () => {
  here = await uploadWorld()
  address = await here.anAddress()
}, 60_000)
afterAll(() => here.stop())

/** Each takes the place of a value, or stands beside one. Written as JSON, because that is what comes. */
const hostile = [
  ...['null', 'true', '0', '-1', '1e309', '-1e309', '1.5', '9007199254740993', '1e21', '""', '"NaN"', '"5"'],
  ...['[]', '[[]]', '["x"]', '{}', '{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}'],
  ...['{"toString":1}', '{"length":1e9}', '{"0":"x"}', '"\\u0000"', '"\\ud800"', `"${'x'.repeat(5000)}"`],
]
const extras = [
  '"__proto__":{"polluted":1,"kind":"bundle"}',
  '"constructor":{"prototype":{"polluted":1}}',
  '"ticketId":1,"state":"ready","id":1,"bundle_id":1,"isModerator":true',
]

/** The same JSON with one value after the other replaced, and with what does not belong there. */
function variantsOf(body: Record<string, unknown>): string[] {
  const text = JSON.stringify(body)
  const values = Object.keys(body).flatMap((key) =>
    hostile.map(
      (value) => `{${Object.entries(body).map(([k, v]) => `"${k}":${k === key ? value : JSON.stringify(v)}`)}}`,
    ),
  )
  return [...values, ...hostile, ...extras.map((extra) => `{${extra},${text.slice(1)}`), '{', '[1,', 'undefined', '']
}

const isClean = () =>
  ({}) instanceof Object && !('polluted' in {}) && !('polluted' in Object) && !('polluted' in Function.prototype)

describe('A43: JSON that was made to break something', () => {
  it('announces no upload but those that were meant', async () => {
    const bundle = { kind: 'bundle', sizeBytes: 1000, sha256: 'a'.repeat(64) }
    const files = { kind: 'files', files: [{ name: 'a.log', sizeBytes: 10 }] }
    const deep = ['1e309', '"5"', '-1', '1.5', '[]', '9007199254740993'].map(
      (size) => `{"kind":"files","files":[{"name":"a","sizeBytes":${size}}]}`,
    )
    const all = [...variantsOf(bundle), ...variantsOf(files), ...deep]
    expect(all.length).toBeGreaterThan(100)
    let taken = 0
    for (const body of all) {
      const headers = { 'content-type': 'application/json', accept: 'application/json' }
      const response = await fetch(`${address}/uploads`, { method: 'POST', body, headers })
      expect(response.status, body.slice(0, 120)).toBeLessThan(500)
      if (response.status !== 201) continue
      taken += 1
      // What came beside the schema has no effect: nothing is ready that nobody has sent.
      const state = (await response.json()) as { id: string; state: string }
      expect(state).toMatchObject({ state: 'receiving', id: expect.stringMatching(/^[\w-]{16,}$/) })
      await fetch(`${address}/uploads/${state.id}`, { method: 'DELETE' })
    }
    expect(taken).toBeGreaterThan(0)
    expect(taken).toBeLessThan(20)
    expect(isClean()).toBe(true)
  }, 60_000)

  it('is no delivery of GitHub, signed or not', async () => {
    const { world } = here
    const comment = {
      id: 1,
      html_url: 'https://x.example',
      body: 'x',
      user: { login: 'm' },
      updated_at: '2026-01-05T12:00:00Z',
    }
    const issue = { ...comment, number: 1, title: 'x' }
    const repository = { id: 1, full_name: 'a/b' }
    const sender = { login: 'm', type: 'User' }
    const before = await world.bee.app.tickets.list(wholeDesk, {})
    for (const [event, body] of [
      ['issues', { action: 'closed', issue, repository, sender }],
      ['issue_comment', { action: 'created', comment, issue, repository, sender }],
    ] as const) {
      for (const text of variantsOf(body)) {
        const signature = `sha256=${createHmac('sha256', webhookSecret).update(text).digest('hex')}`
        const headers = { 'x-github-event': event, 'x-github-delivery': '__proto__', 'x-hub-signature-256': signature }
        const response = await fetch(`${world.bee.url}/webhooks/github`, { method: 'POST', body: text, headers })
        expect(response.status, text.slice(0, 120)).toBeLessThan(500)
      }
    }
    expect(await world.bee.app.tickets.list(wholeDesk, {})).toEqual(before)
    expect(isClean()).toBe(true)
  }, 60_000)

  it('is named and skipped on the command line', () => {
    const lines = [
      ...variantsOf({ id: 7, text: 'the database is slow' }).filter((line) => line !== ''),
      '{"id":8,"text":"login"}',
    ]
    const { stdout, stderr, status } = spawnSync(process.execPath, [program('src/cli/main.ts'), 'triage', '--jsonl'], {
      input: lines.join('\n'),
      encoding: 'utf8',
    })
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: unknown; category: unknown })
    expect(status).toBe(1)
    expect(answers.at(-1)).toMatchObject({ id: 8 })
    for (const { id, category } of answers)
      expect([typeof category, ['string', 'number'].includes(typeof id)]).toEqual(['string', true])
    expect(answers.length + stderr.split('\n').filter((line) => line.includes('skipped')).length).toBe(lines.length)
    expect(stderr).not.toMatch(/at .*\.ts|Error:/)
  }, 60_000)

  it('leaves no defect behind', () => {
    expect(here.world.log.filter((line) => /"level":(50|60)/.test(line))).toEqual([])
  })
})
