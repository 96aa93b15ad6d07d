import { afterEach, expect, it } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import type { SeenMessage } from '../../src/sandbox/discord/api.ts'
import { startWorld, type World } from '../world.ts'

let world: World
afterEach(() => world.stop())

const as = (name: string) => world.discord.as(name)
const numbered = ({ content }: SeenMessage) => /ST-\d{4}-\d{3}/.test(content)
const numberIn = ({ content }: SeenMessage) => /ST-\d{4}-\d{3}/.exec(content)![0]
const theTicket = async () => (await world.bee.app.tickets.list(wholeDesk, {}))[0]!
const staffHears = (words: string) =>
  as('max').untilMessage('#support-staff', ({ content }) => content.includes(words), 15_000)

/** Somebody of the staff uses a command, in a channel that stays. */
const command = async (name: string, options: Record<string, string>) =>
  (await as('max').slash(name, options, '#help')).message()

async function start() {
  world = await startWorld({ hasGitHub: false })
}

/** Asks in public, and waits until Bee has said all it has to say. */
async function opened() {
  const { id } = await as('mia').say('#general', "@bee I can't login after the update")
  const thread = await as('mia').untilThread((thread) => thread.id === id)
  const card = await as('mia').untilMessage(thread.id, numbered)
  await settled()
  return { thread, card, number: numberIn(card) }
}

/** Nothing is on its way any more. @returns how many deliveries are dead */
async function settled(): Promise<number> {
  const { outbox } = world.bee.app
  const left = async () => {
    const { new: fresh = 0, trying = 0 } = await outbox.countByState()
    return fresh + trying
  }
  await expect.poll(left, { timeout: 20_000 }).toBe(0)
  return (await outbox.countByState()).dead ?? 0
}

it('F35: wakes a locked and folded thread for what it has to say, and folds it away again when solved', async () => {
  await start()
  const { thread, number } = await opened()
  world.discord.admin().settle(thread.id, { archived: true, locked: true })
  await command('ticket close', { ticket: number })
  await as('mia').untilMessage(thread.id, ({ content }) => content.includes('is solved'), 15_000)
  expect(await settled()).toBe(0)
  expect(world.discord.state.channel(thread.id).thread_metadata).toMatchObject({ archived: true, locked: true })
})

it('F35: renames a thread that was folded away by hand, and leaves it as it was', async () => {
  await start()
  const { thread, number } = await opened()
  world.discord.admin().settle(thread.id, { archived: true })
  await command('ticket category', { ticket: number, category: 'performance' })
  expect(await settled()).toBe(0)
  expect(world.discord.state.channel(thread.id)).toMatchObject({
    name: `${number} · performance`,
    thread_metadata: { archived: true },
  })
})

it('F35: shows the card anew when somebody has deleted it', async () => {
  await start()
  const { thread, card, number } = await opened()
  await as('max').delete(card.id)
  await command('ticket priority', { ticket: number, priority: 'low' })
  await as('mia').untilMessage(thread.id, (message) => message.id !== card.id && message.components.length > 1, 15_000)
  expect(await settled()).toBe(0)
})

it('F35: a deleted thread: what was for it is dead with a reason, the staff hears of it, the ticket can still be closed', async () => {
  await start()
  const { thread, number } = await opened()
  world.discord.admin().deleteChannel(thread.id)
  await command('ticket close', { ticket: number })
  expect((await staffHears('could not deliver')).content).toContain('no longer exists')
  expect(await settled()).toBeGreaterThan(0)
  expect((await command('ticket show', { ticket: number })).content).toContain('solved')
})

it('F35: a channel deleted before its thread is there: the ticket is kept, and the staff hears of it', async () => {
  await start()
  const cut = world.discord.faults.add({
    match: { method: 'POST', path: '/channels/*/messages/*/threads', times: 1 },
    do: 'drop',
  })
  await as('mia').say('#general', "@bee I can't login after the update")
  await cut.untilStruck()
  world.discord.admin().deleteChannel('#general')
  await staffHears('no longer exists')
  expect(await settled()).toBeGreaterThan(0)
  const { number } = await theTicket()
  expect((await command('ticket show', { ticket: number })).content).toContain(number)
})

it('F35: with the role that a right hangs on, the right is gone; the ticket stays readable, and others go on', async () => {
  await start()
  const { number } = await opened()
  expect((await command('ticket priority', { ticket: number, priority: 'high' })).content).not.toContain('Only')
  world.discord.admin().deleteRole('Moderator')
  expect((await command('ticket priority', { ticket: number, priority: 'low' })).content).toContain('Only')
  expect((await theTicket()).triage.priority).toBe('high')
  expect((await command('ticket show', { ticket: number })).content).toContain(number)
  expect(
    (await (await as('eva').slash('ticket priority', { ticket: number, priority: 'low' }, '#help')).message()).content,
  ).not.toContain('Only')
  expect(await settled()).toBe(0)
  expect(world.log.filter((line) => /"level":(50|60)/.test(line))).toEqual([])
})

it('F36: whoever leaves before their private thread is there has a ticket in it, and a moderator is told', async () => {
  await start()
  const stop = world.discord.events.subscribe(({ name }) => {
    if (name !== 'THREAD_CREATE') return
    stop()
    world.discord.admin().leave('mia')
  })
  await as('mia').say('#general', '@bee I found a security vulnerability: remote code execution in the upload form')
  await staffHears('could not add')
  expect(await settled()).toBe(0)
  const { threadId, number } = await theTicket()
  expect(world.discord.state.messages(threadId!).some(({ content }) => content.includes(number))).toBe(true)
})

it.each([
  { who: 'takes no private messages any more', leave: () => world.discord.admin().closeDms('mia', true) },
  { who: 'has left', leave: () => world.discord.admin().leave('mia') },
])('F36: a ticket in private of somebody who $who: a moderator is told which, once', async ({ leave }) => {
  await start()
  await as('mia').dm("I can't login after the update")
  const number = numberIn(await as('mia').untilMessage('@bee', numbered))
  await settled()
  leave()
  await command('ticket close', { ticket: number })
  await command('ticket reopen', { ticket: number })
  expect((await staffHears('no private messages')).content).toContain(`${number}: <@${as('mia').userId}>`)
  expect(await settled()).toBeGreaterThan(1)
  const notices = world.discord.state
    .messages('#support-staff')
    .filter(({ content }) => content.includes('no private messages'))
  expect(notices).toHaveLength(1)
})

/** Something for Bee to say in the ticket's thread. */
async function toSay(words: string) {
  const { id: ticketId } = await theTicket()
  await world.bee.app.outbox.add([{ do: 'say', ticketId, reply: { say: 'ticket.added', values: { number: words } } }])
  world.bee.app.nudge()
}
const isFor =
  (threadId: string) =>
  ({ path }: { path: string }) =>
    path.includes(threadId)

it('F37: asks nothing more of a server that it was removed from: what was for it is dead, nothing is tried again', async () => {
  await start()
  const { thread } = await opened()
  const gone = new Promise((resolve) => world.bee.client.once('guildDelete', resolve))
  world.discord.gateway.fault({ type: 'kick-bot' })
  await gone
  const before = world.discord.requests.length
  for (let nth = 1; nth <= 5; nth++) await toSay(`the ${nth}th`)
  expect(await settled()).toBe(5)
  expect(world.discord.requests.slice(before)).toEqual([])
  expect(world.log.some((line) => line.includes('"SERVER_LEFT"'))).toBe(true)
  expect((await theTicket()).threadId).toBe(thread.id)
})

it('F37: a Bee that starts after it was removed tries each thing once', async () => {
  await start()
  const { thread } = await opened()
  await world.bee.stop(500)
  world.discord.gateway.fault({ type: 'kick-bot' })
  await world.restart()
  const before = world.discord.requests.length
  for (let nth = 1; nth <= 5; nth++) await toSay(`the ${nth}th`)
  expect(await settled()).toBe(5)
  expect(world.discord.requests.slice(before).filter(isFor(thread.id))).toHaveLength(5)
})

it('F37: keeps what it has to say while a server is out of reach, however Discord refuses it', async () => {
  await start()
  const { thread } = await opened()
  const out = new Promise((resolve) => world.bee.client.once('guildUnavailable', resolve))
  world.discord.gateway.fault({ type: 'outage' })
  await out
  const refusing = [
    { code: 50001, message: 'Missing Access', status: 403 },
    { code: 10003, message: 'Unknown Channel', status: 404 },
  ].map(({ status, ...body }) =>
    world.discord.faults.add({
      match: { method: 'POST', path: `/channels/${thread.id}/messages`, times: 1 },
      do: { status, body },
    }),
  )
  await toSay('the kept')
  for (const fault of refusing) await fault.untilStruck()
  const back = new Promise((resolve) => world.bee.client.once('guildAvailable', resolve))
  world.discord.gateway.fault({ type: 'recover' })
  await back
  await as('mia').untilMessage(thread.id, ({ content }) => content.includes('the kept'), 25_000)
  expect(await settled()).toBe(0)
  const said = world.discord.state.messages(thread.id).filter(({ content }) => content.includes('the kept'))
  expect(said).toHaveLength(1)
})
