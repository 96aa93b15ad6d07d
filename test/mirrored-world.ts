import { wholeDesk } from '../src/core/scope.ts'
import { startWorld, type WorldOptions } from './world.ts'

/** A running Bee with a ticket of Mia's and its issue, number 1. */
export async function mirroredWorld(options: WorldOptions = {}) {
  const world = await startWorld(options)
  const { discord, github } = world
  const mia = discord.as('mia')
  const message = await mia.say('#general', "@bee I can't login after the update")
  const thread = await mia.untilThread(({ id }) => id === message.id, 10_000)
  await mia.untilMessage(thread.id, ({ content }) => content.includes('ST-'), 10_000)
  await mia.say(thread.id, 'create a GitHub issue')
  await mia.untilMessage(thread.id, ({ content }) => content.includes('Posted to GitHub'), 15_000)
  const texts = () => discord.state.messages(thread.id).map(({ content }) => content)
  const ticket = async () => (await world.bee.app.tickets.inThread(wholeDesk, thread.id))!
  return { world, mia, thread, texts, ticket, issue: github.state.issues[0]! }
}
