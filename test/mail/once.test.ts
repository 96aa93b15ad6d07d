import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterEach, expect, it } from 'vitest'
import { startWorld, type World } from '../world.ts'

let world: World
let server: SMTPServer
afterEach(async () => {
  await world.stop()
  await new Promise<void>((done) => server.close(done))
})

type Session = 'takes it' | 'hangs up after it' | 'greylists'

/** A mail server that does this, mail by mail; afterwards it takes everything. */
async function mailed(sessions: Session[]) {
  const received: string[] = []
  server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false },
    onRcptTo(_address, _session, done) {
      if (sessions[0] !== 'greylists') return done()
      sessions.shift()
      done(Object.assign(new Error('4.7.1 Greylisted'), { responseCode: 451 }))
    },
    onData(stream, _session, done) {
      const parts: Buffer[] = []
      stream.on('data', (part) => parts.push(part))
      stream.on('end', () => {
        received.push(Buffer.concat(parts).toString())
        if (sessions.shift() !== 'hangs up after it') return done()
        for (const connection of server.connections)
          (connection as { _socket?: { destroy(): void } })._socket?.destroy()
      })
    },
  })
  server.on('error', () => {})
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo
  world = await startWorld({
    hasGitHub: false,
    env: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'Bee <bee@desk.example>' },
  })
  const { discord } = world
  const mia = discord.as('mia')
  const message = await mia.say('#general', "@bee I can't login after the update")
  const thread = await mia.untilThread(({ id }) => id === message.id, 10_000)
  await mia.untilMessage(thread.id, ({ content }) => content.includes('ST-'), 10_000)
  await mia.say(thread.id, 'email it')
  const told = () => discord.state.messages(thread.id).filter(({ content }) => /Mailed to|could not post/.test(content))
  await expect.poll(() => told().length).toBe(1)
  await expect.poll(async () => Object.keys(await world.bee.app.outbox.countByState()).sort()).not.toContain('trying')
  const ids = await Promise.all(received.map(async (raw) => (await PostalMime.parse(raw)).messageId))
  return { told: told().map(({ content }) => content), copies: ids.length, ids: new Set(ids) }
}

it.each<{ what: string; sessions: Session[]; copies: number; says: RegExp }>([
  { what: 'a server that takes it', sessions: [], copies: 1, says: /Mailed to/ },
  { what: 'greylisting', sessions: ['greylists', 'greylists'], copies: 1, says: /Mailed to/ },
  { what: 'a server that hangs up after the text', sessions: ['hangs up after it'], copies: 2, says: /Mailed to/ },
  {
    what: 'one that always does',
    sessions: Array(6).fill('hangs up after it'),
    copies: 2,
    says: /may have arrived or not/,
  },
])(
  'F47: one mail, at most one copy more with the same Message-ID, and told once: $what',
  async (row) => {
    const { told, copies, ids } = await mailed([...row.sessions])
    expect(told).toHaveLength(1)
    expect(told[0]).toMatch(row.says)
    expect(copies).toBe(row.copies)
    expect(ids.size).toBe(1)
  },
  60_000,
)
