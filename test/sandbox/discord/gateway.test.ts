import { on, once } from 'node:events'
import { GatewayIntentBits, type Message } from 'discord.js'
import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { aBot, aClient, aSandbox, hive, next } from './setup.ts'

type Bot = Awaited<ReturnType<typeof aBot>>

/** What the bot hears in text, in its order, and a wait for one of it. */
function listen(bot: Bot) {
  const heard: string[] = []
  const waiting = new Map<string, () => void>()
  bot.on('messageCreate', (message) => {
    heard.push(message.content)
    waiting.get(message.content)?.()
  })
  const until = (text: string) =>
    heard.includes(text) ? Promise.resolve() : new Promise<void>((resolve) => void waiting.set(text, resolve))
  return { heard, until }
}

it('F20: resumes after a cut, with nothing lost and nothing twice', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const { heard, until } = listen(bot)
  const ana = sandbox.as('ana')
  await ana.say('#help', 'before')
  await until('before')

  const resumed = sandbox.gateway.untilNext('resume')
  sandbox.gateway.fault({ type: 'terminate' })
  await ana.say('#help', 'during')
  await resumed
  await ana.say('#help', 'after')
  await until('after')

  expect(heard).toEqual(['before', 'during', 'after'])
  expect([sandbox.gateway.identifies, sandbox.gateway.resumes]).toEqual([1, 1])
})

it.each([
  { row: 'F21', what: 'op 7', fault: { type: 'reconnect' } as const },
  { row: 'F21', what: 'op 9, resumable', fault: { type: 'invalidate', resumable: true } as const },
  { row: 'F20', what: 'close 4000', fault: { type: 'close', code: 4000 } as const },
])('$row: resumes after $what', async ({ fault }) => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const { heard, until } = listen(bot)
  const resumed = sandbox.gateway.untilNext('resume')

  sandbox.gateway.fault(fault)
  await resumed
  await sandbox.as('ana').say('#help', 'still there?')
  await until('still there?')

  expect(heard).toEqual(['still there?'])
  expect(sandbox.gateway.identifies).toBe(1)
})

it('F22: makes the bot identify anew after op 9 false, without what it missed', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const { heard, until } = listen(bot)
  const identified = sandbox.gateway.untilNext('identify', 15_000)

  sandbox.gateway.fault({ type: 'invalidate', resumable: false })
  await sandbox.as('ana').say('#help', 'missed')
  await identified
  await sandbox.gateway.untilReady()
  await sandbox.as('ana').say('#help', 'heard')
  await until('heard')

  expect(heard).toEqual(['heard'])
  expect(sandbox.gateway.identifies).toBe(2)
})

it('F23: stops acknowledging heartbeats, and the bot comes back by itself', async () => {
  const sandbox = await aSandbox({ heartbeatMs: 200 })
  await aBot(sandbox)
  const resumed = sandbox.gateway.untilNext('resume')

  sandbox.gateway.fault({ type: 'stop-acks' })

  await resumed
  expect(sandbox.gateway.identifies).toBe(1)
})

it('F24: announces how many identifies are left', async () => {
  const sandbox = await aSandbox({ sessionStarts: { total: 1000, remaining: 2 } })
  const bot = await aBot(sandbox)

  expect(await bot.rest.get('/gateway/bot')).toMatchObject({
    shards: 1,
    session_start_limit: { total: 1000, remaining: 1 },
  })
})

it.each([
  { row: 'F25', what: 'a wrong token', options: {}, token: 'wrong', message: 'invalid token' },
  {
    row: 'F25',
    what: 'an intent that is not granted',
    options: { granted: { messageContent: false } },
    token: undefined,
    message: 'disallowed intents',
  },
])('$row: refuses $what', async ({ options, token, message }) => {
  const sandbox = await aSandbox(options)
  const client = aClient(sandbox)

  await expect(client.login(token ?? sandbox.token)).rejects.toThrow(new RegExp(message, 'i'))
})

it('F25: closes with 4004 where the gateway, not REST, refuses the token', async () => {
  const sandbox = await aSandbox()
  sandbox.gateway.fault({ type: 'close-identify', code: 4004, times: 1 })
  const client = aClient(sandbox)

  await expect(client.login(sandbox.token)).rejects.toThrow('Authentication failed')
})

it('F27: sends an event twice, or in the wrong order, when asked to', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const { until } = listen(bot)
  const sent: string[] = []
  // discord.js knows a message that it has seen; the frames are what counts here.
  bot.on('raw' as never, ({ t, d }: { t: string; d: { content: string } }) => {
    if (t === 'MESSAGE_CREATE') sent.push(d.content)
  })
  const ana = sandbox.as('ana')

  sandbox.gateway.fault({ type: 'duplicate', times: 1, event: 'MESSAGE_CREATE' })
  await ana.say('#help', 'one')
  sandbox.gateway.fault({ type: 'reorder', count: 2, event: 'MESSAGE_CREATE' })
  await ana.say('#help', 'two')
  await ana.say('#help', 'three')
  await until('two')

  expect(sent).toEqual(['one', 'one', 'three', 'two'])
})

it('F37: takes a guild away and gives it back', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)

  const gone = next(bot, 'guildUnavailable')
  sandbox.gateway.fault({ type: 'outage' })
  await gone
  const back = next(bot, 'guildAvailable')
  sandbox.gateway.fault({ type: 'recover' })
  await back
  const left = next(bot, 'guildDelete')
  sandbox.gateway.fault({ type: 'kick-bot' })

  expect((await left)[0].id).toBe(sandbox.guildId)
})

it('sends only what the intents ask for', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox, { intents: [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages] })
  const { heard, until } = listen(bot)

  await sandbox.as('ana').say('#help', 'in public')
  await sandbox.as('ana').dm('in private')
  await until('in private')

  expect(heard).toEqual(['in private'])
})

it('does not tell of what the bot cannot see', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const { heard, until } = listen(bot)

  await sandbox.as('ana').say('#no-bots', 'among us')
  await sandbox.as('mia').say('#support-staff', 'among staff')
  await until('among staff')

  expect(heard).toEqual(['among staff'])
  await expect(sandbox.as('ana').say('#support-staff', 'let me in')).rejects.toMatchObject({ code: 50001 })
})

it('blanks what the message content intent would show, save for mentions and private messages', async () => {
  const sandbox = await aSandbox({ granted: { messageContent: false } })
  const { Guilds, GuildMessages, DirectMessages } = GatewayIntentBits
  const bot = await aBot(sandbox, { intents: [Guilds, GuildMessages, DirectMessages] })
  const received: Message[] = []
  const three = new Promise<void>((resolve) => {
    bot.on('messageCreate', (message) => {
      received.push(message)
      if (received.length === 3) resolve()
    })
  })
  const ana = sandbox.as('ana')

  const said = await ana.say('#help', 'hidden', { files: [{ name: 'a.log', data: 'x' }] })
  await ana.say('#help', `<@${sandbox.botUserId}> I can't login`)
  await ana.dm('private')
  await three

  expect(received.map(({ content }) => content)).toEqual(['', `<@${sandbox.botUserId}> I can't login`, 'private'])
  expect(received[0]?.attachments.size).toBe(0)
  expect(await bot.rest.get(`/channels/${said.channel_id}/messages/${said.id}`)).toMatchObject({
    content: '',
    attachments: [],
  })
})

it('finds members by name, by id and all at once', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const guild = bot.guilds.cache.get(sandbox.guildId)!

  expect((await guild.members.fetch()).size).toBe(hive.people.length + 1)
  expect((await guild.members.search({ query: 'mi' })).map(({ user }) => user.username)).toEqual(['mia'])
  expect((await guild.members.fetch({ query: 'el', limit: 5 })).map(({ user }) => user.username)).toEqual(['eli'])
  await expect(guild.members.fetch('1')).rejects.toBeDefined()
})

it('F26: closes with 4002 on a broken frame from the bot, and sends broken ones when asked', async () => {
  const sandbox = await aSandbox()
  const socket = new WebSocket(`${sandbox.origin.replace('http', 'ws')}/gateway?v=10&encoding=json`)
  const frames = on(socket, 'message')
  const frame = async () => String(((await frames.next()).value as [Buffer])[0])

  const hello = await frame()
  sandbox.gateway.fault({ type: 'bad-frame' })
  const broken = await frame()
  const closed = once(socket, 'close')
  socket.send('{"op":')

  expect(JSON.parse(hello)).toMatchObject({ op: 10, d: { heartbeat_interval: 41_250 } })
  expect(() => JSON.parse(broken)).toThrow()
  expect((await closed)[0]).toBe(4002)
})
