import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, expect, it } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import { startWorld, type World } from '../world.ts'

let world: World
afterEach(() => world.stop())

const as = (name: string) => world.discord.as(name)

/** Discord forgets the session, and nobody can come back until the returned function is called. */
function loseSession() {
  const { gateway } = world.discord
  gateway.fault({ type: 'refuse-connections' })
  gateway.fault({ type: 'refuse-resume', times: 1 })
  gateway.fault({ type: 'terminate' })
  return async () => {
    const identified = gateway.untilNext('identify', 30_000)
    gateway.fault({ type: 'accept-connections' })
    await identified
  }
}

async function aTicket(name: string, text: string) {
  const message = await as(name).say('#general', `@bee ${text}`)
  const thread = await as(name).untilThread(({ id }) => id === message.id, 15_000)
  await as(name).untilMessage(thread.id, ({ content }) => content.includes('ST-'), 15_000)
  return { message, thread, ticket: (await world.bee.app.tickets.inThread(wholeDesk, thread.id))! }
}

const typesOf = async (id: number) => (await world.bee.app.tickets.history(id)).map(({ event }) => event.type)
const log = (words: string) => world.log.filter((line) => line.includes(words))

it('F22: reads what was said in channels, threads, forums and private while its session was lost, once', async () => {
  world = await startWorld({ hasGitHub: false })
  const { thread, ticket } = await aTicket('mia', 'the login page is blank')
  await as('carla').dm('The AI chat does not answer any more')
  await as('carla').untilMessage('@bee', ({ content }) => content.includes('ST-'))
  const carlas = (await world.bee.app.tickets.list(wholeDesk, { requesterId: as('carla').userId }))[0]!

  const comeBack = loseSession()
  const asked = await as('sam').say('#general', '@bee vault is sealed after every restart')
  await as('sam').say('#general', 'only between us: my vault is fine')
  const post = await as('sam').post('#support-forum', {
    title: 'Installer stops at step 3',
    text: 'It says docker is not running',
  })
  await as('mia').say(thread.id, '@bee I need a human')
  await as('mia').say(thread.id, "it's solved, thanks")
  await as('mia').say(thread.id, 'still broken')
  await as('carla').dm('I need a human')
  await comeBack()

  await as('sam').untilThread(({ id }) => id === asked.id, 20_000)
  await as('sam').untilMessage(post.id, ({ content }) => content.includes('ST-'), 10_000)
  await as('carla').untilMessage('@bee', ({ content }) => content.includes('called a human'), 10_000)
  await as('mia').untilMessage(thread.id, ({ content }) => content.includes('open again'), 10_000)
  const told = (await typesOf(ticket.id)).filter((type) => /human|closed|reopened/.test(type))
  // In the order in which it was said.
  expect(told).toEqual(['ticket.human-wanted', 'ticket.closed', 'ticket.reopened'])
  expect((await typesOf(carlas.id)).filter((type) => type === 'ticket.human-wanted')).toHaveLength(1)
  expect(await world.bee.app.tickets.list(wholeDesk, {})).toHaveLength(4)
  expect(log('"level":50')).toEqual([])
})

it('F57: reads at start what was said while it was not running, with edits and deletions, and nothing twice', async () => {
  world = await startWorld()
  const { message, thread, ticket } = await aTicket('mia', 'the certificate has expired')
  await as('mia').say(thread.id, 'create a GitHub issue')
  await as('mia').untilMessage(thread.id, ({ content }) => content.includes('Posted to GitHub'), 15_000)
  const first = await as('mia').say(thread.id, 'It began on Monday')
  const second = await as('mia').say(thread.id, 'My cat is called Tom')
  const comments = () => (world.github.state.issues[0]?.comments ?? []).map(({ body }) => body)
  // In one comment or in two: GitHub takes one change a second, and what waits may be put together.
  await expect.poll(() => comments().join()).toContain('called Tom')
  expect(comments().join()).toContain('on Monday')
  await world.bee.stop(2000)

  const greeting = await as('sam').say('#general', '@bee hello')
  const asked = await as('sam').say('#general', '@bee vault is sealed after every restart')
  await as('mia').edit(first.id, 'It began on Tuesday')
  await as('mia').delete(second.id)
  await as('mia').edit(message.id, '@bee the certificate has expired in Berlin')
  await world.restart()

  await as('sam').untilThread(({ id }) => id === asked.id, 15_000)
  await expect.poll(() => comments().join()).toContain('Tuesday')
  await expect.poll(() => comments().join()).not.toContain('called Tom')
  expect(comments()).toHaveLength(1)
  await expect.poll(async () => (await world.bee.app.tickets.get(wholeDesk, ticket.id)).request).toContain('Berlin')
  await as('sam').untilMessage('#general', ({ message_reference: to }) => to?.message_id === greeting.id)

  const before = await world.bee.app.tickets.list(wholeDesk, {})
  await world.bee.stop(2000)
  await world.restart()
  await aTicket('sam', 'redis runs out of memory')
  expect(await world.bee.app.tickets.list(wholeDesk, {})).toHaveLength(before.length + 1)
  const answers = world.discord.state.messages('#general')
  expect(answers.filter(({ message_reference: to }) => to?.message_id === greeting.id)).toHaveLength(1)
})

it('F57: does not read from before it first came, and says where it could not read everything', async () => {
  const clock = { at: Date.now() - 10 * 24 * 3_600_000 }
  const sandbox = { now: () => clock.at }
  world = await startWorld({ hasGitHub: false, discord: sandbox })
  await aTicket('mia', 'the login page is blank')
  await world.bee.stop(2000)
  const old = await as('sam').say('#general', '@bee my backup fails')
  clock.at += 9.9 * 24 * 3_600_000
  const hello = await as('sam').say('#general', '@bee hello')
  const late = await as('sam').say('#general', '@bee vault is sealed after every restart')
  await world.restart()
  await as('sam').untilThread(({ id }) => id === late.id, 15_000)
  const notice = await as('max').untilMessage(
    '#support-staff',
    ({ content }) => content.includes('more was said'),
    10_000,
  )
  expect(notice.content).toContain(`<#${late.channel_id}>`)
  expect(world.discord.state.pinged(notice.id)).toEqual([])
  const threads = world.discord.state.threads().map(({ id }) => id)
  expect(threads).not.toContain(old.id)
  // Two hours later nobody waits for a greeting.
  const answers = world.discord.state.messages('#general').map(({ message_reference: to }) => to?.message_id)
  expect(answers).not.toContain(hello.id)
})

it('F57: looks at the rest too when Bee had heard of a deletion that the issue still waits for', async () => {
  world = await startWorld()
  const { thread } = await aTicket('mia', 'the certificate has expired')
  await as('mia').say(thread.id, 'create a GitHub issue')
  await as('mia').untilMessage(thread.id, ({ content }) => content.includes('Posted to GitHub'), 15_000)
  const gone = []
  for (let number = 0; number < 5; number++) gone.push(await as('mia').say(thread.id, `Wrong word ${number}`))
  const kept = await as('mia').say(thread.id, 'It began on Monday')
  const pairOf = (id: string) => world.bee.app.mirror.byMessage(id)
  await expect.poll(async () => (await pairOf(kept.id))?.commentId).toBeTruthy()

  world.github.faults.add({ match: { path: '/repos/*/*/issues/comments/*' }, do: { status: 503 } })
  for (const { id } of gone) await as('mia').delete(id)
  const owed = (what: string) => owedEffects().then((effects) => effects.filter((one) => one === what).length)
  await expect.poll(() => owed('mirror.delete')).toBe(5)
  await world.bee.stop(0)
  await as('mia').edit(kept.id, 'It began on Tuesday')
  await world.restart()
  await expect.poll(() => owed('mirror.edit')).toBe(1)
  expect(await owed('mirror.delete')).toBe(5)
  expect(log('could not be caught up')).toEqual([])
})

/** What Bee has yet to do. */
async function owedEffects(): Promise<string[]> {
  const db = new Sqlite(join(world.dataDir, 'bee.sqlite'), { readonly: true })
  const rows = db.prepare("select effect from outbox where state in ('new', 'trying')").all() as { effect: string }[]
  db.close()
  return rows.map(({ effect }) => JSON.parse(effect).do as string)
}
