import { afterEach, expect, it } from 'vitest'
import { startWorld, type World } from '../world.ts'

/** A label may have 63 letters, so no name server is asked, however far away it is. */
const nowhere = `http://${'x'.repeat(64)}.invalid`

let world: World
afterEach(() => world.stop())

it('F53: without DNS for GitHub the ticket works, the post is kept, and /status names what does not answer', async () => {
  world = await startWorld({ env: { GITHUB_API_URL: nowhere } })
  const mia = world.discord.as('mia')
  const { id } = await mia.say('#general', "@bee I can't login after the update")
  await mia.untilThread((thread) => thread.id === id, 20_000)
  await mia.untilMessage(id, ({ embeds }) => embeds.length > 0)
  await mia.say(id, 'post to GitHub')
  const { outbox } = world.bee.app
  const isKept = async () => (await outbox.countByState()).trying ?? (await outbox.countByState()).new ?? 0
  await expect.poll(isKept, { timeout: 20_000 }).toBeGreaterThan(0)
  await mia.say(id, 'post to Discord #auth-help')
  await mia.untilMessage(id, ({ content, author }) => author.bot === true && content.includes('Posted to <#'), 20_000)
  // What stands there follows the ticket, too.
  await mia.say(id, "it's solved, thanks")
  const [shown] = world.discord.state.messages('#auth-help').filter(({ embeds }) => embeds.length > 0)
  await mia.untilMessage(
    '#auth-help',
    (message) => message.id === shown!.id && /solved/i.test(JSON.stringify(message.embeds)),
    20_000,
  )
  const status = async () => (await (await world.discord.as('max').slash('status')).message()).content
  await expect.poll(status, { timeout: 60_000, interval: 500 }).toMatch(/GitHub has not answered since/)
}, 120_000)
