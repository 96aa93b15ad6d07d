import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type WebKit, webKit } from './web-kit.ts'

let kit: WebKit
beforeEach(async () => {
  kit = await webKit()
})
afterEach(() => kit.close())

async function claimed(content: Buffer, more: { name?: string } = {}) {
  const made = await kit.aLink({ content, ...more })
  const claim = await kit.links.claim(made.token, '127.0.0.1')
  return { ...made, claim: claim.token, fileUrl: `${kit.base}/f/${claim.token}` }
}

const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer())
const outcomes = async (ticketId: number) => {
  const log = await kit.links.accessLog(ticketId)
  return log.filter(({ what }) => what === 'download').map(({ outcome }) => outcome)
}

describe('a claimed file', () => {
  it('comes as an attachment that no browser opens: A28, A29', async () => {
    const { fileUrl, content, bundle } = await claimed(randomBytes(300_000))
    const { sha256 } = (await kit.bundles.get(bundle.id))!

    for (const method of ['GET', 'HEAD', 'POST']) {
      const answer = await kit.get(fileUrl, { method })

      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-length': '300000',
        'content-disposition': `attachment; filename="auth-issues-ST-2026-001.tar.gz"; filename*=UTF-8''auth-issues-ST-2026-001.tar.gz`,
        'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
        'referrer-policy': 'no-referrer',
        'accept-ranges': 'bytes',
        etag: `"${sha256}"`,
      })
      expect((await bytesOf(answer)).equals(method === 'HEAD' ? Buffer.alloc(0) : content)).toBe(true)
    }
  })

  it.each([
    ['evil"\r\nX-Bad: 1.tar.gz', `"evil_  X-Bad_ 1.tar.gz"; filename*=UTF-8''evil%22%20%20X-Bad%3A%201.tar.gz`],
    ['../../etc/passwd', `"_.._etc_passwd"; filename*=UTF-8''_.._etc_passwd`],
    ['Prüfung 😀.tar.gz', `"Pr_fung __.tar.gz"; filename*=UTF-8''Pr%C3%BCfung%20%F0%9F%98%80.tar.gz`],
    ["it's (1)*.gz", `"it_s (1)_.gz"; filename*=UTF-8''it%27s%20%281%29%2a.gz`],
    ['\u202egz.rat', `"gz.rat"; filename*=UTF-8''gz.rat`],
    ['', `"bundle.tar.gz"; filename*=UTF-8''bundle.tar.gz`],
  ])('called %j is offered under a safe name: A29', async (name, expected) => {
    const { fileUrl } = await claimed(randomBytes(10), { name })

    const answer = await kit.get(fileUrl)

    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename=${expected}`)
    expect(answer.headers.get('x-bad')).toBeNull()
  })

  const size = 1000
  it.each([
    ['bytes=0-9', 206, [0, 10]],
    ['bytes=990-', 206, [990, 1000]],
    ['bytes=-10', 206, [990, 1000]],
    ['bytes=-5000', 200, [0, 1000]],
    ['bytes=0-', 200, [0, 1000]],
    ['bytes=999-999', 206, [999, 1000]],
    ['bytes=500-99999', 206, [500, 1000]],
    ['BYTES=1-1', 206, [1, 2]],
    ['bytes=1000-', 416, undefined],
    ['bytes=-0', 416, undefined],
    ['bytes=5-2', 200, [0, 1000]],
    ['bytes=0-1,5-6', 200, [0, 1000]],
    ['bytes=a-b', 200, [0, 1000]],
    ['bytes=-', 200, [0, 1000]],
    ['bytes=99999999999999999999-', 200, [0, 1000]],
    ['items=0-1', 200, [0, 1000]],
  ] as const)('answers Range %s with %i: A24', async (range, status, part) => {
    const { fileUrl, content, link } = await claimed(randomBytes(size))

    const answer = await kit.get(fileUrl, { headers: { range } })
    const head = await kit.get(fileUrl, { method: 'HEAD', headers: { range } })

    expect([answer.status, head.status]).toEqual([status, status])
    if (part === undefined) expect(answer.headers.get('content-range')).toBe(`bytes */${size}`)
    else expect((await bytesOf(answer)).equals(content.subarray(...part))).toBe(true)
    if (status === 206) expect(answer.headers.get('content-range')).toBe(`bytes ${part![0]}-${part![1] - 1}/${size}`)
    expect(await kit.leftOf(link)).toBe(9)
  })

  it('sends all of it again when If-Range names another version', async () => {
    const { fileUrl, bundle } = await claimed(randomBytes(size))
    const { sha256 } = (await kit.bundles.get(bundle.id))!
    const ask = (condition: string) => kit.get(fileUrl, { headers: { range: 'bytes=5-9', 'if-range': condition } })

    expect((await ask(`"${sha256}"`)).status).toBe(206)
    expect((await ask(`W/"${sha256}"`)).status).toBe(200)
    expect((await ask('"other"')).status).toBe(200)
    expect((await ask('Sat, 21 Nov 2026 12:00:00 GMT')).status).toBe(410)
  })

  it('is sent three times its size at most, however it is asked for: A24', async () => {
    const { fileUrl, link, ticket } = await claimed(randomBytes(size))
    let received = 0
    for (let i = 0; i < 20; i++) {
      const answer = await kit.get(fileUrl, { headers: i % 2 ? { range: 'bytes=0-499' } : {} })
      if (answer.ok) received += (await bytesOf(answer)).length
      else expect(answer.status).toBe(410)
    }

    expect(received).toBe(3 * size)
    expect(await kit.leftOf(link)).toBe(9)
    const times = { completed: 2, part: 2, CLAIM_EXPIRED: 16 }
    await vi.waitFor(async () => {
      const log = await outcomes(ticket.id)
      for (const [outcome, count] of Object.entries(times)) expect(log.filter((o) => o === outcome)).toHaveLength(count)
    })
  })

  it('survives a client that leaves, at any byte, and costs no further count: F51', async () => {
    for (const content of [randomBytes(4000), randomBytes(6_000_000), randomBytes(9_000_000)]) {
      for (const stopAt of [0, 1, content.length - 1, content.length]) {
        const { fileUrl, claim, link, ticket } = await claimed(content)
        await dropAfter(claim, stopAt)
        await vi.waitFor(async () => expect(await outcomes(ticket.id)).toHaveLength(1), 5000)

        const rest = await kit.get(fileUrl, { headers: { range: `bytes=${content.length - 1}-` } })
        const whole = await kit.get(fileUrl)

        expect(await bytesOf(rest)).toEqual(content.subarray(-1))
        expect((await bytesOf(whole)).equals(content)).toBe(true)
        expect(await kit.leftOf(link)).toBe(9)
        if (stopAt < content.length) expect((await outcomes(ticket.id)).at(-1)).toBe('broken-off')
      }
    }
  })

  it('is sent three times its size at most, also to one who breaks off again and again: A24', async () => {
    const content = randomBytes(9_000_000)
    const { claim, ticket } = await claimed(content)
    let received = 0
    for (let i = 0; i < 12; i++) {
      received += await dropAfter(claim, [content.length - 1, 500_000, 1][i % 3]!, i % 2 ? `bytes=${i}-` : undefined)
      await vi.waitFor(async () => expect(await outcomes(ticket.id)).toHaveLength(i + 1), 5000)
      if ((await outcomes(ticket.id)).includes('CLAIM_EXPIRED')) break
    }

    expect(received).toBeLessThanOrEqual(3 * content.length)
    const { bytes_left: left } = await kit.db.selectFrom('claim').select('bytes_left').executeTakeFirstOrThrow()
    expect(left).toBeGreaterThanOrEqual(0)
    expect(left + received).toBeLessThanOrEqual(3 * content.length)
    expect(await outcomes(ticket.id)).toContain('CLAIM_EXPIRED')
  }, 60_000)

  /** Reads this many bytes of the body and resets the connection. */
  async function dropAfter(claim: string, bytes: number, range?: string): Promise<number> {
    const headers = range === undefined ? {} : { range }
    const asked = request(`${kit.base}/f/${claim}`, { agent: false, headers }).end()
    const [answer] = await once(asked, 'response')
    let read = 0
    if (answer.statusCode >= 400) {
      asked.socket?.resetAndDestroy()
      return 0
    }
    const wanted = Math.min(bytes, Number(answer.headers['content-length']))
    while (read < wanted) {
      const chunk = answer.read(Math.min(wanted - read, 65_536)) ?? answer.read()
      if (chunk === null) await once(answer, 'readable')
      else read += chunk.length
    }
    asked.socket?.resetAndDestroy()
    return read
  }

  it('is cut within a second when its link is taken back: A30', async () => {
    const { claim, ticket, fileUrl } = await claimed(randomBytes(40_000_000))
    const socket = connect(kit.port, '127.0.0.1')
    socket.write(`GET /f/${claim} HTTP/1.1\r\nHost: bee\r\n\r\n`)
    await once(socket, 'readable')
    socket.read()
    const closed = new Promise((resolve) => socket.once('close', resolve))

    await kit.links.revoke(kit.db, ticket.id)
    const revokedAt = performance.now()
    await vi.waitFor(async () => expect(await outcomes(ticket.id)).toEqual(['LINK_REVOKED']), {
      timeout: 3000,
      interval: 20,
    })
    const took = performance.now() - revokedAt

    expect(took).toBeLessThan(1000)
    socket.resume().on('error', () => {})
    await closed
    expect(await (await kit.get(fileUrl, { headers: { accept: 'text/plain' } })).text()).toMatch(
      /^This link was withdrawn/,
    )
  })

  it('is not sent when it is not what the database says it is', async () => {
    const { fileUrl, bundle } = await claimed(randomBytes(10))
    await kit.db.updateTable('bundle').set({ size_bytes: 11 }).where('id', '=', bundle.id).execute()
    expect((await kit.get(fileUrl)).status).toBe(410)

    for (const file of ['../bee.key', '/etc/passwd', '..', '', 'missing']) {
      await kit.db.updateTable('bundle').set({ file, size_bytes: 32 }).where('id', '=', bundle.id).execute()
      expect((await kit.get(fileUrl)).status).toBe(410)
    }
  })

  it('is cut for a reader that stands still: F52', async () => {
    await kit.close()
    kit = await webKit({ stalledAfterMs: 500 })
    const { claim, ticket } = await claimed(randomBytes(40_000_000))
    const sockets = Array.from({ length: 3 }, () => connect(kit.port, '127.0.0.1').on('error', () => {}))
    for (const socket of sockets) socket.write(`GET /f/${claim} HTTP/1.1\r\nHost: bee\r\n\r\n`)

    await vi.waitFor(async () => expect(await outcomes(ticket.id)).toEqual(Array(3).fill('broken-off')), 5000)
    for (const socket of sockets) socket.destroy()
  })

  it('goes on for a slow reader when the clock is put forward by three days: F15', async () => {
    await kit.close()
    let rounds = 0
    kit = await webKit()
    const { links } = kit
    const revokedAmong = links.revokedAmong.bind(links)
    links.revokedAmong = (ids) => {
      rounds++
      return revokedAmong(ids)
    }
    const { claim, ticket } = await claimed(randomBytes(40_000_000))
    const socket = connect(kit.port, '127.0.0.1')
    socket.write(`GET /f/${claim} HTTP/1.1\r\nHost: bee\r\nConnection: close\r\n\r\n`)
    await once(socket, 'readable')
    vi.setSystemTime(Date.now() + 3 * 24 * 3_600_000)
    onTestFinished(() => void vi.useRealTimers())
    const before = rounds
    await vi.waitFor(() => expect(rounds).toBeGreaterThan(before + 1), 5000)

    socket.resume()
    await once(socket, 'close')
    await vi.waitFor(async () => expect(await outcomes(ticket.id)).toEqual(['completed']), 5000)
  })

  it('waits its turn when one network fetches too much at a time: F52', async () => {
    await kit.close()
    kit = await webKit({ mostPerNetwork: 1 })
    const { claim, fileUrl } = await claimed(randomBytes(40_000_000))
    const socket = connect(kit.port, '127.0.0.1')
    socket.write(`GET /f/${claim} HTTP/1.1\r\nHost: bee\r\n\r\n`)
    await once(socket, 'readable')

    const answer = await kit.get(fileUrl, { headers: { accept: 'text/plain' } })

    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('10')
    expect(await answer.text()).toMatch(/^Too many downloads are running/)
    socket.destroy()
    await vi.waitFor(
      async () => expect((await kit.get(fileUrl, { headers: { range: 'bytes=0-9' } })).status).toBe(206),
      5000,
    )
  })
})
