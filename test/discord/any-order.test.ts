import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import { startWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  // Two things never happen in the same millisecond, or nobody could say which was last.
  let last = 0
  const now = () => {
    last = Math.max(Date.now(), last + 1)
    return last
  }
  world = await startWorld({ hasGitHub: false, discord: { now } })
})
afterAll(() => world.stop())

/** A message, two edits of it and its deletion, each at least once, in any order. */
const orders = fc
  .tuple(fc.array(fc.nat({ max: 3 }), { maxLength: 4 }), fc.integer())
  .map(([more, seed]) => [0, 1, 2, 3, ...more].map((event, place) => ({ event, by: Math.sin(seed + place) })))
  .map((events) => events.sort((a, b) => a.by - b.by).map(({ event }) => event))

/** What is still to be delivered. */
const owed = async () => {
  const { new: fresh = 0, trying = 0 } = await world.bee.app.outbox.countByState()
  return fresh + trying
}

it('F27: comes to the same state whatever the order of a request, its edits and its deletion, and how often each comes', async () => {
  const { discord, bee } = world
  // As many tickets as are asked for; a member is kept from opening a hundred.
  const max = discord.as('max')
  let turn = 0
  const property = fc.asyncProperty(orders, async (order) => {
    const text = (nth: number) => `@bee I can't login after the update, ${turn} ${['first', 'second', 'third'][nth]}`
    turn += 1
    discord.gateway.fault({ type: 'reorder', count: 4, order })
    const { id } = await max.say('#general', text(0))
    await max.edit(id, text(1))
    await max.edit(id, text(2))
    await max.delete(id)
    await expect
      .poll(async () => (await bee.app.tickets.byMessage(wholeDesk, id))?.request, { timeout: 15_000 })
      .toContain('third')
    await expect.poll(owed, { timeout: 30_000 }).toBe(0)
    const ticket = await bee.app.tickets.byMessage(wholeDesk, id)
    expect(ticket).toMatchObject({ status: 'new', messageId: id, request: expect.stringContaining('third') })
    const threads = discord.state.threads().filter(({ name }) => name?.startsWith(`${ticket?.number} · `))
    expect(threads).toHaveLength(1)
    const cards = discord.state.messages(threads[0]!.id).filter(({ content }) => content.startsWith('**ST-'))
    expect(cards).toHaveLength(1)
    expect(await bee.app.tickets.list(wholeDesk, { limit: 1000 })).toHaveLength(turn)
  })
  await fc.assert(property, { numRuns: process.env.SLOW ? 500 : 12, seed: 27, endOnFailure: true })
}, 600_000)
