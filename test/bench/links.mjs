// Links under load: `node test/bench/links.mjs [seconds]`, after `npm run build`. Prints JSON.
// - downloads: claim and fetch of a 2 MB file, each claim committed to disk; beside nginx's secure_link where
//   nginx is installed, in the same minute and on as many cores (one worker).
// - race: two processes want the last download of a link; anything but one winner is a mistake.
// - timing: whether a token that shares its start with a real one is refused faster or slower than a random one.
import { execFileSync, fork, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const seconds = Number(process.argv[2] ?? 5)
const rounds = Number(process.argv[3] ?? 200)
const sizeBytes = 2 * 1024 ** 2
const concurrency = 16
const dist = new URL('../../dist/src/', import.meta.url)
const load = (path) => import(new URL(path, dist).href)

const isServer = process.argv[2] === 'serve'
const folder = isServer ? process.argv[3] : mkdtempSync(join(tmpdir(), 'bee-bench-'))
if (isServer) await serve()
else {
  try {
    await run()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Bee's web server in a process of its own, so that it and the load do not share a core. */
async function serve() {
  const { openDatabase } = await load('store/database.js')
  const { openSeal } = await load('store/seal.js')
  const { createLinks } = await load('store/links.js')
  const { createWeb } = await load('web/server.js')
  const publicUrl = 'http://127.0.0.1'
  const db = await openDatabase(join(folder, 'bee.db'))
  const links = createLinks(db, { seal: openSeal(folder), now: Date.now, publicUrl })
  const desk = { product: { name: 'Bench' } }
  const health = () => ({ ready: true, parts: {} })
  const web = createWeb({ links, bundleFolder: join(folder, 'bundles'), desk, health, publicUrl })
  await web.listen({ host: '127.0.0.1', port: 0 })
  process.send(web.server.address().port)
  process.once('disconnect', () => process.exit())
}

async function run() {
  const storeFolder = new URL('store', dist).pathname
  const { openDatabase } = await load('store/database.js')
  const { openSeal } = await load('store/seal.js')
  const { createLinks } = await load('store/links.js')
  const db = await openDatabase(join(folder, 'bee.db'))
  const links = createLinks(db, { seal: openSeal(folder), now: Date.now, publicUrl: 'http://127.0.0.1' })
  mkdirSync(join(folder, 'bundles'))
  const aLink = await linkMaker(db, links)

  const server = fork(new URL(import.meta.url), ['serve', folder])
  const [port] = await once(server, 'message')
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency })

  const link = await aLink(1e9)
  const bee = await hammer(async () => {
    const claimed = await ask({ agent, port, method: 'POST', path: `/d/${link}/claim` })
    const { bytes } = await ask({ agent, port, method: 'GET', path: claimed.location })
    if (bytes !== sizeBytes) throw new Error(`A download of ${bytes} bytes`)
  })
  const nginx = await besideNginx()
  console.log(
    JSON.stringify({ downloads: { bee, nginx, ratio: nginx && +(bee.perSecond / nginx.perSecond).toFixed(2) } }),
  )
  console.log(JSON.stringify({ timing: await timing({ agent, port, token: await aLink(10) }) }))
  server.disconnect()
  agent.destroy()

  console.log(JSON.stringify({ race: await race({ aLink, storeFolder }) }))
  await db.destroy()
}

/** One ticket, one bundle; a link with so many downloads each time. */
async function linkMaker(db, links) {
  const content = randomBytes(sizeBytes)
  writeFileSync(join(folder, 'bundles', 'x.tar.gz'), content)
  const at = Date.now()
  const ticket = { number: 'ST-2026-001', desk_id: 'd', guild_id: '1', year: 2026, sequence: 1, place: 'channel' }
  const rest = { requester_id: '2', channel_id: '3', title: 't', request: 'r', triage: '{}', form: '{}' }
  const state = { category: 'c', priority: 'low', tier: 't', status: 'new', created_at: at, updated_at: at }
  const made = { ...ticket, ...rest, ...state }
  const { id: ticketId } = await db.insertInto('ticket').values(made).returning('id').executeTakeFirstOrThrow()
  const sha256 = createHash('sha256').update(content).digest('hex')
  const file = { file: 'x.tar.gz', size_bytes: sizeBytes, sha256, manifest: null, left_out: '[]', problem: null }
  const bundle = { ticket_id: ticketId, name: 'x.tar.gz', state: 'ready', ...file, sources: '', created_at: at }
  const { id: bundleId } = await db.insertInto('bundle').values(bundle).returning('id').executeTakeFirstOrThrow()
  return async (downloads) => {
    const link = await links.create(db, { bundleId, ticketId, lifetimeMs: 3_600_000, downloads })
    return links.urlOf(link).split('/').pop()
  }
}

async function hammer(once) {
  await once()
  const end = performance.now() + seconds * 1000
  let done = 0
  const workers = Array.from({ length: concurrency }, async () => {
    for (; performance.now() < end; done++) await once()
  })
  await Promise.all(workers)
  return { perSecond: Math.round(done / seconds), megabytesPerSecond: Math.round((done * sizeBytes) / seconds / 1e6) }
}

function ask({ agent, port, method, path }) {
  return new Promise((resolve, reject) => {
    const asked = request({ agent, port, method, path, host: '127.0.0.1' }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk) => {
        bytes += chunk.length
      })
      answer.on('end', () => resolve({ status: answer.statusCode, location: answer.headers.location, bytes }))
    })
    asked.on('error', reject).end()
  })
}

/** nginx with secure_link, as its manual has it: an expiry and an MD5 in the address, checked for each request. */
async function besideNginx() {
  const binary = which('nginx')
  if (binary === undefined) return undefined
  const port = 40_000 + Math.floor(Math.random() * 20_000)
  const config = `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log;
    events { worker_connections 512; }
    http { access_log ${folder}/access.log; sendfile on;
      server { listen 127.0.0.1:${port}; location / { root ${folder}/bundles;
        secure_link $arg_md5,$arg_expires; secure_link_md5 "$secure_link_expires$uri secret";
        if ($secure_link != "1") { return 403; } } } }`
  writeFileSync(join(folder, 'nginx.conf'), config)
  const nginx = spawn(binary, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'inherit' })
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency })
  const expires = Math.floor(Date.now() / 1000) + 3600
  const md5 = createHash('md5').update(`${expires}/x.tar.gz secret`).digest('base64url')
  const fetchOne = async () => {
    const { bytes } = await ask({ agent, port, method: 'GET', path: `/x.tar.gz?md5=${md5}&expires=${expires}` })
    if (bytes !== sizeBytes) throw new Error(`nginx sent ${bytes} bytes`)
  }
  for (let turn = 0; turn < 50; turn++) {
    const isUp = await fetchOne().then(
      () => true,
      () => false,
    )
    if (isUp) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const result = await hammer(fetchOne)
  nginx.kill()
  agent.destroy()
  return result
}

function which(name) {
  try {
    return execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

/** Medians and Welch's t of two kinds of wrong tokens, asked for in turn. |t| under 2.58 is no signal at p < 0.01. */
async function timing({ agent, port, token }) {
  const kinds = {
    start: () => token.slice(0, 30) + randomBytes(10).toString('base64url').slice(0, 13),
    random: () => randomBytes(32).toString('base64url'),
  }
  const times = { start: [], random: [] }
  for (let turn = 0; turn < 4000; turn++) {
    for (const kind of turn % 2 ? ['start', 'random'] : ['random', 'start']) {
      const started = performance.now()
      await ask({ agent, port, method: 'GET', path: `/d/${kinds[kind]()}` })
      if (turn >= 200) times[kind].push(performance.now() - started)
    }
  }
  // The slowest tenth is what else the machine did.
  const [a, b] = [times.start, times.random].map((all) => all.sort((x, y) => x - y).slice(0, all.length * 0.9))
  const mean = (all) => all.reduce((sum, x) => sum + x, 0) / all.length
  const variance = (all) => mean(all.map((x) => (x - mean(all)) ** 2))
  const t = (mean(a) - mean(b)) / Math.sqrt(variance(a) / a.length + variance(b) / b.length)
  return { startMs: +mean(a).toFixed(4), randomMs: +mean(b).toFixed(4), t: +t.toFixed(2) }
}

async function race({ aLink, storeFolder }) {
  const racers = [0, 1].map(() => fork(new URL('../store/link-racer.mjs', import.meta.url)))
  for (const racer of racers) {
    racer.send({ settings: { folder, now: Date.now(), storeFolder } })
    await once(racer, 'message')
  }
  const result = { rounds, over: 0, wasted: 0 }
  for (let round = 0; round < rounds; round++) {
    const token = await aLink(1)
    const answers = racers.map((racer) => once(racer, 'message'))
    for (const racer of racers) racer.send({ token, times: 5 })
    const wins = (await Promise.all(answers)).reduce((sum, [won]) => sum + won, 0)
    if (wins > 1) result.over++
    if (wins < 1) result.wasted++
  }
  for (const racer of racers) racer.kill()
  return result
}
