import { type Client, RESTEvents, type TextChannel } from 'discord.js'
import { expect, it } from 'vitest'
import type { DiscordSandbox, FaultAction } from '../../../src/sandbox/discord/api.ts'
import { aBot, aSandbox } from './setup.ts'

const help = (bot: Client, sandbox: DiscordSandbox) =>
  bot.channels.cache.get(sandbox.state.channel('help').id) as TextChannel
const sends = { method: 'POST', path: '/channels/*/messages' }

it.each<{ what: string; action: FaultAction; effects: number }>([
  { what: 'cut before', action: 'drop', effects: 0 },
  { what: 'answered 503', action: { status: 503 }, effects: 0 },
  { what: 'carried out, then cut', action: { effectThen: 'drop' }, effects: 1 },
  { what: 'carried out, then answered 502', action: { effectThen: { status: 502 } }, effects: 1 },
  { what: 'carried out, then left hanging', action: { effectThen: 'hang' }, effects: 1 },
])('F29, F30: a message is $what', async ({ action, effects }) => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox, { rest: { api: sandbox.apiUrl, retries: 0, timeout: 500 } })
  sandbox.faults.add({ match: { ...sends, times: 1 }, do: action })

  await expect(help(bot, sandbox).send('x')).rejects.toBeDefined()

  expect(sandbox.state.messages('help')).toHaveLength(effects)
  expect(sandbox.requests.at(-1)).toMatchObject({ ...sends, path: expect.any(String), faulted: true })
})

it('F30: sends one message for one nonce, though the first answer was lost', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox, { rest: { api: sandbox.apiUrl, retries: 0 } })
  const message = { content: 'ST-2026-001', nonce: 'op-17', enforceNonce: true }
  sandbox.faults.add({ match: { ...sends, times: 1 }, do: { effectThen: 'drop' } })

  await expect(help(bot, sandbox).send(message)).rejects.toBeDefined()
  const again = await help(bot, sandbox).send(message)

  expect(sandbox.state.messages('help').map(({ id }) => id)).toEqual([again.id])
})

it('F31: forgets a nonce after a few minutes, or when asked to', async () => {
  let time = Date.now()
  const sandbox = await aSandbox({ now: () => time })
  const bot = await aBot(sandbox)
  const message = { content: 'x', nonce: 'op-17', enforceNonce: true }

  await help(bot, sandbox).send(message)
  time += 10 * 60_000
  await help(bot, sandbox).send(message)
  sandbox.faults.add({ match: { ...sends, times: 1 }, do: 'forget-nonce' })
  await help(bot, sandbox).send(message)

  expect(sandbox.state.messages('help')).toHaveLength(3)
})

it.each(['route', 'shared', 'global'] as const)(
  'F28: answers a %s limit that discord.js waits out',
  async (rateLimit) => {
    const sandbox = await aSandbox()
    const bot = await aBot(sandbox)
    sandbox.faults.add({ match: { ...sends, times: 1 }, do: { rateLimit, retryAfter: 0.4 } })

    await help(bot, sandbox).send('patient')

    const [first, second] = sandbox.requests.filter(({ method }) => method === 'POST')
    expect([first?.status, second?.status]).toEqual([429, 200])
    expect(first?.answer).toMatchObject({ retry_after: 0.4, global: rateLimit === 'global' })
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(400)
  },
)

it('F28: holds discord.js to the limits of a route, so that it is never refused', async () => {
  const sandbox = await aSandbox({ limits: true })
  const bot = await aBot(sandbox)
  const waits: number[] = []
  bot.rest.on(RESTEvents.RateLimited, ({ timeToReset }) => void waits.push(timeToReset))

  for (let at = 0; at < 6; at++) await help(bot, sandbox).send(`${at}`)

  expect(sandbox.requests.filter(({ status }) => status === 429)).toEqual([])
  expect(waits).toHaveLength(1)
  expect(sandbox.state.messages('help')).toHaveLength(6)
})

it('F28: refuses the sixth message in five seconds, and the 51st request in one', async () => {
  const sandbox = await aSandbox({ limits: true, now: () => 1_800_000_000_000 })
  const headers = { authorization: `Bot ${sandbox.token}`, 'content-type': 'application/json' }
  const url = `${sandbox.apiUrl}/v10/channels/${sandbox.state.channel('help').id}/messages`
  const send = () => fetch(url, { method: 'POST', headers, body: '{"content":"x"}' })

  const answers = []
  for (let at = 0; at < 6; at++) answers.push(await send())
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
  expect(Object.fromEntries(answers[5]!.headers)).toMatchObject({
    'retry-after': '5',
    'x-ratelimit-limit': '5',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-scope': 'user',
  })
  let last = answers[5]!
  for (let at = 6; at < 51; at++) last = await fetch(`${sandbox.apiUrl}/v10/users/@me`, { headers })
  expect(last.status).toBe(429)
  expect(last.headers.get('x-ratelimit-global')).toBe('true')
})

it('takes faults over HTTP, for REST and for the gateway', async () => {
  const sandbox = await aSandbox()
  const bot = await aBot(sandbox)
  const post = (body: object) =>
    fetch(`${sandbox.origin}/sandbox/faults`, { method: 'POST', body: JSON.stringify(body) })
  const resumed = sandbox.gateway.untilNext('resume')

  expect((await post({ gateway: { type: 'terminate' } })).status).toBe(200)
  await resumed
  expect(
    (await post({ match: { ...sends, nth: 2 }, do: { status: 400, body: { code: 50035, message: 'no' } } })).status,
  ).toBe(201)
  expect((await post({ nonsense: true })).status).toBe(400)
  await help(bot, sandbox).send('first')
  await expect(help(bot, sandbox).send('second')).rejects.toMatchObject({ status: 400 })

  expect(await (await fetch(`${sandbox.origin}/sandbox/faults`)).json()).toMatchObject([{ id: 'fault-1', struck: 1 }])
  await fetch(`${sandbox.origin}/sandbox/faults`, { method: 'DELETE' })
  await help(bot, sandbox).send('third')
})

it('breaks downloads on demand', async () => {
  const sandbox = await aSandbox()
  const said = await sandbox.as('ana').say('#help', '', { files: [{ name: 'a.log', data: 'x'.repeat(1000) }] })
  const url = said.attachments[0]!.url
  const match = { path: '/attachments/**', times: 1 }

  sandbox.faults.add({ match, do: { status: 500 } })
  expect((await fetch(url)).status).toBe(500)
  sandbox.faults.add({ match, do: { effectThen: 'drop' } })
  await expect(fetch(url).then((answer) => answer.text())).rejects.toThrow()
  expect(await (await fetch(url)).text()).toHaveLength(1000)
})

it('serves two hundred people at once', async () => {
  const people = Array.from({ length: 200 }, (_, at) => ({ name: `person${at}` }))
  const sandbox = await aSandbox({ guild: { name: 'Busy', people, channels: [{ name: 'help' }] } })
  const bot = await aBot(sandbox, { rest: { api: sandbox.apiUrl, globalRequestsPerSecond: 10_000 } })
  bot.on('messageCreate', (message) => {
    if (!message.author.bot && !message.system)
      void message.startThread({ name: `for ${message.author.username}` }).then((t) => t.send('hi'))
  })

  await Promise.all(
    people.map(async ({ name }) => {
      const person = sandbox.as(name)
      const said = await person.say('#help', 'help me')
      await person.untilThread(({ id }) => id === said.id, 15_000)
      await person.untilMessage(said.id, ({ content }) => content === 'hi', 15_000)
    }),
  )

  expect(sandbox.state.threads('help')).toHaveLength(200)
  expect(sandbox.violations).toEqual([])
})
