import { afterEach, expect, it } from 'vitest'
import { wholeDesk } from '../src/core/scope.ts'
import { mirroredWorld } from './mirrored-world.ts'
import { answerTo } from './permissions/scene.ts'
import type { World } from './world.ts'

let world: World
afterEach(() => world.stop())
const within = { timeout: 15_000 }

/** Everything that GitHub shows to everybody. */
const onGitHub = () => JSON.stringify(world.github.state.issues)

const settled = async () => {
  await expect.poll(async () => (await world.bee.app.outbox.countByState()).new ?? 0, within).toBe(0)
  await expect.poll(async () => (await world.bee.app.outbox.countByState()).trying ?? 0, within).toBe(0)
}

it('A38: says nothing more in public of a ticket that turns out to be private, and tells the staff where it stands', async () => {
  const parts = await mirroredWorld()
  world = parts.world
  const { mia, thread } = parts
  const max = world.discord.as('max')
  const early = await mia.say(thread.id, 'the page stays blank since Tuesday')
  await expect.poll(onGitHub, within).toContain('since Tuesday')
  await settled()

  await answerTo(max.slash('ticket category', { category: 'security' }, thread.id))
  const notice = await max.untilMessage('#support-staff', ({ content }) => content.includes('is private now'), 15_000)
  expect(notice.content).toContain('/issues/1')
  await settled()
  const before = onGitHub()

  await mia.say(thread.id, 'anybody gets in with the word grapefruit')
  await mia.edit(early.id, 'the page stays blank since grapefruit')
  await answerTo(mia.slash('ticket close', { as: 'not-solved' }, thread.id))
  await answerTo(mia.slash('ticket reopen', {}, thread.id))
  for (const to of ['github', 'forum', 'discord-channel', 'email']) {
    expect(await answerTo(mia.slash('post', { to }, thread.id))).toContain('I keep it private')
  }
  await settled()
  expect(onGitHub()).toBe(before)
  expect(onGitHub()).not.toContain('grapefruit')
  // Staff is told once.
  expect(max.visible('#support-staff').filter(({ content }) => content.includes('is private now'))).toHaveLength(1)

  await answerTo(max.slash('ticket category', { category: 'database' }, thread.id))
  await mia.say(thread.id, 'it was the database after all')
  await expect.poll(onGitHub, within).toContain('after all')
  expect(onGitHub()).not.toContain('word grapefruit')
}, 90_000)

it('A38: does not publish what has become private between asking and posting', async () => {
  const parts = await mirroredWorld()
  world = parts.world
  const { mia, thread, ticket } = parts
  const hold = world.discord.faults.add({ match: { method: 'POST', path: '/channels/*/threads' }, do: { status: 502 } })
  await answerTo(mia.slash('post', { to: 'forum' }, thread.id))
  await answerTo(world.discord.as('max').slash('ticket category', { category: 'security' }, thread.id))
  hold.remove()
  const said = await mia.untilMessage(thread.id, ({ content }) => content.includes('I keep it private'), 30_000)
  expect(said.content).toContain('I keep it private')
  const posts = await world.bee.app.posts.ofTicket((await ticket()).id)
  expect(posts.find(({ destination }) => destination === 'forum')).toMatchObject({ state: 'failed' })
  expect(world.discord.state.threads('support-forum')).toEqual([])
}, 90_000)

it('A38: lets what follows a ticket hear nothing of it once that is private', async () => {
  const parts = await mirroredWorld()
  world = parts.world
  const { mia, thread, ticket } = parts
  const { app } = world.bee
  const sam = world.discord.as('sam')
  const other = await sam.say('#general', "@bee I can't login after the update either")
  await expect.poll(async () => (await app.tickets.byMessage(wholeDesk, other.id))?.cardMessageId, within).toBeTruthy()
  await answerTo(sam.slash('ticket join', { 'same-as': (await ticket()).number }, other.id))
  const max = world.discord.as('max')
  await answerTo(max.slash('ticket update', { text: 'we look into it' }, thread.id))
  await sam.untilMessage(other.id, ({ content }) => content.includes('we look into it'), 15_000)

  await answerTo(max.slash('ticket category', { category: 'security' }, thread.id))
  await answerTo(max.slash('ticket update', { text: 'the word was grapefruit' }, thread.id))
  await mia.untilMessage(thread.id, ({ content }) => content.includes('grapefruit'), 15_000)
  await settled()
  expect(JSON.stringify(sam.visible(other.id))).not.toContain('grapefruit')
}, 90_000)
