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

const isOffer = ({ content }: { content: string }) => content.includes('Same problem?')
const buttonsOf = (message: SeenMessage) =>
  message.components.flatMap((row) => ('components' in row ? row.components : [])) as {
    label: string
    custom_id: string
  }[]
async function press(name: string, message: SeenMessage, label: string): Promise<string> {
  const control = buttonsOf(message).find((button) => button.label.includes(label))!
  return (await (await as(name).press(message.id, control.custom_id)).message()).content
}

/** Opens a ticket, and waits until its conversation is there. */
async function open(name: string, text: string, channel = '#general'): Promise<Ticket> {
  const message = await as(name).say(channel, `@bee ${text}`)
  const thread = await as(name).untilThread(({ id }) => id === message.id)
  await as(name).untilMessage(thread.id, ({ embeds }) => embeds.length > 0)
  return (await world.bee.app.tickets.byMessage(wholeDesk, message.id))!
}
const now = (ticket: Ticket) => world.bee.app.tickets.get(wholeDesk, ticket.id)
const said = (ticket: Ticket, words: string) =>
  as('max').untilMessage(ticket.threadId ?? ticket.messageId!, ({ content }) => content.includes(words))

describe('a ticket with the same problem as another', () => {
  let first: Ticket
  let second: Ticket

  it('is offered that one, and follows it once the requester says so', async () => {
    first = await open('mia', 'the nightly backup fails with exit code 23 and no space left on device')
    second = await open('sam', 'our backup failed: exit code 23, no space left on device')
    const offer = await said(await now(second), 'Same problem?')
    expect(offer.content).toContain(first.number)
    expect(offer.content).toContain('open')
    expect(await press('mia', offer, first.number)).toContain('Only the requester')
    expect(await press('sam', offer, first.number)).toContain(`follows ${first.number}`)
    await said(await now(second), `follows ${first.number} from now on`)
    // Nothing is left to press there.
    const settled = await said(await now(second), `You have joined ${first.number}`)
    expect(settled.id).toBe(offer.id)
    expect(buttonsOf(settled)).toEqual([])
    expect((await world.bee.app.joins.parentOf(second.id))?.id).toBe(first.id)
  })

  it('hears the one word that the staff says to all', async () => {
    const reply = await (
      await as('max').slash('ticket update', { text: 'The disk is being enlarged', ticket: first.number })
    ).message()
    expect(reply.content).toContain('in 1 that follow')
    await said(await now(first), 'The disk is being enlarged')
    await said(await now(second), 'The disk is being enlarged')
    const refused = await (await as('mia').slash('ticket update', { text: 'hear me', ticket: first.number })).message()
    expect(refused.content).toContain('Only a support engineer')
  })

  it('hears who takes care of it, closes along, and opens along', async () => {
    await (await as('max').slash('ticket assign', { person: as('eva').userId, ticket: first.number })).message()
    await said(await now(second), `takes care of ${first.number}`)
    await as('mia').say(first.messageId!, "it's solved, thanks")
    await said(await now(second), `${first.number}, which this follows, is solved`)
    expect(await now(second)).toMatchObject({ status: 'closed', closedAs: 'solved' })
    await as('mia').say(first.messageId!, 'still broken')
    await said(await now(second), 'is open again')
    expect(await now(second)).toMatchObject({ status: 'open' })
  })

  it('can go its own way again', async () => {
    const joined = await said(await now(second), 'from now on')
    expect(await press('sam', joined, 'Not the same')).toContain('no longer follows')
    await said(await now(second), 'no longer follows')
    await as('mia').say(first.messageId!, "it's solved, thanks")
    await said(await now(first), 'is solved')
    expect((await now(second)).status).toBe('open')
    const again = await (await as('sam').slash('ticket leave', { ticket: second.number })).message()
    expect(again.content).toContain('follows no other ticket')
  })

  it('follows the one that leads, not one that follows, and never itself', async () => {
    const third = await open('carla', 'backup exits with code 23: no space left on device')
    await (await as('sam').slash('ticket join', { 'same-as': first.number, ticket: second.number })).message()
    await (await as('carla').slash('ticket join', { 'same-as': second.number, ticket: third.number })).message()
    expect((await world.bee.app.joins.parentOf(third.id))?.id).toBe(first.id)
    const itself = await (
      await as('carla').slash('ticket join', { 'same-as': third.number, ticket: third.number })
    ).message()
    expect(itself.content).not.toContain('from now on')
    expect(await world.bee.app.joins.parentOf(first.id)).toBeUndefined()
  })
})

it('never offers a private report, nor offers anything beside one', async () => {
  const text = '@bee I found a security vulnerability: remote code execution in the upload form'
  const secret = await as('mia').say('#general', text)
  const { app } = world.bee
  await expect
    .poll(() => app.tickets.byMessage(wholeDesk, secret.id))
    .toMatchObject({ triage: { category: 'security' } })
  const other = await as('sam').say('#general', text)
  await expect.poll(async () => (await app.tickets.byMessage(wholeDesk, other.id))?.cardMessageId).toBeTruthy()
  const { id, guildId, threadId } = (await app.tickets.byMessage(wholeDesk, other.id))!
  const waiting = async () => Object.keys(await app.outbox.countByState()).filter((state) => state !== 'done')
  await expect.poll(waiting).toEqual([])
  expect(world.discord.state.messages(threadId!).filter(isOffer)).toEqual([])

  // It is found by its words; what keeps it from others is that only requests of its own category are compared.
  const found = await app.joins.alike(['vulnerability'], { guildId, category: 'security', notId: id, solvedSince: 0 })
  expect(found).toHaveLength(1)
})

it('finds words whatever is in them (A42)', async () => {
  const { joins } = world.bee.app
  const where = { guildId: 'none', category: 'backup', notId: 0, solvedSince: 0 }
  for (const word of [
    '"',
    '""*',
    'NEAR(a b)',
    'title:x',
    'a" OR "b',
    '%'.repeat(1000),
    '\0',
    '*',
    '^',
    "'; drop table ticket; --",
    'x'.repeat(1_000_000),
  ]) {
    await expect(joins.alike([word], where)).resolves.toEqual([])
  }
})
