import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wholeDesk } from '../src/core/scope.ts'
import type { SeenMessage } from '../src/sandbox/discord/api.ts'
import { startWorld, type World } from './world.ts'

const howTo = 'How do I install it on Ubuntu?'
const asked = 'how long are backups kept?'

let world: World
const as = (name: string) => world.discord.as(name)

beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

const isOffer = ({ content }: Pick<SeenMessage, 'content'>) => content.includes('Source: article')
const buttonsOf = (message: SeenMessage) =>
  message.components.flatMap((row) => ('components' in row ? row.components : [])) as {
    label: string
    custom_id: string
  }[]
async function press(name: string, message: SeenMessage, label: string): Promise<string> {
  const control = buttonsOf(message).find((button) => button.label === label)!
  const { content } = await (await as(name).press(message.id, control.custom_id)).message()
  return content
}
const answering = (channel: string, id: string) =>
  as('mia').untilMessage(channel, (message) => isOffer(message) && message.message_reference?.message_id === id)
const ticketOf = (messageId: string) => world.bee.app.tickets.byMessage(wholeDesk, messageId)
const suggestionOf = (messageId: string) => world.bee.app.suggestions.byMessage(wholeDesk, messageId)

describe('a calm question that an article answers', () => {
  it('is answered with the passage, its source and two buttons, without a ticket', async () => {
    const question = await as('mia').say('#help', howTo)
    const offer = await answering('#help', question.id)
    expect(offer.content).toContain('`install-ubuntu`')
    expect(offer.content).toContain('because of "ubuntu", "install"')
    expect(buttonsOf(offer).map(({ label }) => label)).toEqual(['That solved it', 'I still need help'])
    expect(await ticketOf(question.id)).toBeUndefined()
  })

  it('counts as answered only when that is said, and teaches the words it was asked in', async () => {
    const question = await as('mia').say('#help', asked)
    const offer = await answering('#help', question.id)
    expect(await suggestionOf(question.id)).toMatchObject({ state: 'offered', articleId: 'backup' })

    expect(await press('mia', offer, 'That solved it')).toContain('Good to hear')
    const settled = await as('mia').untilMessage(
      '#help',
      ({ id, content }) => id === offer.id && content.includes('✅'),
    )
    expect(buttonsOf(settled)).toEqual([])
    expect(await suggestionOf(question.id)).toMatchObject({ state: 'solved', ticketId: null })
    const again = await world.bee.app.library.answer(asked, { tier: 'community', language: 'en' })
    expect(again?.confidence).toBeGreaterThan((await suggestionOf(question.id))!.confidence - 0.01)
  })

  it('becomes a ticket with the whole request when it did not help, once, however often that is pressed', async () => {
    const question = await as('sam').say(
      '#help',
      'Which headers does the app expect behind HAProxy, X-Forwarded-Proto only or also X-Forwarded-Host?',
    )
    const offer = await answering('#help', question.id)
    await Promise.all([press('sam', offer, 'I still need help'), press('sam', offer, 'I still need help')])
    const thread = await as('sam').untilThread(({ id }) => id === question.id)
    expect(thread.name).toMatch(/^ST-\d{4}-\d{3} · network$/)
    const card = await as('sam').untilMessage(thread.id, ({ embeds }) => embeds.length > 0)
    expect(JSON.stringify(card)).toContain('HAProxy')
    await as('sam').untilMessage('#help', ({ id, content }) => id === offer.id && content.includes('did not help'))
    expect(await suggestionOf(question.id)).toMatchObject({
      state: 'declined',
      ticketId: (await ticketOf(question.id))!.id,
    })
    expect(world.discord.state.messages(thread.id).filter(isOffer)).toEqual([])
  })

  it('is settled by its requester and the staff alone', async () => {
    const question = await as('mia').say('#general', `@bee ${howTo}`)
    const offer = await answering('#general', question.id)
    expect(await press('sam', offer, 'I still need help')).toContain('Only the requester')
    expect(await suggestionOf(question.id)).toMatchObject({ state: 'offered' })
    expect(await ticketOf(question.id)).toBeUndefined()
  })

  it('is settled in words too, in private as well', async () => {
    const first = await as('mia').dm(howTo)
    await as('mia').untilMessage('@bee', isOffer)
    await as('mia').dm('that did not solve it')
    await as('mia').untilMessage('@bee', ({ content }) => /ST-\d{4}-\d{3}/.test(content))
    const { ticketId } = (await suggestionOf(first.id))!
    expect((await world.bee.app.tickets.get(wholeDesk, ticketId!)).request).toBe(howTo)
  })
})

describe('whoever is in trouble does not wait', () => {
  it('gets a ticket at once, and the article in its thread', async () => {
    const message = await as('mia').say('#general', "@bee I can't login after the update")
    const thread = await as('mia').untilThread(({ id }) => id === message.id)
    const offer = await as('mia').untilMessage(thread.id, isOffer)
    expect(offer.content).toContain('While you wait')
    await press('mia', offer, 'I still need help')
    await as('mia').untilMessage(thread.id, ({ id, content }) => id === offer.id && content.includes('did not help'))
    expect((await ticketOf(message.id))!.status).toBe('new')
  })

  it('shows what came of an article that was sent, but not noted before Bee died', async () => {
    const message = await as('sam').say('#general', '@bee I cannot log in since the update')
    const thread = await as('sam').untilThread(({ id }) => id === message.id)
    const offer = await as('sam').untilMessage(thread.id, isOffer)
    const db = new Sqlite(join(world.dataDir, 'bee.sqlite'))
    const forget = db.prepare('UPDATE suggestion SET offer_id = NULL WHERE offer_id = ?')
    await expect.poll(() => forget.run(offer.id).changes, { timeout: 10_000 }).toBe(1)
    db.close()

    await press('sam', offer, 'I still need help')
    await as('sam').untilMessage(thread.id, ({ id, content }) => id === offer.id && content.includes('did not help'))
  })

  it('closes the ticket with the article when that solved it', async () => {
    const message = await as('mia').say('#general', '@bee I cannot log in after the update')
    const thread = await as('mia').untilThread(({ id }) => id === message.id)
    const offer = await as('mia').untilMessage(thread.id, isOffer)
    await press('mia', offer, 'That solved it')
    await as('mia').untilMessage(thread.id, ({ content }) => content.includes('is solved'))
    expect(await ticketOf(message.id)).toMatchObject({ status: 'closed', closedAs: 'solved' })
  })

  it('forgets what that has taught when it is still broken', async () => {
    const text = '@bee nobody gets past the sign-in page since we updated'
    const message = await as('sam').say('#general', text)
    const thread = await as('sam').untilThread(({ id }) => id === message.id)
    const offer = await as('sam').untilMessage(thread.id, isOffer)
    const asked = text.replace('@bee ', '')
    const confidence = async () =>
      (await world.bee.app.library.answer(asked, { tier: 'community', language: 'en' }))!.confidence
    const before = await confidence()
    await press('sam', offer, 'That solved it')
    await as('sam').untilMessage(thread.id, ({ content }) => content.includes('is solved'))
    expect(await confidence()).toBeGreaterThan(before)

    await as('sam').say(thread.id, 'still broken')
    await as('sam').untilMessage(thread.id, ({ id, content }) => id === offer.id && content.includes('did not help'))
    await expect.poll(confidence).toBeCloseTo(before, 6)
    expect(await ticketOf(message.id)).toMatchObject({ status: 'open' })
  })

  it('gets a ticket for a question with files too', async () => {
    const message = await as('mia').say('#help', howTo, {
      files: [{ name: 'install.log', data: 'docker: not running' }],
    })
    await as('mia').untilThread(({ id }) => id === message.id)
    expect(await ticketOf(message.id)).toBeDefined()
  })
})

it('does not talk over a person who is answering: then a ticket opens as otherwise', async () => {
  await as('sam').say('#help', 'thanks all')
  const offered = await as('max').say('#help', 'hi Sam, shall I show you how the database is upgraded?')
  const question = await as('sam').say('#help', howTo)
  await as('sam').untilThread(({ id }) => id === question.id)
  expect(await suggestionOf(question.id)).toMatchObject({ state: 'withheld' })
  // Max was heard before the question, and what he says is help.
  expect(await ticketOf(offered.id)).toBeUndefined()
  expect(
    world.discord.state
      .messages('#help')
      .filter(isOffer)
      .map((offer) => offer.message_reference?.message_id),
  ).not.toContain(question.id)
})

it('offers nothing where the desk wants it quiet, and nothing beside a private report', async () => {
  world.bee.desk.channels.quiet.push('help')
  const question = await as('mia').say('#help', howTo)
  await as('mia').untilThread(({ id }) => id === question.id)
  world.bee.desk.channels.quiet.pop()
  expect(await suggestionOf(question.id)).toBeUndefined()
  expect(await ticketOf(question.id)).toBeDefined()
})

it('answers a question from a form for that person alone', async () => {
  const asked = await as('mia').slash('ticket open', {})
  const { components } = await asked.modal()
  expect(JSON.stringify(components)).toContain('request')
  const reply = await (await asked.submit({ request: 'how long are backups kept' })).message()
  expect(reply.ephemeral).toBe(true)
  expect(reply.content).toContain('Source: article `backup`')
  expect(await press('mia', reply, 'I still need help')).toMatch(/opening ST-/)
})

it('says an answer once, and settles it, over a restart of Bee', async () => {
  const question = await as('carla').say('#general', `@bee ${howTo}`)
  const offer = await answering('#general', question.id)
  await world.bee.stop()
  await world.restart()
  await press('carla', offer, 'I still need help')
  await as('carla').untilThread(({ id }) => id === question.id)
  const offers = world.discord.state.messages('#general').filter(isOffer)
  expect(offers.filter((message) => message.message_reference?.message_id === question.id)).toHaveLength(1)
  expect(world.discord.violations).toEqual([])
})
