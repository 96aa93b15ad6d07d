import { afterEach, expect, it } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import { startWorld, type World } from '../world.ts'

let world: World
afterEach(() => world.stop())

const within = { timeout: 60_000 }
const names = ['mia', 'sam', 'carla'] as const

it('F29: through a Discord that fails and then hangs, everything comes once and in order, without a storm', async () => {
  world = await startWorld({ hasGitHub: false })
  const { discord, bee } = world
  const failing = discord.faults.add({ match: { method: 'POST' }, do: { status: 502 } })
  const asked = await Promise.all(
    names.map((name) => discord.as(name).say('#general', `@bee I can't login after the update, says ${name}`)),
  )
  await expect.poll(() => bee.app.silent().map(({ service }) => service), within).toContain('Discord')
  const triedWhileDown = failing.struck
  const ready = await fetch(`${bee.url}/readyz`, { headers: { accept: 'application/json' } })
  expect(await ready.text()).toContain('no answer since')
  failing.remove()
  const hanging = discord.faults.add({ match: { method: 'POST', times: 1 }, do: 'hang' })

  for (const [at, { id }] of asked.entries()) {
    const name = names[at]!
    await discord.as(name).untilThread((thread) => thread.id === id, 60_000)
    await discord.as(name).untilMessage(id, ({ content }) => content.includes('ST-'), 60_000)
    const said = discord.state.messages(id).filter(({ author }) => author.bot)
    expect(said[0]!.content, `${name}: the card comes first`).toMatch(/^\*\*ST-/)
    expect(said.filter(({ content }) => /^\*\*ST-/.test(content))).toHaveLength(1)
  }
  await expect.poll(async () => Object.keys(await bee.app.outbox.countByState()), within).toEqual(['done'])
  expect(hanging.struck).toBe(1)
  expect(discord.state.threads()).toHaveLength(names.length)
  expect(await bee.app.tickets.list(wholeDesk, {})).toHaveLength(names.length)
  expect(bee.app.silent()).toEqual([])
  // Each lane a few times, then one alone.
  expect(triedWhileDown).toBeLessThan(40)
  expect(world.log.filter((line) => line.includes('"level":50'))).toEqual([])
}, 180_000)
