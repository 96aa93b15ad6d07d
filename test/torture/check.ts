import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { plantedIn } from './planted.ts'
import type { Told } from './teller.ts'
import type { TortureWorld } from './world.ts'

interface TicketRow {
  id: number
  number: string
  place: string
  status: string
  message_id: string | null
  thread_id: string | null
  card_message_id: string | null
}

/**
 * Everything that must hold after Bee has settled and stopped. What was said while Bee was not there is read by its
 * catch-up, so a request without a ticket is lost, whenever it was made.
 *
 * @returns what does not hold, each with its ticket's number.
 */
export function check(world: TortureWorld, stories: Told[]): string[] {
  const broken: string[] = []
  // Before the database is opened to be looked at, because that makes files of its own.
  const names = readdirSync(world.dataDir)
  const db = new Sqlite(join(world.dataDir, 'bee.sqlite'), { readonly: true })
  try {
    const rows = <Row>(text: string, ...values: unknown[]) => db.prepare(text).all(...values) as Row[]
    const sound = rows<{ integrity_check: string }>('pragma integrity_check').map((row) => row.integrity_check)
    if (sound.join() !== 'ok') broken.push(`integrity_check: ${sound.join()}`)
    if (rows('pragma foreign_key_check').length > 0) broken.push('a foreign key leads nowhere')
    const refusals = "not (state = 'dead' and problem = 'CHANNEL_FORBIDDEN')"
    for (const row of rows<{ lane: string; effect: string; state: string; problem: string }>(
      `select lane, effect, state, problem from outbox where state != 'done' and ${refusals}`,
    ))
      broken.push(`outbox: ${row.lane} ${row.state}: ${row.effect.slice(0, 80)} ${row.problem ?? ''}`)

    const tickets = rows<TicketRow>('select * from ticket order by id')
    const numbers = rows<{ sequence: number }>('select sequence from ticket order by sequence')
    if (numbers.some(({ sequence }, index) => sequence !== index + 1)) broken.push('ticket numbers have a gap')
    for (const ticket of tickets) broken.push(...checkTicket(ticket, world, stories, rows))
    for (const story of stories) broken.push(...checkStory(story, tickets, world, rows))
    broken.push(...checkFiles(world, names, rows))
  } finally {
    db.close()
  }
  broken.push(...checkSecrets(world))
  for (const { method, path, problems } of world.discord.violations)
    broken.push(`Discord would have refused ${method} ${path}: ${problems.join('; ')}`)
  for (const { rule, detail } of world.github.violations) broken.push(`GitHub's ${rule}: ${detail}`)
  return [...new Set(broken)]
}

type Rows = <Row>(text: string, ...values: unknown[]) => Row[]

function checkTicket(ticket: TicketRow, { discord, github }: TortureWorld, stories: Told[], rows: Rows): string[] {
  const broken: string[] = []
  const count = (what: string, is: number, wanted: number) => {
    if (is !== wanted) broken.push(`${ticket.number}: ${what}: ${is} instead of ${wanted}`)
  }
  const { number, thread_id: threadId } = ticket
  const threads = discord.state.threads().filter(({ name }) => name?.startsWith(`${number} · `))
  count('threads', threads.length, 1)
  if (threadId === null || threads[0]?.id !== threadId) broken.push(`${number}: its thread is not the one it knows`)
  const said = threadId === null ? [] : discord.state.messages(threadId).filter(({ author }) => author.bot)
  const cards = said.filter(({ content }) => content.startsWith(`**${number}`))
  count('cards', cards.length, 1)
  if (cards[0]?.id !== ticket.card_message_id) broken.push(`${number}: its card is not the one it knows`)
  const posts = rows<{ destination: string; state: string; remote_id: string }>(
    'select * from post where ticket_id = ?',
    ticket.id,
  )
  const refused = stories.find((story) => story.number === number)?.refused ?? 0
  count('refused posts', posts.filter(({ state }) => state === 'failed').length, refused)
  if (posts.some(({ state }) => state === 'pending')) broken.push(`${number}: a post is still pending`)
  const at = (destination: string) =>
    posts.filter((post) => post.destination === destination && post.state === 'posted')
  const shown = discord.state
    .messages('#auth-help')
    .filter(({ embeds }) => embeds.some(({ footer }) => footer?.text === number))
  count('posts in #auth-help', shown.length, at('discord-channel').length)
  count('"Posted to #auth-help"', said.filter(({ content }) => content.startsWith('Posted to <#')).length, shown.length)
  const issues = github.state.issues.filter(({ title }) => title.startsWith(`${number}: `))
  count('issues', issues.length, at('github').length)
  const saidIssue = said.filter(({ content }) => content.startsWith('Posted to GitHub'))
  count('"Posted to GitHub"', saidIssue.length, issues.length)
  const bundles = rows<{ state: string; problem: string | null }>(
    'select state, problem from bundle where ticket_id = ?',
    ticket.id,
  )
  const hasFiles = stories.some(
    ({ isAside, requests }) => !isAside && ticket.message_id !== null && requests.includes(ticket.message_id),
  )
  count('bundles', bundles.length, hasFiles ? 1 : 0)
  for (const { state, problem } of bundles)
    if (state !== 'ready') broken.push(`${number}: its bundle is ${state}: ${problem}`)
  count('links', rows('select id from link where ticket_id = ?', ticket.id).length, hasFiles ? 1 : 0)
  return broken
}

function checkStory(story: Told, tickets: TicketRow[], { discord, github }: TortureWorld, rows: Rows): string[] {
  const broken: string[] = []
  const who = `${story.person} ${story.number}`
  if (story.stuck !== undefined) return [`${who}: ${story.stuck}`]
  for (const id of story.requests) {
    const made = tickets.filter((ticket) => ticket.message_id === id).length
    if (made !== 1) broken.push(`${who}: ${made} tickets for a request`)
  }
  const ticket = tickets.find(({ number }) => number === story.number)
  if (ticket === undefined) return [...broken, `${who}: its ticket is gone`]
  if ((ticket.status === 'closed') !== story.isClosed) broken.push(`${who}: its ticket is ${ticket.status}`)
  const comments = github.state.issues
    .filter(({ title }) => title.startsWith(`${story.number}: `))
    .flatMap((issue) => issue.comments)
  for (const { messageId } of story.forGitHub) {
    const copies = comments.filter(({ body }) => body.includes(`/${messageId}`)).length
    if (copies === 1) continue
    const effects = rows('select effect, state, problem from outbox where effect like ?', `%${messageId}%`)
    const keys = rows('select key from inbox where key like ?', `%${messageId}%`)
    const pairs = rows('select * from mirror_message where message_id = ?', messageId)
    broken.push(`${who}: ${copies} comments for a message: ${JSON.stringify({ effects, keys, pairs })}`)
  }
  const said = discord.state.messages(story.threadId)
  for (const text of story.forDiscord) {
    const copies = said.filter(({ content, author }) => author.bot && content.includes(text)).length
    if (copies !== 1) broken.push(`${who}: ${copies} messages for a comment`)
  }
  return broken
}

function checkFiles({ dataDir }: TortureWorld, names: string[], rows: Rows): string[] {
  const broken: string[] = []
  const folder = join(dataDir, 'bundles')
  const known = new Map(
    rows<{ file: string; sha256: string }>('select file, sha256 from bundle where file is not null').map((row) => [
      row.file,
      row.sha256,
    ]),
  )
  const there = existsSync(folder) ? readdirSync(folder) : []
  for (const name of there) if (!known.has(name)) broken.push(`orphan file bundles/${name}`)
  for (const [name, sha256] of known) {
    const path = join(folder, name)
    if (!existsSync(path)) broken.push(`bundles/${name} is gone`)
    else if (createHash('sha256').update(readFileSync(path)).digest('hex') !== sha256)
      broken.push(`bundles/${name} is another one than its row says`)
  }
  const work = join(dataDir, 'work')
  for (const name of existsSync(work) ? readdirSync(work) : []) broken.push(`work/${name} was left`)
  const uploads = join(dataDir, 'uploads')
  for (const name of existsSync(uploads) ? readdirSync(uploads) : []) broken.push(`uploads/${name} was left`)
  const expected = ['bee.key', 'bee.lock', 'bee.sqlite', 'bundles', 'uploads', 'work']
  for (const name of names) if (!expected.includes(name)) broken.push(`${name} was left in the data folder`)
  const overdrawn = rows<{ id: number; gone: number; claims: number }>(
    `select link.id, downloads_total - downloads_left as gone, (select count(*) from claim where link_id = link.id) as claims
     from link where gone != claims`,
  )
  for (const { id, gone, claims } of overdrawn)
    broken.push(`link ${id}: ${gone} downloads counted, ${claims} claims made`)
  return broken
}

/** @returns where something private stands that only its owner's own words may hold. */
export function checkSecrets({ dataDir, discord, github, log }: TortureWorld): string[] {
  const places: [string, string][] = [
    ["Bee's log", log()],
    ['GitHub', JSON.stringify(github.state.issues)],
    ['what was sent to Discord', JSON.stringify(discord.requests.map(({ path, body }) => [path, body]))],
  ]
  for (const entry of readdirSync(dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    places.push([path.slice(dataDir.length + 1), readFileSync(path, 'latin1')])
  }
  return places.flatMap(([place, text]) => plantedIn(text).map((name) => `${place} holds the planted ${name}`))
}
