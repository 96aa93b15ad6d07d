import { afterEach, describe, expect, it } from 'vitest'
import type { SeenMessage } from '../../src/sandbox/discord/api.ts'
import { startWorld, type World, type WorldOptions } from '../world.ts'

let world: World
afterEach(() => world.stop())

const start = async (options: WorldOptions = {}) => {
  world = await startWorld({ hasGitHub: false, ...options })
  return world.discord
}
const numbered = ({ content }: SeenMessage) => /ST-\d{4}-\d{3}/.test(content)

async function opened(name: string, channel: string, text: string) {
  const me = world.discord.as(name)
  const message = await me.say(channel, text)
  const thread = await me.untilThread(({ id }) => id === message.id)
  return { me, thread, card: await me.untilMessage(thread.id, numbered) }
}

describe('without the content of messages', () => {
  it('answers mentions, and offers a form where it cannot read', async () => {
    const discord = await start({ discord: { granted: { messageContent: false } } })
    const { card } = await opened('mia', '#general', `<@${discord.botUserId}> I can't login after the update`)
    expect(card.content).toContain('authentication issue')

    const sam = discord.as('sam')
    await sam.say('#help', 'the database is slow')
    const offer = await sam.untilMessage('#help', ({ components }) => components.length > 0)
    const [button] = offer.components.flatMap((row) => ('components' in row ? row.components : []))
    const asked = await sam.press(offer.id, (button as { custom_id: string }).custom_id)
    await (await asked.submit({ request: 'the database is slow since this morning' })).message()
    await sam.untilThread(({ name }) => name?.includes('database') ?? false)
  })
})

describe('what is not allowed or not there', () => {
  it('says plainly that it may not post somewhere, and the ticket lives on', async () => {
    await start({
      guild: (plan) => ({
        ...plan,
        channels: plan.channels.map((channel) =>
          channel.name === 'auth-help' ? { ...channel, overwrites: [{ for: 'bot', deny: ['SendMessages'] }] } : channel,
        ),
      }),
    })
    const { me, thread } = await opened('mia', '#general', "@bee I can't login after the update")
    await me.say(thread.id, 'post to Discord #auth-help')
    const told = await me.untilMessage(thread.id, ({ content }) => content.includes('I could not post'))
    expect(told.content).toMatch(/may not post in <#\d+>/)
    await me.say(thread.id, "it's solved, thanks")
    await me.untilMessage(thread.id, ({ content }) => content.includes('is solved'))
  })

  it('keeps the ticket when the thread may not be opened, and says so beside the question', async () => {
    const discord = await start({
      guild: (plan) => ({
        ...plan,
        channels: plan.channels.map((channel) =>
          channel.name === 'general'
            ? { ...channel, overwrites: [{ for: 'bot', deny: ['CreatePublicThreads'] }] }
            : channel,
        ),
      }),
    })
    const message = await discord.as('mia').say('#general', '@bee the database is slow since this morning')
    const told = await discord
      .as('mia')
      .untilMessage('#general', ({ content }) => content.includes('cannot open a thread'))
    expect(told.message_reference?.message_id).toBe(message.id)
  })

  it('opens the ticket without an attachment that it cannot take, and says why', async () => {
    const discord = await start()
    const mia = discord.as('mia')
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
    const message = await mia.say('#general', '@bee login is broken', { files: [{ name: 'screen.png', data: png }] })
    await mia.untilThread(({ id }) => id === message.id)
    const told = await mia.untilMessage(message.id, ({ content }) => content.includes('could not pack'))
    expect(told.content).toContain('screen.png')
    expect(world.log.filter((line) => /"level":(50|60)/.test(line))).toEqual([])
  })

  it('keeps a security report private and shares it with nobody', async () => {
    const discord = await start()
    const mia = discord.as('mia')
    await mia.say('#general', '@bee I found a security vulnerability: remote code execution in the upload form')
    const thread = await mia.untilThread(({ name }) => name?.includes('security') ?? false)
    expect(thread.type).toBe(12)
    const card = await mia.untilMessage(thread.id, numbered)
    expect(JSON.stringify(card.components)).not.toContain('GitHub')
    await mia.say(thread.id, 'post to Discord #auth-help')
    await mia.untilMessage(thread.id, ({ content }) => content.includes('private'))
    await discord.as('max').untilMessage('#support-staff', ({ content }) => content.includes('private report'))
    const sam = discord.as('sam')
    const number = thread.name!.slice(0, 11)
    const hidden = await (await sam.slash('ticket show', { ticket: number }, '#general')).message()
    expect(hidden.content).toContain('I know no ticket')
  })

  it('asks for the category when it is not sure, and takes the answer', async () => {
    await start()
    const { me, thread } = await opened('mia', '#general', '@bee it went all wobbly after lunch, the round part')
    const question = await me.untilMessage(thread.id, ({ content }) => content.includes('Which fits best'))
    const [first] = question.components.flatMap((row) => ('components' in row ? row.components : []))
    await me.press(question.id, (first as { custom_id: string }).custom_id)
    await me.untilMessage(thread.id, ({ content }) => content.includes('high confidence'))
  })
})
