import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { type FetchOptions, fetchAttachment } from '../../src/bundle/fetch-attachment.ts'
import { bundleLimits } from '../../src/bundle/limits.ts'

const servers: Server[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
})

async function serve(listener: RequestListener) {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/a.log`, extraHosts: [`127.0.0.1:${port}`] }
}

async function collect(url: string, options: FetchOptions = {}) {
  let text = ''
  for await (const chunk of fetchAttachment(url, options)) text += chunk.toString()
  return text
}

it('streams an attachment, and tells the server nothing about us', async () => {
  let headers: string[] = []
  const { url, extraHosts } = await serve((request, response) => {
    headers = Object.keys(request.headers).sort()
    response.end('the log')
  })
  expect(await collect(url, { extraHosts })).toBe('the log')
  expect(headers).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
})

const publicAddress = async () => [{ address: '162.159.130.233', family: 4 }]
const privateAddress = async () => [
  { address: '162.159.130.233', family: 4 },
  { address: '10.0.0.8', family: 4 },
]

it.each<[string, string, FetchOptions]>([
  ['another host that begins like Discord', 'https://cdn.discordapp.com.evil.example/a', {}],
  ['a host behind a user name', 'https://cdn.discordapp.com@127.0.0.1/a', {}],
  ['a password in the address', 'https://x:y@cdn.discordapp.com/a', {}],
  ['a trailing dot', 'https://cdn.discordapp.com./a', {}],
  ['plain http', 'http://cdn.discordapp.com/a', {}],
  ['another port', 'https://cdn.discordapp.com:8443/a', {}],
  ['the mail port', 'https://cdn.discordapp.com:25/a', {}],
  ['a decimal address', 'http://2130706433/a', {}],
  ['an octal address', 'http://0177.0.0.1/a', {}],
  ['a mapped address', 'http://[::ffff:127.0.0.1]/a', {}],
  ['the metadata service', 'http://169.254.169.254/latest', {}],
  ['a file', 'file:///etc/passwd', {}],
  ['no address at all', 'not an address', {}],
  ['a name that also points inside', 'https://cdn.discordapp.com/a', { resolve: privateAddress }],
  [
    'an extra host that points inside',
    'https://files.example:443/a',
    { extraHosts: ['files.example:443'], resolve: privateAddress },
  ],
  [
    'http to an extra host that is elsewhere',
    'http://files.example:80/a',
    { extraHosts: ['files.example:80'], resolve: publicAddress },
  ],
  ['an extra host on another port', 'http://127.0.0.1:81/a', { extraHosts: ['127.0.0.1:80'] }],
])('A21 refuses %s', async (_, url, options) => {
  await expect(collect(url, options)).rejects.toMatchObject({ reason: 'HOST_REFUSED' })
})

it('A21 connects to the address that was checked, whatever the name says a moment later', async () => {
  const { url } = await serve((_, response) => response.end('mine'))
  const { port } = new URL(url)
  let asked = 0
  const resolve = async () => [{ address: asked++ === 0 ? '127.0.0.1' : '10.0.0.8', family: 4 }]
  expect(await collect(`http://files.test:${port}/a`, { extraHosts: [`files.test:${port}`], resolve })).toBe('mine')
  expect(asked).toBe(1)
})

it('A21 does not follow a redirect', async () => {
  const { url, extraHosts } = await serve((_, response) =>
    response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
  )
  await expect(collect(url, { extraHosts })).rejects.toMatchObject({ reason: 'HTTP_STATUS', detail: 'HTTP 302' })
})

const small = { ...bundleLimits, maxAttachmentBytes: 1000, maxFetchMs: 2000, maxSilenceMs: 200 }

it.each<[string, RequestListener, string]>([
  ['a status', (_, response) => response.writeHead(404).end(), 'HTTP_STATUS'],
  ['an announced size', (_, response) => response.writeHead(200, { 'content-length': '5000' }).write('x'), 'TOO_LARGE'],
  ['a size that nobody announced', (_, response) => response.end(Buffer.alloc(5000)), 'TOO_LARGE'],
  ['silence before the answer', () => undefined, 'TIMED_OUT'],
  ['silence in the middle', (_, response) => response.write('x'), 'TIMED_OUT'],
  ['a broken connection', (request) => request.socket.destroy(), 'NOT_REACHABLE'],
  [
    'a connection that breaks in the middle',
    (_, response) => response.write('x', () => response.destroy()),
    'NOT_REACHABLE',
  ],
])('says plainly what went wrong: %s', async (_, listener, reason) => {
  const { url, extraHosts } = await serve(listener)
  await expect(collect(url, { extraHosts, limits: small })).rejects.toMatchObject({ reason })
})

it('says that a name is unknown, and that it was told to stop', async () => {
  const unknown = async () => {
    throw new Error('ENOTFOUND')
  }
  await expect(collect('https://cdn.discordapp.com/a', { resolve: unknown })).rejects.toMatchObject({
    reason: 'NOT_REACHABLE',
  })
  const { url, extraHosts } = await serve(() => undefined)
  await expect(collect(url, { extraHosts, signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' })
})

it('gives up a slow drip after its time', async () => {
  const { url, extraHosts } = await serve((_, response) => {
    const drip = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(drip))
  })
  await expect(collect(url, { extraHosts, limits: { ...small, maxFetchMs: 300 } })).rejects.toMatchObject({
    reason: 'TIMED_OUT',
  })
})
