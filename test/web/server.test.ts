import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type WebKit, webKit } from './web-kit.ts'

let kit: WebKit
beforeEach(async () => {
  kit = await webKit()
})
afterEach(() => kit.close())

/** Sends bytes as they are and gives back all that comes until the other side ends. */
async function raw(text: string | Buffer, port = kit.port): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.on('error', () => {})
  socket.write(text)
  await once(socket, 'close')
  return answer
}
const statusOf = (answer: string) => Number(answer.slice(9, 12))

describe('every answer', () => {
  it.each(['/', '/healthz', '/readyz', '/robots.txt', '/nope', '/d/x', '/f/x', '/d/x/claim'])(
    '%s keeps to itself: A28, A29',
    async (path) => {
      const answer = await kit.get(path)

      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'cache-control': 'private, no-store',
        'content-security-policy': expect.stringMatching(
          /^default-src 'none'; style-src 'sha256-[^']+'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
        ),
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'x-robots-tag': expect.stringContaining('noindex'),
      })
      expect(answer.headers.get('server')).toBeNull()
      expect(answer.headers.get('set-cookie')).toBeNull()
    },
  )

  it('does not take anybody’s word for where it comes from: A44', async () => {
    const { url, ticket } = await kit.aLink()
    for (const forged of ['203.0.113.1', '203.0.113.2']) {
      const headers = {
        'x-forwarded-for': forged,
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        forwarded: `for=${forged}`,
      }
      const page = await (await kit.get(url, { headers })).text()
      expect(page).not.toContain('evil.example')
    }

    const clients = (await kit.links.accessLog(ticket.id)).map(({ client }) => client)
    expect(new Set(clients).size).toBe(1)
  })

  it('believes a proxy that the operator named', async () => {
    const behind = await webKit({ trustProxy: ['127.0.0.1'] })
    const { url, ticket } = await behind.aLink()
    for (const from of ['203.0.113.1', '203.0.113.2']) await behind.get(url, { headers: { 'x-forwarded-for': from } })

    expect(new Set((await behind.links.accessLog(ticket.id)).map(({ client }) => client)).size).toBe(2)
    await behind.close()
  })
})

describe('plain addresses', () => {
  it('say what this is', async () => {
    expect(await (await kit.get('/')).text()).toContain('This is Bee, the support desk of STING-CE')
    expect(await (await kit.get('/robots.txt')).text()).toBe('User-agent: *\nDisallow: /\n')
    expect((await kit.get('/icon.svg')).headers.get('content-type')).toBe('image/svg+xml')
  })

  it('tell alive from ready', async () => {
    const state = { ready: true, parts: { database: 'ok', discord: 'ok' } as Record<string, string> }
    const other = await webKit({ health: () => state })

    expect((await other.get('/healthz')).status).toBe(200)
    expect(await (await other.get('/readyz')).json()).toEqual(state)
    state.ready = false
    state.parts.discord = 'not connected'
    const answer = await other.get('/readyz')
    expect([answer.status, await answer.json()]).toEqual([503, state])
    expect((await other.get('/healthz')).status).toBe(200)
    await other.close()
  })

  it('answer a broken health check with 500, and log it without the address', async () => {
    const other = await webKit({
      health: () => {
        throw new Error('broken')
      },
    })

    const answer = await other.get('/readyz', { headers: { accept: 'application/json' } })

    expect([answer.status, await answer.json()]).toMatchObject([500, { code: 'INTERNAL' }])
    expect(other.logged).toMatchObject([{ fields: { route: '/readyz' }, message: 'A web request failed' }])
    await other.close()
  })
})

describe('what does not fit', () => {
  it.each([
    ['PUT', '/d/x', 405, 'GET, HEAD'],
    ['DELETE', '/f/x', 405, 'GET, HEAD, POST'],
    ['OPTIONS', '/d/x', 405, 'GET, HEAD'],
    ['PATCH', '/d/x/claim', 405, 'POST, GET, HEAD'],
    ['POST', '/d/x', 405, 'GET, HEAD'],
    ['POST', '/readyz', 405, 'GET, HEAD'],
    ['POST', '/webhooks/github', 404, null],
    ['GET', '/nope', 404, null],
    ['GET', '//d/x', 404, null],
    ['GET', '/d', 404, null],
    ['GET', '/bundles/x', 404, null],
    ['GET', `/${'x'.repeat(3000)}`, 414, null],
    ['GET', `/d/${'x'.repeat(3000)}`, 414, null],
    ['GET', '/d/%zz', 400, null],
    ['GET', '/%', 400, null],
  ])('%s %s is answered with %i', async (method, path, status, allow) => {
    const page = await kit.get(path, { method })
    const text = await kit.get(path, { method, headers: { accept: 'text/plain' } })
    const data = await kit.get(path, { method, headers: { accept: 'application/json' } })

    expect([page.status, text.status, data.status]).toEqual([status, status, status])
    expect(page.headers.get('allow')).toBe(allow)
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await page.text()).toContain('<h1>')
    expect(await text.text()).toMatch(/^[A-Z].+\.\n$/)
    expect(await data.json()).toEqual({
      code: expect.stringMatching(/^[A-Z_]+$/),
      message: expect.stringMatching(/\.$/),
    })
  })

  it('a claim with more than a form is refused and counts nothing', async () => {
    const { url, link } = await kit.aLink()

    const answer = await kit.get(`${url}/claim`, { method: 'POST', body: 'x'.repeat(9000) })

    expect(answer.status).toBe(413)
    expect(await kit.leftOf(link)).toBe(10)
  })

  it.each([
    '/../../etc/passwd',
    '/f/../../bee.key',
    '/f/..%2f..%2fbee.key',
    '/f/%2e%2e/%2e%2e/bee.key',
    '/d/..%00/claim',
    '/f/....//....//bee.key',
    '\\..\\bee.key',
  ])('%s reaches no file: A46', async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)

    expect(statusOf(answer)).toBeGreaterThanOrEqual(300)
    expect(answer).not.toContain('root:')
  })

  it.each([
    ['two lengths', 'POST /d/x/claim HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello', 400],
    [
      'length and chunks',
      'POST /d/x/claim HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
    [
      'chunks twice',
      'POST /d/x/claim HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['a bare line feed', 'GET / HTTP/1.1\nHost: x\n\n', 400],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    // Little enough to be read whole: what is still in flight when the answer comes resets the connection.
    ['huge headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`, 431],
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['a header with a NUL', 'GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n', 400],
  ])('%s is not HTTP: A46', async (_what, text, status) => {
    expect(statusOf(await raw(text))).toBe(status)
  })
})

describe('the last download', () => {
  it('goes to one of fifty who press at the same time: A25', async () => {
    const { url, link, content } = await kit.aLink({ downloads: 1 })

    const answers = await Promise.all(Array.from({ length: 50 }, () => kit.get(`${url}/claim`, { method: 'POST' })))

    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(49)
    expect(await kit.leftOf(link)).toBe(0)
    const won = answers.find(({ status }) => status === 303)!
    const file = await kit.get(won.headers.get('location')!)
    expect((await file.arrayBuffer()).byteLength).toBe(content.length)
  })
})

describe('slow clients', () => {
  it('that never finish their headers are dropped, and others are served: F52', async () => {
    const other = await webKit({ headersMs: 1000 })
    const sockets = Array.from({ length: 300 }, () => connect(other.port, '127.0.0.1').on('error', () => {}))
    for (const socket of sockets) socket.write('GET / HTTP/1.1\r\nHost: x\r\n')
    const trickle = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write('X: y\r\n')
    }, 100)
    const dropped = Promise.all(sockets.map((socket) => once(socket, 'close')))
    for (const socket of sockets) socket.resume()

    const started = performance.now()
    expect((await other.get('/healthz')).status).toBe(200)
    expect(performance.now() - started).toBeLessThan(5000)

    await dropped
    clearInterval(trickle)
    expect(performance.now() - started).toBeLessThan(15_000)
    await other.close()
  })
})

describe('closing', () => {
  it('lets a running download finish, and takes nobody new', async () => {
    const other = await webKit()
    const content = Buffer.alloc(20_000_000, 1)
    const { token } = await other.aLink({ content })
    const { token: claim } = await other.links.claim(token, '127.0.0.1')
    const answer = await other.get(`/f/${claim}`)
    const reader = answer.body!.getReader()
    let received = (await reader.read()).value!.length

    const closed = other.web.close()
    await expect(other.get('/healthz')).rejects.toThrow()
    for (let part = await reader.read(); !part.done; part = await reader.read()) received += part.value.length
    await closed

    expect(received).toBe(content.length)
    await other.remove()
  })

  it('cuts what has not finished in time', async () => {
    const other = await webKit({ drainMs: 200 })
    const { token, ticket } = await other.aLink({ content: Buffer.alloc(40_000_000) })
    const { token: claim } = await other.links.claim(token, '127.0.0.1')
    const socket = connect(other.port, '127.0.0.1').on('error', () => {})
    socket.write(`GET /f/${claim} HTTP/1.1\r\nHost: x\r\n\r\n`)
    await once(socket, 'readable')

    const started = performance.now()
    await other.web.close()

    expect(performance.now() - started).toBeLessThan(8000)
    await vi.waitFor(async () =>
      expect(await other.links.accessLog(ticket.id)).toMatchObject([{ outcome: 'broken-off' }, { what: 'claim' }]),
    )
    await other.remove()
  })
})
