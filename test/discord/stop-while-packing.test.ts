import { afterEach, expect, it } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import { startWorld, type World } from '../world.ts'

let world: World
afterEach(() => world.stop())

/** Takes some seconds to pack. */
const longLog = Array.from({ length: 100_000 }, (_, at) => `line ${at} of worker ${at % 977}: took ${at % 4001} ms\n`)

it('F03: a bundle that a stop has cut short is made by the next start', async () => {
  world = await startWorld({ hasGitHub: false })
  const mia = world.discord.as('mia')
  const files = [{ name: 'app.log', data: longLog.join('') }]
  const { id } = await mia.say('#general', "@bee I can't login after the update", { files })
  const ticketOf = () => world.bee.app.tickets.byMessage(wholeDesk, id)
  const bundleOf = async () => {
    const ticket = await ticketOf()
    return ticket === undefined ? undefined : (await world.bee.app.bundles.ofTicket(ticket.id))[0]
  }
  const isBegun = async () => (await world.bee.app.outbox.countByState()).trying
  await expect.poll(bundleOf, { timeout: 20_000 }).toMatchObject({ state: 'wanted' })
  await expect.poll(isBegun, { timeout: 20_000 }).toBeGreaterThan(0)
  const { bundler, desk } = world.bee.app
  const packing = bundler.build((await bundleOf())!, (await ticketOf())!, [], desk)
  const outcome = packing.catch((cause: unknown) => cause)
  await world.bee.stop(1)
  // Nothing that could be taken for the bundle's end.
  expect(await outcome).toBeInstanceOf(Error)

  await world.restart()
  await expect.poll(async () => (await bundleOf())?.state, { timeout: 240_000, interval: 200 }).toBe('ready')
  const said = world.discord.state.messages(id).filter(({ author }) => author.bot)
  expect(said.filter(({ content }) => /could not|cancelled/i.test(content))).toEqual([])
}, 300_000)
