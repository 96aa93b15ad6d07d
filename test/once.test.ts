import { afterEach, expect, it } from 'vitest'
import { wholeDesk } from '../src/core/scope.ts'
import { startWorld, type World } from './world.ts'

let world: World
afterEach(() => world.stop())

const said = (text: string) => "@bee I can't login after the update".replace('login', text)

it('posts each thing once, although every answer of Discord and GitHub is lost once (F30, F39)', async () => {
  world = await startWorld()
  const { discord, github } = world
  const lose = { do: { effectThen: 'drop' as const } }
  discord.faults.add({ match: { method: 'POST', path: '/channels/*/messages/*/threads', times: 1 }, ...lose })
  discord.faults.add({ match: { method: 'POST', path: '/channels/*/messages', times: 3 }, ...lose })

  const mia = discord.as('mia')
  const message = await mia.say('#general', said('login'))
  const thread = await mia.untilThread(({ id }) => id === message.id, 10_000)
  await mia.untilMessage(thread.id, ({ content }) => content.includes('ST-'), 10_000)
  await mia.say(thread.id, 'post to Discord #auth-help')
  await mia.untilMessage(thread.id, ({ content }) => content.includes('Posted to'), 15_000)
  github.faults.add({ match: { method: 'POST', path: '/repos/*/*/issues', times: 1 }, ...lose })
  await mia.say(thread.id, 'create a GitHub issue')
  await mia.untilMessage(thread.id, ({ content }) => content.includes('Posted to GitHub'), 30_000)

  const texts = discord.state.messages(thread.id).map(({ content }) => content)
  expect(texts.filter((text) => text.startsWith('**ST-'))).toHaveLength(1)
  expect(texts.filter((text) => text.startsWith('Posted to'))).toHaveLength(2)
  expect(discord.state.messages('#auth-help').filter(({ content }) => content.includes('ST-'))).toHaveLength(1)
  expect(github.state.issues).toHaveLength(1)
}, 60_000)

it('goes on where it was when it is started again (F03)', async () => {
  world = await startWorld({ hasGitHub: false })
  const { discord } = world
  discord.faults.add({
    match: { method: 'POST', path: '/channels/*/messages/*/threads', times: 5 },
    do: { status: 502 },
  })
  const mia = discord.as('mia')
  const message = await mia.say('#general', said('sign in'))
  await expect.poll(() => world.bee.app.tickets.list(wholeDesk, {}).then(({ length }) => length)).toBe(1)
  await world.bee.stop(1000)

  discord.faults.clear()
  await world.restart()
  const thread = await mia.untilThread(({ id }) => id === message.id, 10_000)
  await mia.untilMessage(thread.id, ({ content }) => content.includes('ST-'), 10_000)
  expect(discord.state.threads().filter(({ name }) => name?.startsWith('ST-'))).toHaveLength(1)
}, 60_000)
