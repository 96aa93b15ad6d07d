import { on, once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { DiscordSandbox } from '../../../src/sandbox/discord/api.ts'
import { aSandbox, usualIntents } from './setup.ts'

interface Frame {
  op: number
  t: string | null
  s: number | null
  d: Record<string, unknown> & { session_id?: string }
}

/** A gateway connection without any library, to say what no library says. */
async function connect(sandbox: DiscordSandbox) {
  const socket = new WebSocket(`${sandbox.origin.replace('http', 'ws')}/gateway?v=10&encoding=json`)
  onTestFinished(() => socket.terminate())
  const frames = on(socket, 'message')
  const next = async (): Promise<Frame> => JSON.parse(String(((await frames.next()).value as [Buffer])[0]))
  const closed = once(socket, 'close').then(([code]) => code as number)
  const say = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }))
  expect((await next()).op).toBe(10)
  const intents = usualIntents.reduce<number>((all, bit) => all | bit, 0)
  return { socket, next, closed, say, identity: { token: sandbox.token, intents, properties: {} } }
}

it.each([
  { what: 'words before identifying', op: 3, d: {}, code: 4003 },
  { what: 'a wrong token', op: 2, d: { token: 'wrong' }, code: 4004 },
  { what: 'intents that do not exist', op: 2, d: { intents: 1 << 30 }, code: 4013 },
  { what: 'a shard that does not exist', op: 2, d: { shard: [2, 2] }, code: 4010 },
])('closes on $what with $code', async ({ op, d, code }) => {
  const { say, closed, identity } = await connect(await aSandbox())

  say(op, { ...identity, ...d })

  expect(await closed).toBe(code)
})

it('closes on a second identify, an unknown opcode, and too many words', async () => {
  const sandbox = await aSandbox()
  for (const { repeat, op, code } of [
    { repeat: 1, op: 2, code: 4005 },
    { repeat: 1, op: 77, code: 4001 },
    { repeat: 121, op: 3, code: 4008 },
  ]) {
    const { say, next, closed, identity } = await connect(sandbox)
    say(2, identity)
    await next()
    for (let at = 0; at < repeat; at++) say(op, identity)
    expect(await closed).toBe(code)
  }
})

it('F24: refuses to begin a session for as long as it is told to', async () => {
  const sandbox = await aSandbox()
  sandbox.gateway.fault({ type: 'refuse-identify', times: 3 })
  const { say, next, identity } = await connect(sandbox)
  const answers: Frame[] = []

  for (let at = 0; at < 4; at++) {
    say(2, identity)
    answers.push(await next())
  }

  expect(answers.map(({ op }) => op)).toEqual([9, 9, 9, 0])
  expect(sandbox.gateway.identifies).toBe(4)
})

it('F20, F22: replays from the number given, and knows sessions that are gone', async () => {
  const sandbox = await aSandbox()
  const first = await connect(sandbox)
  first.say(2, first.identity)
  const ready = await first.next()
  const guild = await first.next()
  first.socket.terminate()
  await first.closed
  await sandbox.as('ana').say('#help', 'during')

  const second = await connect(sandbox)
  second.say(6, { token: sandbox.token, session_id: ready.d.session_id, seq: guild.s })
  expect([(await second.next()).t, (await second.next()).t]).toEqual(['MESSAGE_CREATE', 'RESUMED'])
  // A bot that closes with 1000 means it: that session cannot be resumed.
  second.socket.close(1000)
  await second.closed

  const third = await connect(sandbox)
  third.say(6, { token: sandbox.token, session_id: ready.d.session_id, seq: guild.s })
  expect(await third.next()).toMatchObject({ op: 9, d: false })
})

it('closes on a number from the future, and on silence', async () => {
  const sandbox = await aSandbox({ heartbeatMs: 100 })
  const first = await connect(sandbox)
  first.say(2, first.identity)
  const ready = await first.next()
  first.say(1, ready.s)
  expect(await first.closed).toBe(4009)

  const second = await connect(sandbox)
  second.say(6, { token: sandbox.token, session_id: ready.d.session_id, seq: 99 })
  expect(await second.closed).toBe(4007)
})
