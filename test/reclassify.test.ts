import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wholeDesk } from '../src/core/scope.ts'
import type { Ticket } from '../src/core/types.ts'
import type { SeenMessage } from '../src/sandbox/discord/api.ts'
import { startWorld, type World } from './world.ts'

let world: World
const as = (name: string) => world.discord.as(name)

beforeAll(async () => {
  world = await startWorld({ hasGitHub: false })
})
afterAll(() => world.stop())

async function open(name: string, text: string): Promise<Ticket> {
  const message = await as(name).say('#general', `@bee ${text}`)
  const { app } = world.bee
  await expect.poll(async () => (await app.tickets.byMessage(wholeDesk, message.id))?.threadId).toBeTruthy()
  return (await app.tickets.byMessage(wholeDesk, message.id))!
}
const ask = async (name: string, command: string, options: Record<string, string | boolean>) =>
  (await (await as(name).slash(command, options)).message()).content

const request = 'the honeycomb export to our waggle board stopped'

describe('a moderator says what a ticket really is', () => {
  let ticket: Ticket

  it('and the next request like it is read so, at once', async () => {
    ticket = await open('mia', request)
    expect(ticket.triage).not.toMatchObject({ category: 'billing', kind: 'feature' })
    expect(
      await ask('max', 'ticket reclassify', { category: 'billing', kind: 'feature', ticket: ticket.number }),
    ).toContain('learned')
    expect(await world.bee.app.tickets.get(wholeDesk, ticket.id)).toMatchObject({
      triage: { category: 'billing', kind: 'feature', confidence: { category: 1, kind: 1 } },
    })
    const next = await open('sam', 'honeycomb export to the waggle board has stopped again')
    expect(next.triage).toMatchObject({ category: 'billing', kind: 'feature' })
  })

  it('which only the staff may', async () => {
    expect(await ask('mia', 'ticket reclassify', { category: 'backup', ticket: ticket.number })).toContain(
      'Only a support engineer',
    )
    expect(await ask('max', 'ticket reclassify', { ticket: ticket.number })).toContain('a category, a kind')
    expect(await ask('max', 'ticket reclassify', { category: 'cooking', ticket: ticket.number })).toContain(
      'no category',
    )
  })

  it('and it is in its history, who and when', async () => {
    const history = await world.bee.app.tickets.history(ticket.id)
    const by = as('max').userId
    expect(history.map(({ event }) => event.type)).toEqual(
      expect.arrayContaining(['ticket.categorised', 'ticket.reclassified', 'ticket.taught']),
    )
    expect(history.find(({ event }) => event.type === 'ticket.taught')).toMatchObject({ by })
  })

  it('which outlives a restart, and can be taken back', async () => {
    await world.bee.stop()
    const { app } = await world.restart()
    const read = () => app.triage.read({ text: request, attachments: [] })
    await expect.poll(() => read().category).toBe('billing')
    expect(await ask('max', 'ticket reclassify', { forget: true, ticket: ticket.number })).toContain('forgotten')
    expect(read()).not.toMatchObject({ category: 'billing' })
    expect(read().kind).not.toBe('feature')
  })
})

it('learns from the answer to its own question, too', async () => {
  const { app } = world.bee
  const text = 'it went all wobbly after lunch, the round part'
  const ticket = await open('sam', text)
  const question = await as('sam').untilMessage(ticket.threadId!, ({ content }) => content.includes('Which fits best'))
  const buttons = (question as SeenMessage).components.flatMap((row) =>
    'components' in row ? row.components : [],
  ) as {
    label: string
    custom_id: string
  }[]
  // Three likeliest, and none of these.
  expect(buttons.length).toBeGreaterThanOrEqual(3)
  const [, second] = ticket.triage.likeliest
  const title = world.bee.desk.categories.find(({ id }) => id === second)!.title
  await (await as('sam').press(question.id, buttons.find(({ label }) => label === title)!.custom_id)).message()
  expect(app.triage.read({ text, attachments: [] }).category).toBe(second)
})
