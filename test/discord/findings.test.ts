import { afterAll, beforeAll, expect, it } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import { startWorld, type World } from '../world.ts'

let world: World
const as = (name: string) => world.discord.as(name)

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const log = [
  ...Array.from(
    { length: 12 },
    (_, at) => `2026-11-20 09:14:${10 + at}.120 UTC [812] LOG:  duration: 5321.234 ms  statement: SELECT 1`,
  ),
  '2026-11-20 09:20:03.120 UTC [812] FATAL:  sorry, too many clients already',
].join('\n')

async function ticketWith(text: string) {
  const asked = await as('mia').say('#general', text, { files: [{ name: 'postgresql.log', data: log }] })
  const thread = await as('mia').untilThread(({ id }) => id === asked.id)
  const card = await as('mia').untilMessage(thread.id, ({ embeds }) =>
    JSON.stringify(embeds).includes('Found in the logs'),
  )
  const ticket = (await world.bee.app.tickets.byNumber(wholeDesk, thread.name!.slice(0, 11)))!
  return { thread, card, ticket }
}

it('shows on the card what the logs say, raises the priority and names the services', async () => {
  const { card, ticket, thread } = await ticketWith('@bee how do I make the reports page load faster?')
  const fields = card.embeds[0]!.fields!
  const field = (name: string) => fields.find((one) => one.name === name)?.value
  expect(field('Found in the logs')).toBe(
    '🟥 Critical: PostgreSQL has no connections left, seen once, at 2026-11-20 09:20:03 (UTC)\n' +
      '🟨 Warning: Queries take longer than a second, seen 12 times, first 2026-11-20 09:14:10, last 09:14:21 (UTC)',
  )
  expect(field('Services')).toContain('database')
  expect(ticket.triage).toMatchObject({
    priority: 'high',
    reasons: expect.arrayContaining(['in the logs: PostgreSQL has no connections left']),
  })
  const events = (await world.bee.app.tickets.history(ticket.id)).map(({ event, by }) => ({ ...event, by }))
  expect(events).toContainEqual(
    expect.objectContaining({
      type: 'bundle.analyzed',
      findings: ['database-connections', 'database-slow'],
      by: 'bee',
    }),
  )
  expect(events).toContainEqual(expect.objectContaining({ type: 'ticket.prioritised', to: 'high', by: 'bee' }))

  await as('mia').say(thread.id, 'create a GitHub issue')
  await expect.poll(() => world.github.state.issues.at(-1)?.body).toContain('no connections left, seen once')
})

it("leaves a priority alone that a person has set, also before the next bundle's logs", async () => {
  const { thread, ticket } = await ticketWith('@bee how can I see who logged in last week?')
  await (await as('max').slash('ticket priority', { priority: 'low' }, thread.id)).message()
  await as('mia').say(thread.id, 'here is another one', { files: [{ name: 'postgresql.log', data: log }] })
  await expect
    .poll(
      async () =>
        (await world.bee.app.tickets.history(ticket.id)).filter(({ event }) => event.type === 'bundle.analyzed').length,
    )
    .toBe(2)
  expect((await world.bee.app.tickets.get(wholeDesk, ticket.id)).triage.priority).toBe('low')
})
