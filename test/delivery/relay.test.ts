import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Effect } from '../../src/core/effects.ts'
import { createRelay, type RelayOptions } from '../../src/delivery/relay.ts'
import { Refusal } from '../../src/errors.ts'
import type { Delivery, Outbox } from '../../src/store/outbox.ts'
import { clean } from '../core/a-ticket.ts'
import { aStore, noon } from '../store/kit.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: noon }))
afterEach(() => void vi.useRealTimers())

const card = (ticketId: number): Effect => ({ do: 'card.show', ticketId })
const archive = (ticketId: number): Effect => ({ do: 'thread.archive', ticketId })

/** The far side of the relay: it does as it is told, and writes down what it was asked. */
async function aRelay(options: Partial<RelayOptions> = {}, through = (outbox: Outbox) => outbox) {
  const { outbox, clock, db } = await aStore()
  const now = () => Date.now()
  const log = { attempts: [] as string[], done: [] as string[], givenUp: [] as string[] }
  const failures: Record<string, unknown[]> = {}
  const gates = new Map<string, () => void>()
  const held = new Set<string>()

  async function deliver({ effect, attempts }: Delivery): Promise<undefined> {
    const name = nameOf(effect)
    log.attempts.push(`${name}#${attempts}`)
    if (held.has(name)) await new Promise<void>((open) => gates.set(name, open))
    const failure = failures[name]?.shift()
    if (failure !== undefined) throw failure
    log.done.push(name)
  }
  const relay = createRelay({
    outbox: through(outbox),
    sort: 'messages',
    width: 64,
    deliver,
    giveUp: async ({ effect }, { code }) => void log.givenUp.push(`${nameOf(effect)} ${code}`),
    log: pino({ level: 'silent' }),
    now,
    ...options,
  })
  onTestFinished(() => relay.stop(0))
  return {
    ...{ outbox, relay, log, failures, clock, db },
    hold: (name: string) => held.add(name),
    /** Lets a held delivery go on. */
    open: (name: string) => {
      held.delete(name)
      gates.get(name)?.()
    },
    /** Moves all clocks, and lets everything that is due happen. */
    async pass(ms: number) {
      await settled()
      clock.at += ms
      await vi.advanceTimersByTimeAsync(ms)
      await settled()
    },
  }
}

function nameOf(effect: Effect): string {
  if (effect.do === 'leak.remove') return `${effect.leak.guildId} ${effect.leak.messageId}`
  return 'ticketId' in effect ? `${effect.do} ${effect.ticketId}` : effect.do
}

/** Effects of one server, each in a lane of its own. */
const ofServer = (guildId: string, count: number): Effect[] =>
  Array.from({ length: count }, (_, at) => ({
    do: 'leak.remove',
    leak: { guildId, channelId: 'c', messageId: `${at}`, authorId: 'a', kinds: [], text: clean('') },
  }))

/** Until nothing moves any more: timers stand still, promises and commits do not. */
async function settled() {
  for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve))
}

describe('order', () => {
  it('is kept within a lane, also when the first takes long', async () => {
    const { relay, outbox, log, hold, open } = await aRelay()
    await outbox.add([card(1), archive(1), card(2)])
    hold('card.show 1')
    await relay.start()
    await settled()
    expect(log.attempts).toEqual(['card.show 1#1', 'card.show 2#1'])
    open('card.show 1')
    await relay.idle()
    expect(log.done).toEqual(['card.show 2', 'card.show 1', 'thread.archive 1'])
  })

  it('lets lanes go side by side, as many as it is wide', async () => {
    const { relay, outbox, log, hold, open } = await aRelay({ width: 3 })
    const all = [1, 2, 3, 4, 5].map(card)
    await outbox.add(all)
    for (const effect of all) hold(nameOf(effect))
    await relay.start()
    await settled()
    expect(log.attempts).toHaveLength(3)
    for (const effect of all) open(nameOf(effect))
    await relay.idle()
    expect(log.done).toHaveLength(5)
  })

  it('is kept when the first of a lane fails: what follows waits with it, other lanes do not', async () => {
    const { relay, outbox, log, failures, pass } = await aRelay()
    failures['card.show 1'] = [new Refusal('DISCORD_UNAVAILABLE')]
    await outbox.add([card(1), archive(1), card(2)])
    await relay.start()
    await settled()
    expect(log.done).toEqual(['card.show 2'])
    await pass(1000)
    expect(log.done).toEqual(['card.show 2', 'card.show 1', 'thread.archive 1'])
  })

  it('F55: gives a quiet server half of the places beside a noisy one, however long the queue of that is', async () => {
    const { relay, outbox, log, hold, open } = await aRelay({ width: 2 })
    const [noisy, quiet] = [ofServer('noisy', 200), ofServer('quiet', 5)]
    for (const effect of [...noisy, ...quiet]) hold(nameOf(effect))
    await outbox.add(noisy)
    await relay.start()
    await settled()
    await outbox.add(quiet)
    relay.nudge()
    const begun = () => log.attempts.map((name) => name.replace('#1', ''))
    for (let ends = 0; ends < 9; ends++) {
      open(begun()[ends]!)
      await settled()
    }
    expect(begun().filter((name) => name.startsWith('quiet'))).toEqual(quiet.map(nameOf))
    expect(begun()).toHaveLength(11)
  })

  it('takes several of a long queue at once, and does not wait for those that hang', async () => {
    let looks = 0
    const counting = (outbox: Outbox): Outbox => ({
      ...outbox,
      take: (limit, ...rest) => {
        if (limit > 0) looks += 1
        return outbox.take(limit, ...rest)
      },
    })
    const { relay, outbox, log, hold, pass } = await aRelay({ width: 16 }, counting)
    const all = Array.from({ length: 200 }, (_, at) => card(at + 1))
    // Less than a quarter of the places is left.
    for (const effect of all.slice(0, 13)) hold(nameOf(effect))
    await outbox.add(all)
    await relay.start()
    for (let turns = 0; turns < 80 && log.done.length < 187; turns++) await pass(50)
    expect(log.done).toHaveLength(187)
    expect(log.attempts).toHaveLength(200)
    expect(looks).toBeLessThan(100)
  })

  it('does not begin again what takes longer than its lease', async () => {
    const { relay, outbox, log, hold, open, pass } = await aRelay()
    hold('card.show 1')
    await outbox.add([card(1)])
    await relay.start()
    await pass(10 * 60_000)
    expect(log.attempts).toEqual(['card.show 1#1'])
    open('card.show 1')
    await relay.idle()
    expect(await outbox.countByState()).toEqual({ done: 1 })
  })

  it('takes up at once what comes while it runs', async () => {
    const { relay, outbox, log } = await aRelay()
    await relay.start()
    await relay.idle()
    await outbox.add([card(1)])
    relay.nudge()
    await relay.idle()
    expect(log.done).toEqual(['card.show 1'])
  })
})

describe('trying again', () => {
  it('waits twice as long each time, up to an hour, with half of it by chance', async () => {
    const { relay, outbox, failures, pass, db } = await aRelay()
    failures['card.show 1'] = Array.from({ length: 20 }, () => new Refusal('DISCORD_UNAVAILABLE'))
    await outbox.add([card(1)])
    await relay.start()
    await settled()
    for (let attempt = 1; attempt <= 16; attempt++) {
      const row = await db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow()
      const wait = row.not_before - Date.now()
      const doubled = Math.min(500 * 2 ** (attempt - 1), 3_600_000)
      expect(row).toMatchObject({ attempts: attempt, state: 'trying', problem: 'DISCORD_UNAVAILABLE' })
      expect(wait).toBeGreaterThanOrEqual(doubled)
      expect(wait).toBeLessThanOrEqual(doubled * 1.5)
      // Bee looks at least once a minute, so a wait may end up to a minute late.
      for (let left = wait; left > 0; left -= 60_000) await pass(Math.min(Math.ceil(left), 60_000))
    }
  })

  it('waits as long as the other side asks', async () => {
    const { relay, outbox, failures, log, pass } = await aRelay()
    failures['card.show 1'] = [new Refusal('GITHUB_UNAVAILABLE', { values: { retryAfterMs: 30_000 } })]
    await outbox.add([card(1)])
    await relay.start()
    await pass(29_999)
    expect(log.attempts).toEqual(['card.show 1#1'])
    await pass(2)
    expect(log.attempts).toEqual(['card.show 1#1', 'card.show 1#2'])
  })

  it('F02: waits no longer after crashes that cut earlier tries short', async () => {
    const { relay, outbox, failures, pass, log, db } = await aRelay()
    failures['card.show 1'] = [new Refusal('DISCORD_UNAVAILABLE')]
    await outbox.add([card(1)])
    await db.updateTable('outbox').set({ attempts: 14, state: 'trying' }).execute()
    await relay.start()
    await pass(1000)
    expect(log).toMatchObject({ attempts: ['card.show 1#15', 'card.show 1#16'], done: ['card.show 1'] })
  })

  it('does not turn while all it has waits', async () => {
    const { relay, outbox, failures, pass } = await aRelay()
    failures['card.show 1'] = [new Refusal('GITHUB_UNAVAILABLE', { values: { retryAfterMs: 60_000 } })]
    await outbox.add([card(1), archive(1)])
    await relay.start()
    await pass(1)
    const take = vi.spyOn(outbox, 'take')
    await pass(50_000)
    expect(take.mock.calls.length).toBeLessThan(5)
  })

  it.each(['DISCORD_UNAVAILABLE', 'GITHUB_UNAVAILABLE', 'MAIL_UNAVAILABLE', 'GITHUB_UNAUTHORIZED'] as const)(
    'goes on for %s, which passes by itself',
    async (code) => {
      const { relay, outbox, failures, log, pass } = await aRelay()
      failures['card.show 1'] = [new Refusal(code)]
      await outbox.add([card(1)])
      await relay.start()
      await pass(1000)
      expect(log).toMatchObject({ done: ['card.show 1'], givenUp: [] })
    },
  )
})

describe('giving up', () => {
  it('happens at once when it can never work; the people are told, and the lane goes on', async () => {
    const { relay, outbox, failures, log } = await aRelay()
    failures['card.show 1'] = [new Refusal('CHANNEL_GONE')]
    await outbox.add([card(1), archive(1)])
    await relay.start()
    await relay.idle()
    expect(log.givenUp).toEqual(['card.show 1 CHANNEL_GONE'])
    expect(log.done).toEqual(['thread.archive 1'])
    expect(await outbox.countByState()).toEqual({ dead: 1, done: 1 })
  })

  it('happens after six failures that nobody understands, whatever a crash cut short before', async () => {
    const { relay, outbox, failures, log, pass, db } = await aRelay()
    failures['card.show 1'] = Array.from({ length: 40 }, () => new Error('undefined is not a function'))
    await outbox.add([card(1)])
    await db.updateTable('outbox').set({ attempts: 9 }).execute()
    await relay.start()
    await settled()
    for (let tries = 1; tries < 6; tries++) {
      expect(log.attempts).toHaveLength(tries)
      expect(log.givenUp).toEqual([])
      await db.updateTable('outbox').set({ not_before: 0 }).execute()
      relay.nudge()
      await pass(1)
    }
    expect(log.attempts).toHaveLength(6)
    expect(log.givenUp).toHaveLength(1)
    expect(await outbox.countByState()).toEqual({ dead: 1 })
  })

  it('is tried again when telling the people failed: nothing is lost without a word', async () => {
    let isTold = false
    const { relay, outbox, failures, pass } = await aRelay({
      giveUp: async () => {
        if (!isTold) {
          isTold = true
          throw new Error('the database is busy')
        }
      },
    })
    failures['card.show 1'] = [new Refusal('CHANNEL_GONE'), new Refusal('CHANNEL_GONE')]
    await outbox.add([card(1)])
    await relay.start()
    await settled()
    expect(await outbox.countByState()).toEqual({ trying: 1 })
    for (let minute = 0; minute < 3; minute++) await pass(60_000)
    expect(await outbox.countByState()).toEqual({ dead: 1 })
  })
})

describe('stopping', () => {
  it('takes nothing more, and waits for what is on its way', async () => {
    const { relay, outbox, log, hold, open } = await aRelay()
    hold('card.show 1')
    await outbox.add([card(1), archive(1)])
    await relay.start()
    await settled()
    let isStopped = false
    const stopping = relay.stop(10_000).then(() => {
      isStopped = true
    })
    await settled()
    expect(isStopped).toBe(false)
    open('card.show 1')
    await stopping
    await settled()
    expect(log.attempts).toEqual(['card.show 1#1'])
    expect(await outbox.countByState()).toEqual({ done: 1, new: 1 })
  })

  it('does not wait longer than its grace; what was cut short may exist, and is looked for next time', async () => {
    const { relay, outbox, hold, pass } = await aRelay()
    hold('card.show 1')
    await outbox.add([card(1)])
    await relay.start()
    await settled()
    const stopping = relay.stop(10_000)
    await pass(10_000)
    await stopping
    await outbox.release()
    expect(await outbox.take(1, 'messages')).toMatchObject([{ attempts: 2, mayExist: true }])
  })

  it('can be followed by a start', async () => {
    const { relay, outbox, log } = await aRelay()
    await relay.start()
    await relay.stop(0)
    await outbox.add([card(1)])
    relay.nudge()
    await settled()
    expect(log.done).toEqual([])
    await outbox.release()
    await relay.start()
    await relay.idle()
    expect(log.done).toEqual(['card.show 1'])
  })
})
