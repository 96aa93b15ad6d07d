import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import type { SeenMessage } from '../../src/sandbox/discord/api.ts'
import { startWorld, type World } from '../world.ts'

let world: World
const as = (name: string) => world.discord.as(name)

beforeAll(async () => {
  world = await startWorld({ hasGitHub: false })
})
afterAll(() => world.stop())

const numbered = ({ content }: SeenMessage) => /ST-\d{4}-\d{3}/.test(content)

async function opened(name: string, channel: string, text: string) {
  const message = await as(name).say(channel, text)
  const thread = await as(name).untilThread(({ id }) => id === message.id)
  const card = await as(name).untilMessage(thread.id, numbered)
  return { thread, card }
}

describe('where Bee listens', () => {
  it('answers a mention, also by its real name', async () => {
    const { thread, card } = await opened(
      'mia',
      '#general',
      `<@${world.discord.botUserId}> the database is slow since this morning`,
    )
    expect(thread.name).toContain('· database')
    expect(card.embeds[0]?.title).toContain('database is slow')
  })

  it('shows at once that it is at work, where somebody asks', async () => {
    const typing = () => world.discord.requests.filter(({ path }) => path.endsWith('/typing')).length
    const before = typing()
    await opened('sam', '#auth-help', '@bee the backup did not run last night')
    await as('mia').say('#auth-help', 'good morning everybody')
    expect(typing()).toBe(before + 1)
  })

  it('takes every first message in a help channel, but not replies and greetings', async () => {
    const { thread } = await opened(
      'sam',
      '#help',
      'Login loops back to the login page even though the password is right',
    )
    expect(thread.name).toContain('authentication')
    const greeting = await as('sam').say('#help', 'hello')
    const reply = await as('mia').say('#help', 'same here, also in Firefox', { replyTo: greeting.id })
    await opened('mia', '#help', 'The certificate expired and nginx shows 502')
    expect(world.discord.state.threads().some(({ id }) => id === greeting.id || id === reply.id)).toBe(false)
  })

  it('takes a post in a help forum as it is', async () => {
    const post = await as('mia').post('#support-forum', {
      title: 'Installer stops at step 3',
      text: 'It says docker is not running',
      tags: [],
    })
    const card = await as('mia').untilMessage(post.id, numbered)
    expect(card.embeds[0]?.title).toContain('Installer stops')
  })

  it('talks in private, and keeps it there', async () => {
    await as('mia').dm('The AI chat does not answer any more')
    const card = await as('mia').untilMessage('@bee', numbered)
    expect(card.content).toContain('AI chat')
    await as('mia').dm("it's solved, thanks")
    await as('mia').untilMessage('@bee', ({ content }) => content.includes('is solved'))
  })

  it('helps with an empty mention, and ignores what is not for it', async () => {
    const empty = await as('sam').say('#general', '@bee')
    const answer = await as('sam').untilMessage('#general', ({ content }) => content.includes('Tell me what is wrong'))
    expect(answer.message_reference?.message_id).toBe(empty.id)
    await as('sam').say('#general', 'my login is broken but I only say it to friends')
    await opened('sam', '#general', '@bee logs are full of postgres errors')
    const threads = world.discord.state.threads().filter(({ owner_id }) => owner_id === world.discord.botUserId)
    expect(threads.filter(({ name }) => name?.includes('authentication'))).toHaveLength(1)
  })

  it('opens tickets by command and from the menu on a message', async () => {
    const asked = await as('carla').slash(
      'ticket open',
      { request: 'The nightly backup fails with exit code 1' },
      '#general',
    )
    const answer = await asked.message()
    expect(answer.ephemeral).toBe(true)
    const number = /ST-\d{4}-\d{3}/.exec(answer.content)![0]
    const thread = await as('carla').untilThread(({ name }) => name?.startsWith(number) ?? false)
    const card = await as('carla').untilMessage(thread.id, numbered)
    expect(JSON.stringify(card.embeds)).toContain('backup')

    const said = await as('sam').say('#general', 'vault is sealed after every restart')
    await (await as('max').contextMenu('Ask Bee about this', said.id)).message()
    const own = await as('sam').untilThread(({ id }) => id === said.id)
    await as('sam').untilMessage(own.id, numbered)
    const [ticket] = await world.bee.app.tickets.list(wholeDesk, { limit: 1 })
    expect(ticket?.requesterId).toBe(as('sam').userId)
  })

  it('makes one ticket of one message, however often it is asked about', async () => {
    const { thread } = await opened('mia', '#general', '@bee redis runs out of memory')
    const again = await (await as('mia').contextMenu('Ask Bee about this', thread.id)).message()
    expect(again.content).toContain(thread.name!.slice(0, 11))
  })
})

describe('buttons, forms and sentences do the same', () => {
  const buttonOf = (card: SeenMessage, label: string) => {
    const parts = card.components.flatMap((row) => ('components' in row ? row.components : []))
    const found = parts.find((part) => 'label' in part && part.label === label)
    return (found as { custom_id: string }).custom_id
  }

  it('adds details by a form, and shows them on the card', async () => {
    const { thread, card } = await opened('mia', '#general', '@bee I cannot sign in with my passkey')
    const asked = await as('mia').press(card.id, buttonOf(card, 'Add details'))
    const modal = await asked.modal()
    expect(modal.components.length).toBeLessThanOrEqual(5)
    const answer = await (await asked.submit({ version: '2.4.1', platform: 'Debian 12' })).message()
    expect(answer.content).toContain('Thank you')
    await as('mia').until((me) =>
      me.visible(thread.id).find(({ id, embeds }) => id === card.id && JSON.stringify(embeds).includes('2.4.1')),
    )
  })

  it('closes by button and opens again by word', async () => {
    const { thread, card } = await opened('mia', '#general', '@bee password reset mail never arrives')
    await (await as('mia').press(card.id, buttonOf(card, 'Solved'))).message()
    await as('mia').until((me) =>
      me.visible(thread.id).find(({ id, content }) => id === card.id && content.includes('solved')),
    )
    await as('mia').say(thread.id, 'still broken')
    await as('mia').untilMessage(thread.id, ({ content }) => content.includes('open again'))
  })

  it('refuses strangers and says who may', async () => {
    const { card, thread } = await opened('mia', '#general', '@bee session expired every minute')
    const refused = await (await as('sam').press(card.id, buttonOf(card, 'Solved'))).message()
    expect(refused).toMatchObject({ ephemeral: true, content: expect.stringContaining('Only the requester') })
    const denied = await (await as('sam').slash('ticket priority', { priority: 'critical' }, thread.id)).message()
    expect(denied.content).toContain('a support engineer or a moderator')
  })

  it('offers the nearest when something is unknown', async () => {
    const { thread } = await opened('mia', '#general', '@bee totp code is refused')
    await as('mia').say(thread.id, 'post to Discord #auth-halp')
    const answer = await as('mia').untilMessage(thread.id, ({ content }) => content.includes('Did you mean'))
    expect(answer.content).toContain('#auth-help')
    const number = await (await as('mia').slash('ticket show', { ticket: 'ST-1999-123' }, '#general')).message()
    expect(number.content).toMatch(/I know no ticket .*ST-1999-123/)
    const category = await (
      await as('max').slash('ticket category', { category: 'authentcation' }, thread.id)
    ).message()
    expect(category.content).toContain('authentication')
  })

  it('suggests tickets, categories and channels', async () => {
    await opened('mia', '#general', '@bee the login page is blank')
    const tickets = await as('mia').autocomplete('ticket show', 'ticket', 'blank')
    expect(tickets[0]?.name).toContain('login page is blank')
    const categories = await as('max').autocomplete('ticket category', 'category', 'auth')
    expect(categories.map(({ value }) => value)).toContain('authentication')
    expect(await as('mia').autocomplete('ticket category', 'category', 'auth')).toEqual([])
    const channels = await as('mia').autocomplete('post', 'channel', 'auth', { to: 'discord-channel' })
    expect(channels.map(({ value }) => value)).toContain('auth-help')
  })
})

it('sends nothing that Discord would refuse', () => {
  expect(world.discord.violations).toEqual([])
  expect(world.log.filter((line) => /"level":(50|60)/.test(line))).toEqual([])
})
