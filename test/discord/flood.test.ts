import { afterEach, beforeEach, expect, it } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import { refusalTexts } from '../../src/errors.ts'
import { answerTo } from '../permissions/scene.ts'
import { startWorld, type World } from '../world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld({ hasGitHub: false })
})
afterEach(() => world.stop())

const as = (name: string) => world.discord.as(name)
const count = async () => (await world.bee.app.tickets.list(wholeDesk, { limit: 1000 })).length
const said = (part: string) =>
  world.discord.state.messages('#general').filter(({ author, content }) => author.bot && content.includes(part)).length
/** What comes later in a channel may be taken earlier; one's own command is answered when all of that is done. */
const settled = async () => {
  const { outbox } = world.bee.app
  await expect.poll(async () => (await outbox.countByState()).new ?? 0, { timeout: 20_000 }).toBe(0)
}

it('A45: opens one person no more tickets than the desk says, and tells them once', async () => {
  world.bee.app.desk.limits.openTicketsPerPerson = 2
  for (let n = 0; n < 12; n += 1) await as('sam').say('#general', `@bee the database number ${n} is slow`)
  await expect.poll(() => said('which is as many as I can keep'), { timeout: 20_000 }).toBe(1)
  await expect.poll(count, { timeout: 20_000 }).toBe(2)
  // Somebody else is not held up by that, and is heard after all of it.
  await as('mia').say('#general', '@bee the certificate has expired')
  await expect.poll(count, { timeout: 20_000 }).toBe(3)
  await settled()
  expect(said('which is as many as I can keep')).toBe(1)
  // In private each asking has its answer.
  for (let n = 0; n < 2; n += 1) {
    const answer = await answerTo(as('sam').slash('ticket open', { request: 'the backup failed' }, '#general'))
    expect(answer).toContain('which is as many as I can keep')
  }
}, 60_000)

it('A45: takes no more than so many an hour from a server, from however many people; staff gets through', async () => {
  world.bee.app.desk.limits.ticketsPerServerAnHour = 3
  const people = ['mia', 'sam', 'carla', 'mia', 'sam', 'carla', 'mia', 'sam', 'carla']
  for (const [n, name] of people.entries()) await as(name).say('#general', `@bee the database number ${n} is slow`)
  await expect.poll(() => said('So many requests'), { timeout: 20_000 }).toBeGreaterThan(0)
  await expect.poll(count, { timeout: 20_000 }).toBe(3)
  await settled()
  expect(said('So many requests')).toBeLessThanOrEqual(3)
  expect(await answerTo(as('mia').slash('ticket open', { request: 'the backup failed' }, '#general'))).toBe(
    refusalTexts.SERVER_BUSY,
  )
  await answerTo(as('max').slash('ticket open', { request: 'the backup failed' }, '#general'))
  expect(await count()).toBe(4)
}, 60_000)
