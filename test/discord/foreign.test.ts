import { afterAll, beforeAll, expect, it } from 'vitest'
import { groups, singles } from '../../commands/index.ts'
import { wholeDesk } from '../../src/core/scope.ts'
import type { Ticket } from '../../src/core/types.ts'
import { readDesk } from '../../src/desk.ts'
import { pressable } from '../../src/discord/controls.ts'
import type { SlashOptions } from '../../src/sandbox/discord/api.ts'
import { guildFor } from '../../src/sandbox/plan.ts'
import { answerTo, opened } from '../permissions/scene.ts'
import { startWorld, type World } from '../world.ts'

/** Stands in everything that belongs to the first server, and nowhere else. */
const canary = 'pomegranate'
const servers = ['Second', 'Third'] as const

let world: World
let ticket: Ticket
let suggestionId: number
let codeOfLink: string
beforeAll(async () => {
  const plan = guildFor(readDesk('sting-ce'))
  const people = (name: string) => [{ name, roles: ['Moderator', 'Support Engineer'] }]
  const moreGuilds = [
    { ...plan, name: 'Second', people: people('bob') },
    { ...plan, name: 'Third', people: people('cleo') },
  ]
  world = await startWorld({ hasGitHub: false, discord: { moreGuilds } })
  const { app } = world.bee
  ticket = await opened(world, 'mia', `@bee the login page is blank as ${canary}`, `a line of ${canary}\n`.repeat(20))
  await expectReady()
  await answerTo(world.discord.as('max').slash('ticket note', { text: `a note of ${canary}` }, ticket.threadId!))
  const [link] = await app.links.activeOf(ticket.id)
  codeOfLink = new URL(app.links.urlOf(link!)).pathname.split('/').at(-1)!
  await answerTo(world.discord.as('mia').slash('faq search', { query: `${canary} salad` }, '#general'))
  const { id } = await world.discord.as('mia').say('#help', `How do I install it on Ubuntu, called ${canary}?`)
  await until(async () => (await app.suggestions.byMessage(wholeDesk, id)) !== undefined)
  suggestionId = (await app.suggestions.byMessage(wholeDesk, id))!.id
}, 120_000)
afterAll(() => world.stop())

const until = async (isSo: () => Promise<boolean>) => {
  const { vi } = await import('vitest')
  await vi.waitUntil(isSo, { timeout: 30_000, interval: 25 })
}
const expectReady = () => until(async () => (await world.bee.app.bundles.ofTicket(ticket.id))[0]?.state === 'ready')

/** The moderators of the other servers, in their channel and in private. */
const strangers = [
  { name: 'bob', server: servers[0], place: '#general' },
  { name: 'bob', server: servers[0], place: '@bee' },
  { name: 'cleo', server: servers[1], place: '#general' },
  { name: 'cleo', server: servers[1], place: '@bee' },
]

/** Everything of the first server that has an id or a name. */
const foreign = () => [
  ...[ticket.number, ticket.number.toLowerCase(), String(ticket.id), '1', canary],
  ...[ticket.threadId!, ticket.channelId, ticket.messageId!, ticket.cardMessageId!, ticket.requesterId],
  ...[codeOfLink, `<#${ticket.threadId}>`],
]

/** Of every command: what has to be given besides a foreign ticket. */
const needed: Record<string, SlashOptions> = {
  'ticket priority': { priority: 'critical' },
  'ticket category': { category: 'database' },
  'ticket reclassify': { kind: 'bug' },
  'ticket note': { text: 'mine now' },
  'ticket update': { text: 'mine now' },
  'bundle create': { file: { name: 'a.log', data: 'one line\n' } },
  'bundle release': { reason: 'mine now' },
  post: { to: 'forum' },
}
const lines = [
  ...groups.flatMap(({ name, subcommands }) => Object.keys(subcommands).map((sub) => `${name} ${sub}`)),
  ...singles.map(({ name }) => name),
]
const takesTicket = (line: string) =>
  world.discord.state
    .commands()
    .find(({ name }) => name === line.split(' ')[0])!
    .options?.flatMap((option) => (option.name === line.split(' ')[1] ? (option.options ?? []) : [option]))
    .some(({ name }) => name === 'ticket') ?? false

const changes = async () => {
  const { tickets, bundles, links, posts } = world.bee.app
  const { id } = ticket
  return JSON.stringify([
    await tickets.get(wholeDesk, id),
    await tickets.history(id),
    await bundles.ofTicket(id),
    await links.activeOf(id),
    await posts.ofTicket(id),
  ])
}

it('A37: gives the moderators of other servers nothing, by any command and any id', { timeout: 120_000 }, async () => {
  const before = await changes()
  const asked = lines.filter(takesTicket)
  expect(asked.length).toBeGreaterThanOrEqual(20)
  const one = async ({ name, server, place }: (typeof strangers)[number]) => {
    const me = world.discord.as(name, server)
    let count = 0
    for (const line of asked) {
      for (const id of line === 'ticket show' ? foreign() : [ticket.number]) {
        const same = line === 'ticket join' ? { 'same-as': id } : {}
        const asking = await me.slash(line, { ...needed[line], ...same, ticket: id.slice(0, 60) }, place)
        const { content, embeds, attachments } = await asking.message()
        expect(content, `${line} ${id} by ${name} in ${place}`).toContain('I know no ticket')
        // What they asked for is said back to them; nothing else of the other server is.
        expect(JSON.stringify([content.replaceAll(id, ''), embeds, attachments])).not.toContain(canary)
        count += 1
      }
    }
    return count
  }
  const counts = await Promise.all(strangers.map(one))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(100)
  expect(await changes()).toBe(before)
})

it('A37: suggests, lists, searches and reports nothing of another server', { timeout: 120_000 }, async () => {
  for (const { name, server, place } of strangers) {
    const me = world.discord.as(name, server)
    for (const typed of ['', ...foreign()]) {
      const offered = await me.autocomplete('ticket show', 'ticket', typed.slice(0, 60), {}, place)
      expect(offered, `${typed} by ${name} in ${place}`).toEqual([])
    }
    const open: [line: string, options: SlashOptions][] = [
      ['ticket list', { closed: true }],
      ['ticket mine', {}],
      ['faq gaps', {}],
      ['faq search', { query: 'blank' }],
      ['faq popular', {}],
      ['ask', { question: 'blank page' }],
      ['status', {}],
    ]
    for (const [line, options] of open) {
      const said = await answerTo(me.slash(line, options, place))
      expect(said, `${line} by ${name} in ${place}`).not.toContain(canary)
      expect(said).not.toContain(ticket.number)
    }
  }
})

it('A37: presses nothing that belongs to another server', { timeout: 120_000 }, async () => {
  const { controls } = world.bee.app
  const before = await changes()
  const stolen = [
    ...(await Promise.all(Object.keys(pressable).map((action) => controls.for(action, ticket.id)))),
    await controls.for('share', ticket.id, { destination: 'forum' }),
    await controls.for('category', ticket.id, { category: 'database' }),
    ...(await Promise.all(
      ['answer.solved', 'answer.declined'].map((action) =>
        controls.for(action, null, { suggestion: String(suggestionId) }),
      ),
    )),
  ]
  const one = async ({ name, server, place }: (typeof strangers)[number]) => {
    const me = world.discord.as(name, server)
    const source = (await (await me.slash('help', {}, place)).message()).id
    for (const id of stolen) {
      for (const as of ['button', 'form'] as const) {
        const said = await answerTo(me.forge(source, id, as, as === 'form' ? { version: '6.6.6' } : {}))
        expect(said, `${id} by ${name} in ${place}`).toMatch(/belongs to another server|button|longer/)
        expect(said).not.toContain(canary)
        expect(said).not.toContain(ticket.number)
      }
    }
  }
  await Promise.all(strangers.map(one))
  expect(await changes()).toBe(before)
})

it('A37: keeps what is said and made in one server out of the others', async () => {
  const mine = world.discord.as('bob', 'Second')
  await answerTo(mine.slash('ticket open', { request: 'the search is slow today' }, '#general'))
  // Numbers are the desk's; a guessed one of the first server joins nothing.
  const own = (await world.bee.app.tickets.list(wholeDesk, { requesterId: mine.userId }))[0]!
  const said = await answerTo(mine.slash('ticket join', { 'same-as': ticket.number, ticket: own.number }, '#general'))
  expect(said).toContain('I know no ticket')
  expect(await world.bee.app.joins.countFollowers(ticket.id)).toBe(0)
  for (const server of servers) {
    const everything = world.discord.state
      .channels(server)
      .flatMap(({ id, type }) => (type === 0 ? world.discord.state.messages(id) : []))
    expect(JSON.stringify(everything)).not.toContain(canary)
  }
  expect(world.log.filter((line) => /"level":(50|60)/.test(line))).toEqual([])
})
