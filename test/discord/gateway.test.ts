import { afterEach, expect, it } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import { startWorld, type World } from '../world.ts'

let world: World
afterEach(() => world.stop())

const as = (name: string) => world.discord.as(name)
const logged = (words: string) => world.log.some((line) => line.includes(words))

/** Asks something, and waits until there is a thread for it. */
async function ask(text: string) {
  const message = await as('mia').say('#general', `@bee ${text}`)
  return as('mia').untilThread(({ id }) => id === message.id, 20_000)
}
const tickets = async () => (await world.bee.app.tickets.list(wholeDesk, {})).length

it('F20, F21, F26: goes on after cuts, requests to reconnect and broken frames, with nothing lost and nothing twice', async () => {
  world = await startWorld({ hasGitHub: false })
  const { gateway } = world.discord
  await ask('the login page is blank')
  let asked = 1
  for (const fault of [
    { type: 'terminate' },
    { type: 'reconnect' },
    { type: 'invalidate', resumable: true },
    { type: 'close', code: 4000 },
  ] as const) {
    const resumed = gateway.untilNext('resume')
    gateway.fault(fault)
    asked += 1
    const message = await as('sam').say('#general', `@bee redis is slow, the ${asked}th time`)
    await resumed
    await as('sam').untilThread(({ id }) => id === message.id, 15_000)
  }
  for (const data of ['{"op":0,"t":"NOBODY_KNOWS","s":null,"d":{}}', '{"op":99,"d":null}', '[]', 'not json at all']) {
    gateway.fault({ type: 'bad-frame', data })
  }
  await ask('vault is sealed after every restart')
  expect(await tickets()).toBe(asked + 1)
  expect(gateway.identifies).toBe(1)
})

it('F23: notices within two heartbeats that Discord does not answer them, and comes back', async () => {
  world = await startWorld({ hasGitHub: false, discord: { heartbeatMs: 400 } })
  const { gateway } = world.discord
  const back = Promise.race([gateway.untilNext('resume'), gateway.untilNext('identify')])
  gateway.fault({ type: 'stop-acks' })
  await back
  await ask('the login page is blank')
})

it('F24: begins no more sessions than Discord says are left, over a restart, and says why it waits', async () => {
  world = await startWorld({ hasGitHub: false, discord: { sessionStarts: { remaining: 3 } } })
  const { gateway } = world.discord
  await world.bee.stop(500)
  await world.restart()
  const third = gateway.untilNext('identify', 20_000)
  gateway.fault({ type: 'invalidate', resumable: false })
  await third
  await gateway.untilReady()
  gateway.fault({ type: 'invalidate', resumable: false })
  await expect.poll(() => logged('Discord allows this bot no more sessions'), { timeout: 20_000 }).toBe(true)
  expect(gateway.identifies).toBe(3)
  expect((await fetch(`${world.bee.url}/readyz`)).status).toBe(503)
})

it.each([
  { row: 'F25', code: 4004, problem: 'TOKEN_WRONG' },
  { row: 'F25', code: 4014, problem: 'INTENT_DENIED' },
])('$row: ends with advice when a running Bee is closed with $code', async ({ code, problem }) => {
  world = await startWorld({ hasGitHub: false })
  world.discord.gateway.fault({ type: 'close', code })
  await expect.poll(() => world.log.filter((line) => line.includes(problem)).length).toBe(1)
  expect(world.log.find((line) => line.includes(problem))).toContain('"level":60')
  expect(world.discord.gateway.identifies).toBe(1)
})

it('F34: takes a 401 as the end, and tells the staff once of a channel it may not write to', async () => {
  world = await startWorld({ hasGitHub: false })
  const { discord } = world
  discord.admin().overwrite('#general', { for: 'bot', deny: ['SendMessages', 'SendMessagesInThreads'] })
  for (let nth = 1; nth <= 5; nth++) await as('mia').say('#general', '@bee hello')
  const notice = await as('max').untilMessage(
    '#support-staff',
    ({ content }) => content.includes('could not deliver'),
    15_000,
  )
  expect(notice.content).toContain('could not deliver 1 of')
  await expect.poll(async () => (await world.bee.app.outbox.countByState()).dead).toBe(5)
  const notices = discord.state
    .messages('#support-staff')
    .filter(({ content }) => content.includes('could not deliver'))
  expect(notices).toHaveLength(1)
  expect(discord.state.invalidRequests()).toBeLessThan(20)

  discord.faults.add({ match: { method: 'POST', path: '/channels/*/messages' }, do: { status: 401 } })
  await as('mia').dm('hello')
  await expect.poll(() => world.log.filter((line) => line.includes('TOKEN_WRONG')).length).toBe(1)
})
