import type { Client, TextChannel } from 'discord.js'
import { expect, it } from 'vitest'
import type { DiscordSandbox } from '../../../src/sandbox/discord/api.ts'
import { aBot, aSandbox } from './setup.ts'

const refusalOf = async (attempt: Promise<unknown>) => {
  try {
    await attempt
  } catch (error) {
    const { code, status, rawError } = error as { code: number; status: number; rawError: { errors?: object } }
    return { code, status, errors: rawError.errors }
  }
  throw new Error('It was not refused.')
}

const codeOf = async (attempt: Promise<unknown>) => (await refusalOf(attempt)).code

async function aBotIn(sandbox: DiscordSandbox) {
  const bot = await aBot(sandbox)
  const send = (channel: string, body: object) =>
    bot.rest.post(`/channels/${sandbox.state.channel(channel).id}/messages`, { body })
  return { bot, send }
}

it('F34, F35: refuses with the codes that Discord uses', async () => {
  const sandbox = await aSandbox()
  const { bot, send } = await aBotIn(sandbox)
  const help = sandbox.state.channel('help').id

  expect(await codeOf(send('no-bots', { content: 'x' }))).toBe(50001)
  expect(await codeOf(send('read-only', { content: 'x' }))).toBe(50013)
  expect(await codeOf(send('support-forum', { content: 'x' }))).toBe(40058)
  expect(await codeOf(bot.rest.get('/channels/1234567890123456789'))).toBe(10003)
  expect(await codeOf(bot.rest.get('/guilds/1234567890123456789'))).toBe(10004)
  expect(await codeOf(bot.rest.get(`/channels/${help}/messages/1234567890123456789`))).toBe(10008)
  expect(await codeOf(bot.rest.get(`/guilds/${sandbox.guildId}/members/1234567890123456789`))).toBe(10013)
  expect(await codeOf(bot.rest.post('/users/@me/channels', { body: { recipient_id: '1234567890123456789' } }))).toBe(
    10013,
  )
  expect(await codeOf(bot.rest.get('/no/such/route'))).toBe(0)
  const said = await sandbox.as('ana').say('#help', 'mine')
  expect(await codeOf(bot.rest.patch(`/channels/${help}/messages/${said.id}`, { body: { content: 'x' } }))).toBe(50005)
  expect(sandbox.state.invalidRequests()).toBe(3)
  expect(sandbox.violations).toEqual([])
})

const text = (length: number) => 'x'.repeat(length)
const field = { name: 'n', value: 'v' }
const button = (id: string) => ({ type: 2, style: 1, label: 'x', custom_id: id })
const row = (...components: object[]) => ({ type: 1, components })
const select = { type: 3, custom_id: 's', options: [{ label: 'a', value: 'a' }] }

it.each([
  { what: '2001 characters', body: { content: text(2001) }, at: 'content' },
  {
    what: '6001 characters of embeds',
    body: { embeds: [{ description: text(4000) }, { description: text(2001) }] },
    at: 'embeds',
  },
  { what: 'an empty field value', body: { embeds: [{ fields: [{ ...field, value: '' }] }] }, at: 'embeds' },
  { what: '26 fields', body: { embeds: [{ fields: Array(26).fill(field) }] }, at: 'embeds' },
  { what: 'an embed with nothing in it', body: { embeds: [{}] }, at: 'embeds' },
  {
    what: 'six rows',
    body: { content: 'x', components: [1, 2, 3, 4, 5, 6].map((n) => row(button(`${n}`))) },
    at: 'components',
  },
  {
    what: 'six buttons in a row',
    body: { content: 'x', components: [row(...[1, 2, 3, 4, 5, 6].map((n) => button(`${n}`)))] },
    at: 'components',
  },
  {
    what: 'a select beside a button',
    body: { content: 'x', components: [row(select, button('b'))] },
    at: 'components',
  },
  {
    what: 'the same custom_id twice',
    body: { content: 'x', components: [row(button('a'), button('a'))] },
    at: 'components',
  },
  {
    what: 'a button without an id',
    body: { content: 'x', components: [row({ type: 2, style: 1, label: 'x' })] },
    at: 'components',
  },
  {
    what: 'a link without an address',
    body: { content: 'x', components: [row({ type: 2, style: 5, label: 'x' })] },
    at: 'components',
  },
  { what: 'a nonce of 26', body: { content: 'x', nonce: text(26) }, at: 'nonce' },
  {
    what: 'text beside components v2',
    body: { content: 'x', flags: 32_768, components: [{ type: 10, content: 'x' }] },
    at: 'content',
  },
  {
    what: 'an attachment that is not there',
    body: { content: 'x', attachments: [{ id: 0, filename: 'a' }] },
    at: 'attachments',
  },
])('F33: refuses $what', async ({ body, at }) => {
  const sandbox = await aSandbox({ validate: () => [] })
  const { send } = await aBotIn(sandbox)

  const refusal = await refusalOf(send('help', body))

  expect(refusal).toMatchObject({ code: 50035, status: 400 })
  expect(Object.keys(refusal.errors ?? {})).toContain(at)
  expect(sandbox.violations).toHaveLength(1)
})

it.each([
  { what: '2000 characters', body: { content: '🐝'.repeat(2000) } },
  { what: '6000 characters of embeds', body: { embeds: [{ description: text(4000) }, { description: text(2000) }] } },
  {
    what: 'five rows of five',
    body: {
      content: 'x',
      components: [0, 1, 2, 3, 4].map((r) => row(...[0, 1, 2, 3, 4].map((b) => button(`${r}${b}`)))),
    },
  },
  {
    what: 'components v2',
    body: { flags: 32_768, components: [{ type: 17, components: [{ type: 10, content: 'x' }] }] },
  },
])('F33: takes $what', async ({ body }) => {
  const sandbox = await aSandbox()
  const { send } = await aBotIn(sandbox)

  await send('help', body)

  expect(sandbox.violations).toEqual([])
})

it('refuses a message that says nothing', async () => {
  const sandbox = await aSandbox()
  const { send } = await aBotIn(sandbox)

  expect(await codeOf(send('help', { content: '  ' }))).toBe(50006)
  expect(await codeOf(send('help', {}))).toBe(50006)
  expect(sandbox.violations).toHaveLength(2)
})

const command = { name: 'a', description: 'd' }
const option = { type: 3, name: 'o', description: 'd' }

it.each([
  { what: 'upper-case names', body: [{ ...command, name: 'Ticket' }] },
  {
    what: 'a required option after an optional one',
    body: [{ ...command, options: [option, { ...option, name: 'p', required: true }] }],
  },
  { what: 'the same name twice', body: [command, command] },
  { what: 'a missing description', body: [{ name: 'a' }] },
  {
    what: 'a subcommand beside an option',
    body: [{ ...command, options: [option, { ...option, type: 1, name: 's' }] }],
  },
  {
    what: 'choices with autocomplete',
    body: [{ ...command, options: [{ ...option, autocomplete: true, choices: [{ name: 'a', value: 'a' }] }] }],
  },
])('refuses commands with $what', async ({ body }) => {
  const sandbox = await aSandbox({ validate: () => [] })
  const { bot } = await aBotIn(sandbox)

  expect(await codeOf(bot.rest.put(`/applications/${sandbox.applicationId}/commands`, { body }))).toBe(50035)
})

it('refuses more than 100 commands', async () => {
  const sandbox = await aSandbox({ validate: () => [] })
  const { bot } = await aBotIn(sandbox)
  const body = Array.from({ length: 101 }, (_, at) => ({ ...command, name: `c${at}` }))

  expect(await codeOf(bot.rest.put(`/applications/${sandbox.applicationId}/commands`, { body }))).toBe(30032)
})

const input = { type: 4, custom_id: 'i', style: 1, label: 'l' }

it.each([
  { what: 'six rows', components: [1, 2, 3, 4, 5, 6].map((n) => row({ ...input, custom_id: `${n}` })) },
  { what: 'a button', components: [row(button('b'))] },
  { what: 'two inputs in a row', components: [row(input, { ...input, custom_id: 'j' })] },
  { what: 'a label of 46', components: [row({ ...input, label: text(46) })] },
])('refuses a form with $what', async ({ components }) => {
  const sandbox = await aSandbox({ validate: () => [] })
  const { bot } = await aBotIn(sandbox)
  const card = await (bot.channels.cache.get(sandbox.state.channel('help').id) as TextChannel).send({
    content: 'x',
    components: [row(button('open'))] as never,
  })
  const answered = new Promise<number>((resolve) => {
    ;(bot as Client).once('interactionCreate', async ({ id, token }) => {
      const body = { type: 9, data: { custom_id: 'm', title: 't', components } }
      resolve(await codeOf(bot.rest.post(`/interactions/${id}/${token}/callback`, { body })))
    })
  })

  await sandbox.as('ana').press(card.id, 'open')

  expect(await answered).toBe(50035)
})
