import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, expect, it } from 'vitest'
import { wholeDesk } from '../src/core/scope.ts'
import { readDesk } from '../src/desk.ts'
import { guildFor } from '../src/sandbox/plan.ts'
import { createBookmarks } from '../src/store/bookmarks.ts'
import { openForReading } from '../src/store/database.ts'
import { answerTo, opened } from './permissions/scene.ts'
import { startWorld, type World } from './world.ts'

/** Stands in everything that belongs to the first server, and nowhere else. */
const canary = 'pomegranate'
const day = 24 * 3_600_000
const within = { timeout: 30_000 }

let world: World
let ahead = 0
afterEach(() => world.stop())

/** Two servers; the first has a ticket with everything that a ticket can have. */
async function start() {
  ahead = 0
  const plan = guildFor(readDesk('sting-ce'))
  const second = { ...plan, name: 'Second', people: [{ name: 'bob' }] }
  world = await startWorld({ hasGitHub: false, discord: { moreGuilds: [second] }, now: () => Date.now() + ahead })
  const { app } = world.bee
  const max = world.discord.as('max')
  const ticket = await opened(world, 'mia', `@bee the login page is blank as ${canary}`, `${canary}\n`.repeat(20))
  await expect.poll(async () => (await app.bundles.ofTicket(ticket.id))[0]?.state, within).toBe('ready')
  const [link] = await app.links.activeOf(ticket.id)
  expect((await fetch(`${app.links.urlOf(link!)}/claim`, { method: 'POST' })).status).toBe(200)
  await answerTo(max.slash('ticket note', { text: `a note of ${canary}` }, ticket.threadId!))
  await answerTo(max.slash('ticket reclassify', { kind: 'incident', category: 'network' }, ticket.threadId!))
  await answerTo(world.discord.as('mia').slash('bundle upload', {}, ticket.threadId!))
  await answerTo(world.discord.as('mia').slash('faq search', { query: `${canary} salad` }, '#general'))
  const { id } = await world.discord.as('mia').say('#help', `How do I install it on Ubuntu, called ${canary}?`)
  await expect.poll(() => app.suggestions.byMessage(wholeDesk, id), within).toBeDefined()
  const other = await openedThere()
  return { ticket, other }
}

async function openedThere() {
  const { id } = await world.discord.as('bob', 'Second').say('#general', '@bee the search has lost its index')
  await expect.poll(() => world.bee.app.tickets.byMessage(wholeDesk, id), within).toBeDefined()
  return (await world.bee.app.tickets.byMessage(wholeDesk, id))!
}

const idle = () =>
  expect.poll(async () => Object.keys(await world.bee.app.outbox.countByState()), within).toEqual(['done'])

async function later(days: number) {
  await world.bee.stop(1000)
  ahead += days * day
  await world.restart()
}

/** Every row of every table that says the word, after Bee has stopped. */
async function rowsSaying(word: string): Promise<string[]> {
  const db = openForReading(join(world.dataDir, 'bee.sqlite'))
  const { rows: tables } = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(db)
  const found: string[] = []
  for (const { name } of tables) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(db)
    for (const row of rows) if (JSON.stringify(row).includes(word)) found.push(`${name}: ${JSON.stringify(row)}`)
  }
  await db.destroy()
  return found
}
const removed = (line: string) => line.includes('erased what was kept of a server')

it('F37: erases all that is of a server a month after it removed Bee, and nothing of another', async () => {
  const { ticket, other } = await start()
  await idle()
  const { guildId } = world.discord
  world.discord.gateway.fault({ type: 'kick-bot', guild: guildId })
  const since = () => world.bee.app.bookmarks.get(`left:${guildId}`)
  await expect.poll(since, within).toBeDefined()
  const leftAt = await since()

  // A restart neither forgets nor winds the clock up again.
  await later(29)
  expect(await since()).toBe(leftAt)
  expect((await world.bee.app.tickets.get(wholeDesk, ticket.id)).number).toBe(ticket.number)
  expect(readdirSync(join(world.dataDir, 'bundles'))).toHaveLength(1)

  await later(2)
  await expect.poll(since, within).toBeUndefined()
  expect(readdirSync(join(world.dataDir, 'bundles'))).toEqual([])
  expect((await world.bee.app.tickets.get(wholeDesk, other.id)).number).toBe(other.number)
  await world.bee.stop(1000)
  expect(await rowsSaying(canary)).toEqual([])
  const ids = [ticket.threadId!, guildId]
  // How far a channel was read and which events were taken is forgotten by itself, and says nothing of anybody.
  const isMark = (row: string) => /^bookmark: .*"seen:|^inbox: /.test(row)
  for (const id of ids) expect((await rowsSaying(id)).filter((row) => !isMark(row))).toEqual([])
  const file = readFileSync(join(world.dataDir, 'bee.sqlite')).toString('latin1')
  expect(file.includes(canary)).toBe(false)
  await world.restart()
  expect(world.log.filter(removed)).toHaveLength(1)
}, 120_000)

it('F37: keeps everything of a server that invites Bee again, or that was only out of reach', async () => {
  const { ticket } = await start()
  await idle()
  await world.bee.stop(1000)
  // As if it had been removed long ago, and invited while nobody looked.
  const { openDatabase } = await import('../src/store/database.ts')
  const db = await openDatabase(join(world.dataDir, 'bee.sqlite'))
  await createBookmarks(db).set(`left:${world.discord.guildId}`, String(Date.now() - 90 * day))
  await db.destroy()
  world.discord.gateway.fault({ type: 'outage' })
  await later(40)
  await expect.poll(() => world.bee.app.bookmarks.get(`left:${world.discord.guildId}`), within).toBeUndefined()
  expect((await world.bee.app.tickets.get(wholeDesk, ticket.id)).number).toBe(ticket.number)
  expect(world.log.filter(removed)).toEqual([])
}, 120_000)
