// Links under load: `npm run bench -- links [--rounds 7] [--seconds 2] [--races 200] [--pairs 4000]`. Prints JSON.
// - downloads: claim and fetch of a 2 MB file, each claim committed to disk, beside nginx's secure_link.
// - timing: whether a token that shares its start with a real one is refused faster or slower than a random one.
// - race: two server processes, one download left; anything but one winner is a mistake.
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { besideNginx } from './links/beside-nginx.mjs'
import { race } from './links/race.mjs'
import { timing } from './links/timing.mjs'

const number = (value) => ({ type: 'string', default: String(value) })
const { values } = parseArgs({
  options: { rounds: number(7), seconds: number(2), races: number(200), pairs: number(4000) },
})
const [rounds, seconds, races, pairs] = [values.rounds, values.seconds, values.races, values.pairs].map(Number)

const sizeBytes = 2 * 1024 ** 2
const load = (path) => import(new URL(`../../dist/src/${path}`, import.meta.url).href)
const folder = mkdtempSync(join(tmpdir(), 'bee-bench-'))
try {
  await run()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

async function run() {
  const { openDatabase } = await load('store/database.js')
  const { openSeal } = await load('store/seal.js')
  const { createLinks } = await load('store/links.js')
  const db = await openDatabase(join(folder, 'bee.db'))
  const links = createLinks(db, {
    seal: openSeal(folder),
    now: Date.now,
    publicUrl: 'http://127.0.0.1',
    nudge: () => {},
  })
  const { write } = await load('store/write.js')
  const aLink = await linkMaker(db, links, write)

  if (rounds > 0) {
    const downloads = await besideNginx({ folder, serve, token: await aLink(1e9), rounds, ms: seconds * 1000 })
    console.log(JSON.stringify({ downloads }))
  }
  const servers = [await serve([]), await serve([])]
  if (pairs > 0) {
    console.log(JSON.stringify({ timing: await timing({ port: servers[0].port, token: await aLink(10), pairs }) }))
  }
  if (races > 0) {
    const ports = servers.map(({ port }) => port)
    console.log(JSON.stringify({ race: await race({ ports, aLink, rounds: races }) }))
  }
  for (const server of servers) server.stop()
  await db.destroy()
}

/** @param before what to start it with, such as `taskset -c 0`. */
async function serve(before) {
  const script = fileURLToPath(new URL('./links/serve.mjs', import.meta.url))
  const command = [...before, process.execPath, script, folder]
  const child = spawn(command[0], command.slice(1), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const [{ port, pid }] = await once(child, 'message')
  return { port, pid, stop: () => child.disconnect() }
}

/** One ticket, one bundle; a link with so many downloads each time. */
async function linkMaker(db, links, write) {
  const content = randomBytes(sizeBytes)
  mkdirSync(join(folder, 'bundles'))
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
    // As Bee does it: two servers write to the same file, so it may have to wait for its turn.
    const wanted = { bundleId, ticketId, lifetimeMs: 3_600_000, downloads }
    const link = await write(db, (trx) => links.create(trx, wanted))
    return links.urlOf(link).split('/').pop()
  }
}
