import { afterEach, expect, it } from 'vitest'
import { startWorld, type World } from '../world.ts'

let world: World
afterEach(async () => {
  expect(world.discord.violations).toEqual([])
  await world.stop()
})

const until = (place: string, words: string) =>
  world.discord.as('mia').untilMessage(place, ({ content }) => content.includes(words), 15_000)
const untilCard = async (messageId: string) => {
  await world.discord.as('mia').untilThread(({ id }) => id === messageId, 15_000)
  await until(messageId, '**ST-')
}
const ticketsThreads = () => world.discord.state.threads().filter(({ name }) => name?.startsWith('ST-'))

it('F22: hears what is said in a thread that no event has told of', async () => {
  world = await startWorld({ hasGitHub: false })
  const { discord } = world
  discord.gateway.fault({ type: 'lose', times: 1, event: 'THREAD_CREATE' })
  const mia = discord.as('mia')
  const message = await mia.say('#general', "@bee I can't login after the update")
  const thread = await mia.untilThread(({ id }) => id === message.id, 15_000)
  await until(thread.id, '**ST-')
  await mia.say(thread.id, 'post to Discord #auth-help')
  await until(thread.id, 'Posted to <#')
  await mia.say(thread.id, "it's solved, thanks")
  await until(thread.id, 'is solved')
})

it('F22: works and catches up although READY names no server and it comes late', async () => {
  world = await startWorld({ hasGitHub: false })
  const { discord } = world
  const mia = discord.as('mia')
  const first = await mia.say('#general', "@bee I can't login after the update")
  await untilCard(first.id)
  // Still to be said to the staff, in a channel that nobody has told the next Bee of.
  const fault = discord.faults.add({ match: { method: 'POST', path: '/channels/*/messages' }, do: { status: 502 } })
  await mia.say(first.id, 'I need a human')
  await fault.untilStruck()
  await world.bee.stop(1000)
  discord.faults.clear()
  const away = await mia.say('#general', '@bee the backup fails since the update')
  discord.gateway.fault({ type: 'hide-guilds' })
  await world.restart()
  const staff = discord.state.channels().find(({ name }) => name === world.bee.desk.channels.staff)!
  await expect.poll(() => discord.state.messages(staff.id).length, { timeout: 15_000 }).toBeGreaterThan(0)
  const early = await mia.say('#general', '@bee the search finds nothing since the update')
  discord.gateway.fault({ type: 'show-guilds' })
  await untilCard(away.id)
  await untilCard(early.id)
  expect(ticketsThreads()).toHaveLength(3)
}, 60_000)

it('F31: makes one thread when its answer is lost and the list of threads is empty', async () => {
  world = await startWorld({ hasGitHub: false })
  const { discord } = world
  const empty = { status: 200, body: { threads: [], members: [] } }
  discord.faults.add({ match: { method: 'GET', path: '/guilds/*/threads/active' }, do: empty })
  const lost = { method: 'POST', path: '/channels/*/threads', times: 1 }
  discord.faults.add({ match: lost, do: { effectThen: 'drop' } })
  await (await discord.as('mia').slash('ticket open', { request: 'the backup fails' }, '#general')).message()
  const thread = await discord.as('mia').untilThread(({ name }) => name?.startsWith('ST-') === true, 15_000)
  await until(thread.id, '**ST-')
  expect(ticketsThreads()).toHaveLength(1)
})

it('F31: goes on without the look-ups that a server does not know', async () => {
  world = await startWorld({ hasGitHub: false })
  const { discord } = world
  const unknown = { status: 404, body: { message: '404: Not Found', code: 0 } }
  for (const path of ['/guilds/*/threads/active', '/channels/*/threads/archived/public', '/guilds/*/channels'])
    discord.faults.add({ match: { method: 'GET', path }, do: unknown })
  // Cut off before anything happens, so that it has to be looked for and is not there.
  discord.faults.add({ match: { method: 'POST', path: '/channels/*/threads', times: 1 }, do: 'drop' })
  await (await discord.as('mia').slash('ticket open', { request: 'the backup fails' }, '#general')).message()
  const thread = await discord.as('mia').untilThread(({ name }) => name?.startsWith('ST-') === true, 15_000)
  await until(thread.id, '**ST-')
  expect(ticketsThreads()).toHaveLength(1)
})

it.each(['was away', 'has lost its session'])(
  'F22: catches up when it %s, and nobody says which message is the last',
  async (how) => {
    world = await startWorld({ hasGitHub: false })
    const { discord } = world
    const { gateway } = discord
    const mia = discord.as('mia')
    const first = await mia.say('#general', "@bee I can't login after the update")
    await untilCard(first.id)
    await mia.say(first.id, 'nobody can')
    if (how === 'was away') await world.bee.stop(1000)
    else {
      gateway.fault({ type: 'refuse-connections' })
      gateway.fault({ type: 'refuse-resume', times: 1 })
      gateway.fault({ type: 'terminate' })
    }
    const away = await mia.say('#general', '@bee the backup fails since the update')
    await mia.say(first.id, 'I need a human')
    gateway.fault({ type: 'hide-last-messages' })
    if (how === 'was away') await world.restart()
    else gateway.fault({ type: 'accept-connections' })
    await untilCard(away.id)
    const staff = `#${world.bee.desk.channels.staff}`
    await expect.poll(() => discord.state.messages(staff).length, { timeout: 15_000 }).toBeGreaterThan(0)
  },
  60_000,
)
