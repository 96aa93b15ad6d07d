import { afterAll, beforeAll, expect, it } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import type { Ticket } from '../../src/core/types.ts'
import { opened } from '../permissions/scene.ts'
import { startWorld, type World } from '../world.ts'

let world: World
let ticket: Ticket
beforeAll(async () => {
  world = await startWorld({ hasGitHub: false })
  ticket = await opened(world, 'mia', '@bee the login page is blank')
}, 60_000)
afterAll(() => world.stop())

const as = (name: string) => world.discord.as(name)
const tooLate = (method: string, path: string, code: number) =>
  world.discord.faults.add({
    match: { method, path, times: 1 },
    do: { status: 404, body: { code, message: 'too late' } },
  })
const inThread = (name: string, part: string) =>
  as(name).untilMessage(ticket.threadId!, ({ content, ephemeral }) => !ephemeral && content.includes(part), 15_000)

it('F32: says in the ticket what a command has done when Discord takes no answer after 3 s (10062)', async () => {
  tooLate('POST', '/interactions/*/*/callback', 10062)
  await as('max').slash('ticket priority', { priority: 'high' }, ticket.threadId!)
  expect((await inThread('max', 'priority is now high')).content).toContain(ticket.number)
  expect((await world.bee.app.tickets.get(wholeDesk, ticket.id)).triage.priority).toBe('high')

  tooLate('POST', '/interactions/*/*/callback', 10062)
  await as('max').slash('ticket priority', { priority: 'critical', ticket: ticket.number }, '#general')
  await inThread('max', 'priority is now critical')
})

it('F32: says a refusal there too, and what is for one person not at all', async () => {
  tooLate('POST', '/interactions/*/*/callback', 10062)
  await as('sam').slash('ticket close', {}, ticket.threadId!)
  await inThread('sam', 'Only the requester')

  tooLate('POST', '/interactions/*/*/callback', 10062)
  await as('mia').slash('bundle upload', {}, ticket.threadId!)
  const note = await inThread('mia', 'ask again')
  expect(note.content).toContain(`<@${as('mia').userId}>`)
  expect(JSON.stringify(world.discord.state.messages(ticket.threadId!))).not.toContain('/u/')
})

it('F32: the same for work that was deferred, after 15 minutes (50027)', async () => {
  const before = as('mia')
    .visible(ticket.threadId!)
    .filter(({ content }) => content.includes('ask again')).length
  const slow = world.discord.faults.add({
    match: { method: 'GET', path: '/channels/*/messages', times: 1 },
    do: { delayMs: 900 },
  })
  tooLate('PATCH', '/webhooks/*/*/messages/%40original', 50027)
  await as('mia').slash('ticket transcript', {}, ticket.threadId!)
  await slow.untilStruck()
  const after = () =>
    as('mia')
      .visible(ticket.threadId!)
      .filter(({ content }) => content.includes('ask again')).length
  await expect.poll(after, { timeout: 15_000 }).toBe(before + 1)
})

it('F32: says nothing twice where an earlier try was answered (40060), and leaves no defect', async () => {
  const count = () => world.discord.state.messages(ticket.threadId!).length
  const before = count()
  tooLate('POST', '/interactions/*/*/callback', 40060)
  await as('max').slash('ticket note', { text: 'seen' }, ticket.threadId!)
  const isNoted = async () =>
    (await world.bee.app.tickets.history(ticket.id)).some(({ event }) => event.type === 'ticket.noted')
  await expect.poll(isNoted, { timeout: 15_000 }).toBe(true)
  await (await as('max').slash('help', {}, '#general')).message()
  expect(count()).toBe(before)
  expect(world.log.filter((line) => /"level":(50|60)/.test(line))).toEqual([])
})
