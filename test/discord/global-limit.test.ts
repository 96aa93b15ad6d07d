import { afterEach, expect, it } from 'vitest'
import { startWorld, type World } from '../world.ts'

let world: World
afterEach(() => world.stop())

const retryAfter = 2.35

it('F28: while a global limit is on nothing leaves, and then everything comes, once', async () => {
  world = await startWorld({ hasGitHub: false })
  const { discord } = world
  const fault = discord.faults.add({
    match: { method: 'POST', path: '/channels/*/messages', times: 1 },
    do: { rateLimit: 'global', retryAfter },
  })
  const names = ['mia', 'sam', 'carla', 'eva']
  const asked = await Promise.all(
    names
      .slice(0, 3)
      .map((name) => discord.as(name).say('#general', `@bee I can't login after the update, says ${name}`)),
  )
  await fault.untilStruck()
  const limited = () => discord.requests.find(({ status }) => status === 429)
  await expect.poll(limited).toBeDefined()
  asked.push(await discord.as('eva').say('#general', "@bee I can't log in either, says eva"))
  const cards = await Promise.all(
    asked.map(async ({ id }, at) => {
      const person = discord.as(names[at]!)
      await person.untilThread((thread) => thread.id === id, 20_000)
      return person.untilMessage(id, ({ embeds }) => embeds.length > 0)
    }),
  )
  expect(cards).toHaveLength(4)

  const isFreed = (path: string) => path.startsWith('/interactions/') || path.startsWith('/webhooks/')
  const { at: limitedAt } = limited()!
  // What was on its way already when the answer came does not count.
  const [from, until] = [limitedAt + 300, limitedAt + retryAfter * 1000]
  const during = discord.requests.filter(({ at, path }) => at > from && at < until && !isFreed(path))
  expect(during.map(({ method, path }) => `${method} ${path}`)).toEqual([])
  expect(discord.requests.filter(({ status }) => status === 429)).toHaveLength(1)
  for (const { id } of asked) {
    const shown = discord.state.messages(id).filter(({ embeds, author }) => author.bot && embeds.length > 0)
    expect(shown).toHaveLength(1)
  }
})
