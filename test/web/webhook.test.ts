import { once } from 'node:events'
import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type WebKit, webKit } from './web-kit.ts'

let kit: WebKit
let taken: { raw: Buffer; headers: IncomingHttpHeaders }[]
beforeEach(async () => {
  taken = []
  kit = await webKit({
    webhooks: async (raw, headers) => {
      taken.push({ raw, headers })
      return headers['x-hub-signature-256'] === 'good' ? { status: 202, body: 'taken' } : { status: 401, body: 'no' }
    },
  })
})
afterEach(() => kit.close())

const post = (body: BodyInit, headers: Record<string, string> = {}) =>
  kit.get('/webhooks/github', { method: 'POST', body, headers })

describe('a webhook', () => {
  it.each([
    ['json with odd spacing', Buffer.from('{ "a" :\t1,\r\n"b":"ä\\u00e4" }\n'), 'application/json'],
    ['what is no json', Buffer.from([0, 255, 254, 10, 13]), 'application/json'],
    ['a form', Buffer.from('payload=%7B%7D'), 'application/x-www-form-urlencoded'],
    ['nothing', Buffer.alloc(0), 'application/json'],
    ['a key that would change prototypes', Buffer.from('{"__proto__":{"x":1}}'), 'application/json'],
  ])('is handed over byte for byte: %s: A35', async (_what, body, type) => {
    const answer = await post(new Uint8Array(body), { 'content-type': type, 'x-hub-signature-256': 'good' })

    expect([answer.status, await answer.text()]).toEqual([202, 'taken'])
    expect(taken).toHaveLength(1)
    expect(taken[0]!.raw.equals(body)).toBe(true)
    expect(taken[0]!.headers['x-hub-signature-256']).toBe('good')
  })

  it('is refused by who checks it', async () => {
    expect((await post('{}')).status).toBe(401)
  })

  it('of 25 MB is taken, one of 26 MB is refused before it is read: A35', async () => {
    const most = 25 * 1024 ** 2
    expect(
      (await post(new Uint8Array(most), { 'x-hub-signature-256': 'good', 'content-type': 'application/json' })).status,
    ).toBe(202)
    expect(taken[0]!.raw).toHaveLength(most)

    const asked = request(`${kit.base}/webhooks/github`, {
      method: 'POST',
      headers: { 'content-length': most + 1, 'content-type': 'application/json', accept: 'text/plain' },
    })
    asked.on('error', () => {}).write('{')
    const [answer] = await once(asked, 'response')
    expect(answer.statusCode).toBe(413)
    asked.destroy()
    expect(taken).toHaveLength(1)
  })

  it('in chunks without end is cut at the cap', async () => {
    const asked = request(`${kit.base}/webhooks/github`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    })
    asked.on('error', () => {})
    const answered = once(asked, 'response')
    const chunk = Buffer.alloc(1024 ** 2)
    for (let sent = 0; sent < 30 && !asked.destroyed; sent++) {
      if (!asked.write(chunk)) await Promise.race([once(asked, 'drain'), answered])
    }
    const [answer] = await answered
    expect(answer.statusCode).toBe(413)
    asked.destroy()
    expect(taken).toHaveLength(0)
  })

  it('waits when too much is under way at once', async () => {
    const open = Array.from({ length: 3 }, () => {
      const asked = request(`${kit.base}/webhooks/github`, {
        method: 'POST',
        headers: { 'content-length': 25 * 1024 ** 2, 'content-type': 'application/json' },
      })
      asked.on('error', () => {}).write('{')
      return asked
    })
    let status = 202
    for (let turn = 0; turn < 50 && status !== 503; turn++) {
      status = (await post('{}', { 'x-hub-signature-256': 'good', 'content-type': 'application/json' })).status
    }
    expect(status).toBe(503)

    for (const asked of open) asked.destroy()
    for (let turn = 0; turn < 200 && status !== 202; turn++) {
      status = (await post('{}', { 'x-hub-signature-256': 'good', 'content-type': 'application/json' })).status
    }
    expect(status).toBe(202)
  })

  it('is taken by POST only', async () => {
    const answer = await kit.get('/webhooks/github')
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
  })
})
