import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { program } from '../../src/paths.ts'
import { startWorld, type World } from '../world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ hasGitHub: false })
})
afterAll(() => world.stop())

/** The real command, in a process of its own, beside the running Bee. */
async function bee(...args: string[]) {
  const child = spawn(process.execPath, [program('src/cli/main.ts'), 'outbox', ...args], {
    env: { ...process.env, DATA_DIR: world.dataDir, DISCORD_TOKEN: 't', DATABASE_URL: '' },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (data) => {
    out += data
  })
  child.stderr.on('data', (data) => {
    err += data
  })
  const [code] = (await once(child, 'close')) as [number]
  return { code, out, err }
}

it('shows what was given up, tries it again while Bee runs, and drops what is not wanted any more', {
  timeout: 90_000,
}, async () => {
  const mia = world.discord.as('mia')
  const deny = (names: ('SendMessages' | 'SendMessagesInThreads')[]) =>
    world.discord.admin().overwrite('#general', { for: 'bot', deny: names })

  deny(['SendMessages', 'SendMessagesInThreads'])
  const first = await mia.say('#general', '@bee hello')
  await mia.say('#general', '@bee hi')
  await expect.poll(async () => (await world.bee.app.outbox.countByState()).dead).toBe(2)

  const listed = JSON.parse((await bee('list', '--json')).out) as { id: number; state: string; problem: string }[]
  const dead = listed.filter(({ state }) => state === 'dead')
  expect(dead.map(({ problem }) => problem)).toEqual(['CHANNEL_FORBIDDEN', 'CHANNEL_FORBIDDEN'])
  expect((await bee('list')).out).toMatch(/dead\s+say\.at\s+-\s+1x\s+CHANNEL_FORBIDDEN/)
  const [one, two] = dead.map(({ id }) => String(id))
  expect((await bee('show', one!)).out).toContain('Last problem  CHANNEL_FORBIDDEN')

  deny([])
  expect(await bee('drop', two!)).toMatchObject({ code: 0, out: `Dropped: ${two}\n` })
  expect(await bee('retry', '--all')).toMatchObject({ code: 0, out: `To be tried again: ${one}\n` })
  await mia.untilMessage('#general', ({ message_reference: to }) => to?.message_id === first.id, 30_000)
  await expect.poll(async () => (await world.bee.app.outbox.countByState()).done).toBeGreaterThan(1)
  const again = await bee('retry', one!)
  expect(again.code).toBe(1)
  expect(again.err).toContain(`it was not given up: ${one}`)
})

it('says what is wrong with the question', { timeout: 60_000 }, async () => {
  expect(await bee('show', '999')).toMatchObject({ code: 1, out: '' })
  expect((await bee('retry')).code).toBe(2)
  expect((await bee('retry', 'one')).err).toContain('No such delivery')
})
