import { afterEach, expect, it } from 'vitest'
import type { WireMessage } from '../../src/sandbox/discord/wire.ts'
import { makers } from '../sanitize/makers.ts'
import { startWorld, type World } from '../world.ts'

let world: World
afterEach(() => world.stop())

/** Shaped like one, so that no file of the repository holds one. */
const secret = () => `glpat-${makers(20_261_121).b64u(20)}`

/** Without Discord's own notices, such as that a thread was begun. */
const ofBee = (messages: WireMessage[]) => messages.filter(({ author, type }) => author.bot && [0, 19].includes(type))

/** What makes two messages the same to whoever reads them. */
const looks = ({ content, message_reference: to, embeds }: WireMessage) =>
  JSON.stringify([content, to?.message_id, embeds.map(({ title, footer }) => [title, footer?.text])])

/** What is still to be delivered. */
const owed = async () => {
  const { new: fresh = 0, trying = 0 } = await world.bee.app.outbox.countByState()
  return fresh + trying
}
const answersTo = (id: string) =>
  ofBee(world.discord.state.messages('#general')).filter(({ message_reference: to }) => to?.message_id === id)
const words = (place: string, text: string) =>
  ofBee(world.discord.state.messages(place)).filter(({ content }) => content.includes(text)).length

it('F31: says everything once, although no answer to any message ever comes and every nonce is forgotten', async () => {
  world = await startWorld()
  const { discord, github } = world
  for (const path of ['/channels/*/messages', '/channels/*/messages/*/threads', '/channels/*/threads']) {
    discord.faults.add({ match: { method: 'POST', path }, do: 'forget-nonce' })
    discord.faults.add({ match: { method: 'POST', path }, do: { effectThen: 'drop' } })
  }
  const [mia, sam, carla] = [discord.as('mia'), discord.as('sam'), discord.as('carla')]

  // One thing after another: with five losses in a row Bee would rightly take Discord for down.
  const quiet = () => expect.poll(owed, { timeout: 40_000, interval: 50 }).toBe(0)
  // The same words to different people, and twice to the same one.
  const greetings: WireMessage[] = []
  for (const person of [mia, sam, mia]) {
    greetings.push(await person.say('#general', '@bee hello'))
    await expect.poll(() => answersTo(greetings.at(-1)!.id), { timeout: 10_000 }).toHaveLength(1)
    await quiet()
  }
  const question = await sam.say('#general', '@bee How do I install it on Ubuntu?')
  await expect.poll(() => answersTo(question.id), { timeout: 10_000 }).toHaveLength(1)
  await carla.say('#general', `my pipeline fails, I use ${secret()} as before`)
  await expect.poll(() => discord.state.directMessages('carla').length, { timeout: 10_000 }).toBe(1)
  await quiet()
  await (
    await carla.slash(
      'ticket open',
      { request: 'the green lamp hums in a minor key, says carla <carla@example.org>' },
      '#general',
    )
  ).message()
  await quiet()

  const files = [{ name: 'kratos.log', data: 'level=error msg="AAL2 required but no second factor is configured"\n' }]
  const asked = await mia.say('#general', "@bee I can't login after the update", { files })
  const thread = await mia.untilThread(({ id }) => id === asked.id, 20_000)
  const until = (text: string) => mia.untilMessage(thread.id, ({ content }) => content.includes(text), 40_000)
  const say = async (words: string, answer: string) => {
    await mia.say(thread.id, words)
    await until(answer)
    await quiet()
  }
  await until('**ST-')
  await quiet()
  await say('post to Discord #auth-help', 'Posted to <#')
  await say('create a GitHub issue', 'Posted to GitHub')
  github.maintainer.comment(1, 'Which version is it?')
  await until('Which version is it?')
  await quiet()
  await say('I need a human', 'I have called a human')
  await say("it's solved, thanks", 'is solved')
  await say('still broken', 'is open again')
  // Word for word what was said before, and meant to be said again.
  await say("it's solved, thanks", 'is solved')
  await expect.poll(() => words(thread.id, 'is solved'), { timeout: 10_000 }).toBe(2)
  await quiet()

  const places = [...discord.state.channels(), ...discord.state.threads()].filter(({ type }) => type !== 4)
  const said = places.flatMap(({ id }) => ofBee(discord.state.messages(id)))
  const privately = ofBee(discord.state.directMessages('carla'))
  const once = [...said, ...privately].filter(({ content }) => !content.includes('is solved')).map(looks)
  expect(once.sort()).toEqual([...new Set(once)].sort())
  expect(discord.state.threads().filter(({ name }) => name?.startsWith('ST-'))).toHaveLength(2)
  expect(said.filter(({ content }) => content.startsWith('I am not sure what this is about'))).toHaveLength(1)
  expect(ofBee(discord.state.messages('#auth-help'))).toHaveLength(1)
  expect(github.state.issues).toHaveLength(1)
  // Nothing was sent twice and hidden by luck: each message was posted exactly once.
  const posts = discord.requests.filter(
    ({ method, path }) => method === 'POST' && /^\/channels\/\d+\/messages$/.test(path),
  )
  expect(posts).toHaveLength(said.length + privately.length)
  expect(discord.violations).toEqual([])
}, 120_000)

it('F31: brings up to date what an earlier try has said in older words', async () => {
  world = await startWorld({ hasGitHub: false })
  const { discord, bee } = world
  const { channel_id: channelId } = await discord.as('mia').say('#general', 'hello everybody')
  const comment = (text: string) => ({ author: 'gina', text, url: 'https://github.com/o/r/issues/1#issuecomment-7' })
  const once = { marker: 'a', mayExist: false }
  const { messageId } = await bee.app.chat.sayFor(channelId, comment('first') as never, once)
  discord.faults.add({ do: 'forget-nonce' })
  const again = await bee.app.chat.sayFor(channelId, comment('second') as never, { ...once, mayExist: true })
  expect(again.messageId).toBe(messageId)
  expect(discord.state.message(messageId).content).toContain('second')
  expect(ofBee(discord.state.messages(channelId))).toHaveLength(1)
})
