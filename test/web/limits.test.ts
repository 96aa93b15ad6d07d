import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { networkOf } from '../../src/store/link-access.ts'
import { createPace } from '../../src/web/pace.ts'
import { type LinkKit, linkKit } from '../store/link-kit.ts'
import { webKit } from './web-kit.ts'

let kit: LinkKit
const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

/** The web server alone, in a process of its own over a real database, so that its memory can be measured. */
async function aServer() {
  const script = fileURLToPath(new URL('../bench/links/serve.mjs', import.meta.url))
  const child = spawn(process.execPath, [script, kit.folder], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  undo.push(() => child.kill())
  const [{ port, pid }] = (await once(child, 'message')) as [{ port: number; pid: number }]
  return { port, pid }
}

/** Resident memory in megabytes (proc(5), VmRSS in kB). */
const memoryOf = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1000

function manySockets(port: number, count: number, from?: string): Socket[] {
  const sockets = Array.from({ length: count }, () =>
    connect({ port, host: '127.0.0.1', ...(from ? { localAddress: from } : {}) }).on('error', () => {}),
  )
  undo.push(() => {
    for (const socket of sockets) socket.destroy()
  })
  return sockets
}

describe('two servers on one database', () => {
  it('give the last download of a link to one of twenty who race for it, every time: A25', async () => {
    kit = await linkKit()
    kit.clock.at = Date.now()
    undo.push(() => kit.remove())
    const servers = [await aServer(), await aServer()]
    const rounds = Number(process.env.BEE_RACES ?? 40)
    for (let round = 0; round < rounds; round++) {
      const { token, link } = await kit.aLink({ downloads: 1, content: Buffer.alloc(10) })
      const claims = Array.from({ length: 20 }, (_, at) =>
        fetch(`http://127.0.0.1:${servers[at % 2]!.port}/d/${token}/claim`, { method: 'POST', redirect: 'manual' }),
      )
      const statuses = (await Promise.all(claims)).map(({ status }) => status)
      expect(statuses.filter((status) => status === 303)).toHaveLength(1)
      expect(statuses.filter((status) => status === 410)).toHaveLength(19)
      expect(await kit.leftOf(link)).toBe(0)
    }
  }, 3_600_000)
})

describe('one network', () => {
  it('that asks without end is told to wait, and others are served: A45', () => {
    let at = 0
    const pace = createPace(() => at)
    const asks = (address: string, times: number) =>
      Array.from({ length: times }, () => pace.mayAsk(address, networkOf(address))).filter((mayIt) => mayIt).length

    expect(asks('203.0.113.7', 1000)).toBe(300)
    expect(asks('198.51.100.9', 10)).toBe(10)
    at += 5000
    expect(asks('203.0.113.7', 1000)).toBe(50)
    // Addresses of one household count together; this machine may be a proxy for many.
    expect(asks('2001:db8:1:1::5', 300) + asks('2001:db8:1:1::6', 300)).toBe(300)
    expect(asks('127.0.0.1', 5000)).toBe(5000)
  })

  it('reads why in the words of a person, and nothing is counted: A45', async () => {
    const web = await webKit({ trustProxy: ['127.0.0.1'] })
    undo.push(() => web.close())
    const { url, link } = await web.aLink()
    const headers = { 'x-forwarded-for': '203.0.113.7', accept: 'text/plain' }
    let answer = await web.get(url, { headers })
    for (let i = 0; i < 1000 && answer.status === 200; i++) answer = await web.get(url, { headers })

    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '30'])
    expect(await answer.text()).toMatch(/^Too much is being asked for from your network\./)
    expect((await web.get(`${url}/claim`, { method: 'POST', headers })).status).toBe(429)
    expect(await web.leftOf(link)).toBe(10)
    expect((await web.get(url, { headers: { ...headers, 'x-forwarded-for': '198.51.100.9' } })).status).toBe(200)
  })
})

describe.skipIf(process.platform !== 'linux')('five hundred slow clients', () => {
  it('that send a byte a second and read nothing cost little memory, and others are served: F52', async () => {
    kit = await linkKit()
    kit.clock.at = Date.now()
    undo.push(() => kit.remove())
    const { token } = await kit.aLink({ content: randomBytes(2 * 1024 ** 2) })
    const { token: claim } = await kit.links.claim(token, '127.0.0.1')
    await kit.db.updateTable('claim').set({ bytes_left: 1e12 }).execute()
    const { port, pid } = await aServer()
    // It has done what it does for a download once.
    await (await fetch(`http://127.0.0.1:${port}/f/${claim}`)).arrayBuffer()
    const before = memoryOf(pid)

    const writers = manySockets(port, 250)
    for (const socket of writers) socket.write('GET / HTTP/1.1\r\nHost: bee\r\nX: ')
    const trickle = setInterval(() => {
      for (const socket of writers) if (socket.writable) socket.write('y')
    }, 1000)
    undo.push(() => clearInterval(trickle))
    // Readers of five networks, because one may have only so many at a time.
    const readers = [2, 3, 4, 5, 6].flatMap((last) => manySockets(port, 50, `127.0.0.${last}`))
    for (const socket of readers) socket.pause().write(`GET /f/${claim} HTTP/1.1\r\nHost: bee\r\n\r\n`)
    const answered = readers.map((socket) => once(socket, 'readable').then(() => undefined))
    await Promise.all(answered)

    const startedAt = performance.now()
    const page = await fetch(`http://127.0.0.1:${port}/d/${token}`)
    const file = await fetch(`http://127.0.0.1:${port}/f/${claim}`)
    expect([page.status, file.status, (await file.arrayBuffer()).byteLength]).toEqual([200, 200, 2 * 1024 ** 2])
    expect(performance.now() - startedAt).toBeLessThan(10_000)
    expect(memoryOf(pid) - before).toBeLessThan(100)
  }, 60_000)
})
