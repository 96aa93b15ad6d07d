import { afterAll, beforeAll, expect, it } from 'vitest'
import { readDesk } from '../../src/desk.ts'
import { guildFor } from '../../src/sandbox/plan.ts'
import { startWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  const plan = guildFor(readDesk('sting-ce'))
  const moreGuilds = [
    { ...plan, name: 'Second' },
    { ...plan, name: 'Third' },
  ]
  world = await startWorld({ hasGitHub: false, discord: { moreGuilds } })
})
afterAll(() => world.stop())

const asked: [line: string, options: Record<string, string>][] = [
  ['ticket show', {}],
  ['ticket assign', {}],
  ['ticket priority', { priority: 'critical' }],
  ['ticket category', { category: 'database' }],
  ['ticket note', { text: 'mine now' }],
  ['ticket update', { text: 'mine now' }],
  ['ticket close', {}],
  ['ticket reopen', {}],
  ['ticket transcript', {}],
  ['bundle renew', {}],
  ['bundle revoke', {}],
  ['bundle log', {}],
  ['bundle verify', {}],
  ['post', { to: 'forum' }],
]

it('A37: gives a moderator of another server nothing and changes nothing, by any command', {
  timeout: 90_000,
}, async () => {
  const words = 'the login page is blank as pomegranate'
  const message = await world.discord.as('mia').say('#general', `@bee ${words}`)
  const { id } = await world.discord.as('mia').untilThread(({ id }) => id === message.id, 20_000)
  await world.discord.as('mia').untilMessage(id, ({ content }) => content.includes('ST-'))
  const ticket = (await world.bee.app.tickets.byMessage(id))!
  const before = await world.bee.app.tickets.history(ticket.id)

  for (const guild of ['Second', 'Third']) {
    const max = world.discord.as('max', guild)
    for (const [line, options] of asked) {
      const answer = await (await max.slash(line, { ...options, ticket: ticket.number }, '#general')).message()
      expect(answer.content, line).toContain('I know no ticket')
      expect(JSON.stringify(answer), line).not.toContain('pomegranate')
    }
    const offered = await max.autocomplete('ticket show', 'ticket', 'pomegranate', {}, '#general')
    const listed = await (await max.slash('ticket list', {}, '#general')).message()
    expect(offered).toEqual([])
    expect(listed.content).not.toContain(ticket.number)
  }
  expect(await world.bee.app.tickets.history(ticket.id)).toEqual(before)
})
