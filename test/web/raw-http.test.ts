import { mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type WebKit, webKit } from './web-kit.ts'

let kit: WebKit
let token: string
beforeAll(async () => {
  kit = await webKit()
  const { url } = await kit.aLink()
  token = new URL(url).pathname.split('/').at(-1)!
  // Where a path that escapes from the folder of bundles would lead.
  const outside = join(dirname(kit.bundleFolder), 'outside')
  mkdirSync(outside, { recursive: true })
  writeFileSync(join(outside, 'secret.txt'), canary)
})
afterAll(() => kit.close())

const canary = 'what nobody may read through the web'

/** Sends these very bytes. @returns everything that comes back until the connection ends or is quiet */
function raw(bytes: string, port = kit.port): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.setTimeout(8000, () => socket.destroy())
    socket.on('data', (data) => {
      answer += data.toString('latin1')
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(answer))
    socket.on('connect', () => socket.write(bytes, 'latin1'))
  })
}
const statusesOf = (answer: string) => [...answer.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
const head = (line: string, ...headers: string[]) => [line, 'Host: x', 'Connection: close', ...headers].join('\r\n')

describe('A46: requests that two servers would read differently', () => {
  const hidden = 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'
  it.each([
    ['both lengths', ['Content-Length: 6', 'Transfer-Encoding: chunked'], `0\r\n\r\n${hidden}`],
    ['both, the other way round', ['Transfer-Encoding: chunked', 'Content-Length: 6'], `0\r\n\r\n${hidden}`],
    ['two lengths', ['Content-Length: 0', `Content-Length: ${hidden.length}`], hidden],
    ['a length in a list', [`Content-Length: 0, ${hidden.length}`], hidden],
    ['a signed length', ['Content-Length: +5'], 'abcde'],
    ['a hexadecimal length', ['Content-Length: 0x5'], 'abcde'],
    ['a coding of another name', ['Transfer-Encoding: xchunked'], `0\r\n\r\n${hidden}`],
    ['a coding with a tail', ['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${hidden}`],
    ['a space before the colon', ['Transfer-Encoding : chunked'], `0\r\n\r\n${hidden}`],
    ['a folded line', ['Transfer-Encoding:', ' chunked'], `0\r\n\r\n${hidden}`],
    ['a bare line feed', ['X: y\nTransfer-Encoding: chunked'], `0\r\n\r\n${hidden}`],
    ['a chunk without a number', ['Transfer-Encoding: chunked'], `zz\r\nabc\r\n0\r\n\r\n${hidden}`],
    ['a NUL in a header', ['X: a\0b'], ''],
    ['no host', [], ''],
  ])('%s: one 4xx at most, and nothing of what is hidden behind', async (what, headers, body) => {
    const lines = what === 'no host' ? 'POST / HTTP/1.1\r\nConnection: close' : head('POST / HTTP/1.1', ...headers)
    const answer = await raw(`${lines}\r\n\r\n${body}`)
    const statuses = statusesOf(answer)
    expect(statuses.length).toBeLessThanOrEqual(1)
    for (const status of statuses) expect(status).toBeGreaterThanOrEqual(400)
    for (const status of statuses) expect(status).toBeLessThan(500)
    expect(answer).not.toContain('\r\n\r\nok')
  })

  it('headers of a megabyte: 431 or cut, and others are served', async () => {
    const answer = await raw(`${head('GET / HTTP/1.1', `X: ${'a'.repeat(1024 ** 2)}`)}\r\n\r\n`)
    expect([[], [431]]).toContainEqual(statusesOf(answer))
    const many = Array.from({ length: 5000 }, (_, n) => `X-${n}: y`)
    expect(statusesOf(await raw(`${head('GET /healthz HTTP/1.1', ...many)}\r\n\r\n`))[0]).toBe(431)
    expect((await kit.get('/healthz')).status).toBe(200)
  })

  it.each([
    'GET',
    'GET / HTTP/9.9',
    'PRI * HTTP/2.0',
    '\x16\x03\x01\x02\x00\x01\x00',
    'TRACE / HTTP/1.1',
    'CONNECT a:443 HTTP/1.1',
  ])('what is no request: %j', async (line) => {
    for (const status of statusesOf(await raw(`${line}\r\nHost: x\r\nConnection: close\r\n\r\n`))) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(600)
    }
    expect((await kit.get('/healthz')).status).toBe(200)
  })
})

describe('A46: paths', () => {
  const escapes = [
    '..',
    '%2e%2e',
    '%2E%2e',
    '.%2e',
    '..%2f',
    '%252e%252e',
    '..\\',
    '%5c..',
    '..;',
    '%c0%ae%c0%ae',
    '%00..',
  ]
  const paths = [
    ...escapes.flatMap((up) => [
      `/f/${up}/outside/secret.txt`,
      `/f/${up}%2foutside%2fsecret.txt`,
      `/d/${up}/${up}/outside/secret.txt`,
      `/u/${up}/uploads/${up}/0`,
      `/${up}/outside/secret.txt`,
      `/d/TOKEN/${up}/../outside/secret.txt`,
    ]),
    ...['//', '//evil.example/', '///d/TOKEN', '/d//TOKEN', '/d/TOKEN//claim', '/./d/./TOKEN/x', '/d/TOKEN/%2e'],
    ...['/%', '/d/%', '/d/%zz', '/d/%E0%A4%A', '/d/%ff', '/d/%00', `/d/${'a'.repeat(5000)}`, '/d/TOKEN%0d%0aX:%20y'],
    ...['http://evil.example/d/TOKEN/x', 'file:///etc/passwd', '*', '/d/TOKEN?__proto__[x]=y&x=%'],
  ]

  it.each(paths)('%s leads to no file and to no defect', async (path) => {
    const target = path.replaceAll('TOKEN', token)
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await raw(`${head(`${method} ${target} HTTP/1.1`, 'Content-Length: 0')}\r\n\r\n`)
      const [status = 400, ...more] = statusesOf(answer)
      expect(more).toEqual([])
      expect(status, `${method} ${target}`).toBeLessThan(500)
      expect(answer).not.toContain(canary)
      expect(answer).not.toContain('root:')
      // An answer must not send anybody elsewhere, nor carry a header that was in the path.
      expect(answer).not.toMatch(/^location: (?:\/\/|http|file)/im)
      expect(answer).not.toMatch(/^x: y/im)
    }
  })

  it('count no download, and put no defect into the log', async () => {
    const [link] = await kit.links.activeOf((await kit.links.find(token)).link.ticketId)
    expect(link).toMatchObject({ downloadsLeft: link!.downloadsTotal })
    expect(kit.logged).toEqual([])
  })
})
