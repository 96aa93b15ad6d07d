import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Progress } from '../../src/bundle/build.ts'
import { type BundleJob, type BundleWorker, createBundleWorker } from '../../src/bundle/create-bundle-worker.ts'
import { facts, unpack } from './order.ts'

let folder: string
let worker: BundleWorker | undefined
let server: Server | undefined
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bee-worker-'))
})
afterEach(async () => {
  await worker?.close()
  server?.closeAllConnections()
  await new Promise((done) => (server ? server.close(done) : done(undefined)))
  server = undefined
  rmSync(folder, { recursive: true })
})

async function serve(listener: RequestListener): Promise<string> {
  const listening = createServer(listener)
  server = listening
  await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done))
  return `127.0.0.1:${(listening.address() as AddressInfo).port}`
}

const job = (host: string, more: Partial<BundleJob> = {}): BundleJob => ({
  facts,
  attachments: [{ url: `http://${host}/app.log`, name: 'app.log' }],
  key: new Uint8Array(32).fill(7),
  outFile: join(folder, 'out', `${more.facts?.name ?? facts.name}`),
  extraHosts: [host],
  ...more,
})
const start = async (more = {}) => {
  worker = await createBundleWorker({ workDir: join(folder, 'work'), ...more })
  return worker
}
const line = '2026-01-05T12:04:04Z level=error msg="AAL2 required" user=anna.larsson@acme-corp.com\n'

it('makes a bundle from attachments in a thread that ends when there is nothing to do', async () => {
  const host = await serve((request, response) => {
    if (request.url === '/gone.log') response.writeHead(404).end()
    else response.end(line)
  })
  const bundles = await start({ idleMs: 1 })
  const seen: Progress[] = []
  const attachments = [
    { url: `http://${host}/app.log`, name: 'app.log' },
    { url: `http://${host}/gone.log`, name: 'gone.log' },
    { url: 'http://169.254.169.254/latest', name: 'evil.log' },
  ]
  const result = await bundles.build(job(host, { attachments }), { onProgress: (progress) => seen.push(progress) })

  expect(result).toMatchObject({ state: 'ready', name: facts.name })
  expect(result.leftOut.map(({ name, reason }) => `${name} ${reason}`)).toEqual([
    'gone.log HTTP_STATUS',
    'evil.log HOST_REFUSED',
  ])
  expect(Object.keys(await unpack(result.file))).toContain('logs/app/app.log')
  expect(seen.length).toBeGreaterThan(2)
  await until(() => bundles.threads === 0)
  expect((await bundles.build(job(host))).state).toBe('ready')
})

it('does not keep the event loop waiting while it works', async () => {
  const host = await serve((_, response) => response.end(line.repeat(10_000)))
  const bundles = await start()
  const delay = monitorEventLoopDelay({ resolution: 5 })
  await bundles.build(job(host))
  delay.enable()
  await bundles.build(job(host))
  delay.disable()
  expect(delay.percentile(99) / 1e6).toBeLessThan(100)
})

it('makes as many at once as it may, and the others after them', async () => {
  const open: ServerResponse[] = []
  let most = 0
  // Answers only in twos, so a worker that makes one after the other would wait for ever.
  const host = await serve((_, response) => {
    open.push(response)
    most = Math.max(most, open.length)
    if (open.length >= 2) for (const waiting of open.splice(0)) waiting.end(line)
  })
  const bundles = await start({ atOnce: 2 })
  const results = await Promise.all(
    Array.from({ length: 6 }, (_, i) => bundles.build(job(host, { facts: { ...facts, name: `b-${i}.tar.gz` } }))),
  )
  expect(results.map(({ state }) => state)).toEqual(Array(6).fill('ready'))
  expect(most).toBe(2)
  expect(bundles.threads).toBe(2)
})

it('refuses more than may wait', async () => {
  const host = await serve((_, response) => response.end(line))
  const bundles = await start({ maxWaiting: 1 })
  const first = bundles.build(job(host))
  const second = bundles.build(job(host, { facts: { ...facts, name: 'b.tar.gz' } }))
  await expect(bundles.build(job(host))).rejects.toMatchObject({ code: 'TOO_BUSY' })
  await Promise.all([first, second])
})

it('can be cancelled while it waits and while it works', async () => {
  const stop = new AbortController()
  const host = await serve((_, response) => {
    response.write(line)
    stop.abort()
  })
  const bundles = await start()
  const [working, waiting] = await Promise.allSettled([
    bundles.build(job(host), { signal: stop.signal }),
    bundles.build(job(host), { signal: stop.signal }),
  ])
  expect([working, waiting]).toMatchObject([{ reason: { code: 'CANCELLED' } }, { reason: { code: 'CANCELLED' } }])
  expect(bundles.threads).toBe(1)
  expect(filesIn(folder)).toEqual([])
})

it('F05 removes what a killed Bee left, in its work folder and beside its bundles', async () => {
  const leftovers = ['work', 'out'].map((name) => join(folder, name, `.bee-${'0'.repeat(24)}.part`))
  for (const path of leftovers) {
    mkdirSync(dirname(path))
    writeFileSync(path, 'half')
  }
  const host = await serve((_, response) => response.end(line))
  const bundles = await start()
  await bundles.build(job(host))
  expect(filesIn(folder)).toEqual([facts.name])
})

it('says why there is no bundle', async () => {
  const host = await serve((_, response) => response.end(Buffer.from([0x89, 0x50, 0x4e, 0x47])))
  const bundles = await start()
  await expect(bundles.build(job(host))).rejects.toMatchObject({
    code: 'NOTHING_TO_BUNDLE',
    leftOut: [{ reason: 'NOT_TEXT' }],
  })
})

it('tells of a thread that dies, removes what it left, and starts another one', async () => {
  const entry = join(folder, 'dying.mjs')
  writeFileSync(
    entry,
    `import { parentPort } from 'node:worker_threads'
     import { mkdirSync, writeFileSync } from 'node:fs'
     import { dirname } from 'node:path'
     parentPort.on('message', ({ part, job }) => {
       mkdirSync(dirname(part), { recursive: true })
       writeFileSync(part, 'half')
       if (job.facts.title === 'throws') throw new TypeError('anna.larsson@acme-corp.com')
       process.exit(3)
     })`,
  )
  const bundles = await start({ entry })
  for (const title of ['throws', 'exits']) {
    const problem = await bundles.build(job('127.0.0.1:1', { facts: { ...facts, title } })).catch((cause) => cause)
    expect(problem).toMatchObject({ code: 'WORKER_DIED' })
    expect(JSON.stringify([problem.message, problem.cause?.message, problem.cause?.stack])).not.toContain('larsson')
  }
  expect(filesIn(folder)).toEqual(['dying.mjs'])
})

it('F17 refuses cleanly when the heap is too small for the thread', async () => {
  const entry = join(folder, 'greedy.mjs')
  writeFileSync(
    entry,
    `import { parentPort } from 'node:worker_threads'
     const kept = []
     parentPort.on('message', () => { for (;;) kept.push(new Array(1000).fill({})) })`,
  )
  const bundles = await start({ entry, heapMb: 16 })
  await expect(bundles.build(job('127.0.0.1:1'))).rejects.toMatchObject({ code: 'WORKER_DIED' })
})

it('ends what runs and what waits when it is closed', async () => {
  const host = await serve(() => undefined)
  const bundles = await start()
  const building = Promise.allSettled([bundles.build(job(host)), bundles.build(job(host))])
  await bundles.close()
  expect(await building).toMatchObject([{ reason: { code: 'CANCELLED' } }, { reason: { code: 'CANCELLED' } }])
  expect(bundles.threads).toBe(0)
  await expect(bundles.build(job(host))).rejects.toMatchObject({ code: 'CANCELLED' })
})

const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)

async function until(isTrue: () => boolean) {
  while (!isTrue()) await new Promise((done) => setTimeout(done, 5))
}
