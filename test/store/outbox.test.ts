import { describe, expect, it } from 'vitest'
import type { Effect } from '../../src/core/effects.ts'
import { aRequest, aStore, noon } from './kit.ts'

const card = (ticketId: number): Effect => ({ do: 'card.show', ticketId })
const archive = (ticketId: number): Effect => ({ do: 'thread.archive', ticketId })
const post = (ticketId: number): Effect => ({ do: 'posts.refresh', ticketId })

describe('taking', () => {
  it('gives the first of each lane, in the order they came', async () => {
    const { outbox } = await aStore()
    await outbox.add([card(1), archive(1), card(2)])
    const taken = await outbox.take(10, 'messages')
    expect(taken.map(({ effect }) => effect)).toEqual([card(1), card(2)])
    expect(await outbox.take(10, 'messages')).toEqual([])
  })

  it('gives the next of a lane once the one before it is done, or dead', async () => {
    const { outbox } = await aStore()
    await outbox.add([card(1), archive(1), card(1)])
    const [first] = await outbox.take(10, 'messages')
    await outbox.done(first!.id)
    const [second] = await outbox.take(10, 'messages')
    expect(second?.effect).toEqual(archive(1))
    await outbox.dead(second!.id, 'CHANNEL_GONE')
    expect((await outbox.take(10, 'messages')).map(({ effect }) => effect)).toEqual([card(1)])
  })

  it('takes no more than it may', async () => {
    const { outbox } = await aStore()
    await outbox.add([card(1), card(2), card(3)])
    expect(await outbox.take(2, 'messages')).toHaveLength(2)
    expect(await outbox.take(0, 'messages')).toEqual([])
    expect(await outbox.take(2, 'messages')).toHaveLength(1)
  })

  it('gives each delivery once, when several ask at the same time', async () => {
    const { outbox } = await aStore()
    await outbox.add(Array.from({ length: 50 }, (_, n) => card(n)))
    const taken = (await Promise.all(Array.from({ length: 10 }, () => outbox.take(10, 'messages')))).flat()
    expect(new Set(taken.map(({ id }) => id)).size).toBe(50)
    expect(taken).toHaveLength(50)
  })

  it('marks each with what Discord takes as a nonce, its own', async () => {
    const { outbox } = await aStore()
    await outbox.add(Array.from({ length: 100 }, (_, n) => card(n)))
    const markers = (await outbox.take(100, 'messages')).map(({ marker }) => marker)
    for (const marker of markers) expect(marker).toMatch(/^[0-9A-Za-z]{22}$/)
    expect(new Set(markers).size).toBe(100)
  })
})

it('F55: takes from each server in turn, by the server of its ticket, and first from whoever has least on its way', async () => {
  const { outbox, tickets } = await aStore()
  const inServer = async (guildId: string) => (await tickets.open(aRequest(null, { guildId }), 'ana')).ticket.id
  const noisy = [await inServer('noisy'), await inServer('noisy'), await inServer('noisy')]
  const first = await outbox.take(2, 'messages')
  expect(first.map(({ effect }) => effect)).toMatchObject(noisy.slice(0, 2).map((ticketId) => ({ ticketId })))
  const quiet = [await inServer('quiet'), await inServer('quiet')]
  const next = await outbox.take(
    3,
    'messages',
    first.map(({ id }) => id),
  )
  const wanted = [quiet[0], quiet[1], noisy[2]]
  expect(next.map(({ effect }) => effect)).toMatchObject(wanted.map((ticketId) => ({ do: 'thread.open', ticketId })))
})

describe('what goes to other places, which may not answer,', () => {
  it("is taken apart from what is said in tickets' threads", async () => {
    const { outbox } = await aStore()
    await outbox.add([post(1), card(1), { do: 'posts.label', ticketId: 1 }])
    await outbox.add([{ do: 'mirror.say', ticketId: 1, commentId: '1' }])
    expect((await outbox.take(10, 'messages')).map(({ effect }) => effect)).toEqual([card(1)])
    const posts = (await outbox.take(10, 'posts')).map(({ effect }) => effect.do)
    expect(posts).toEqual(['posts.refresh', 'posts.label', 'mirror.say'])
  })
})

describe('bundles, which take long to make,', () => {
  const bundle = (ticketId: number): Effect => ({ do: 'bundle.build', ticketId, bundleId: ticketId })

  it('are taken apart from messages, so that neither waits for the other', async () => {
    const { outbox } = await aStore()
    await outbox.add([bundle(1), card(1), bundle(2)])
    expect((await outbox.take(10, 'messages')).map(({ effect }) => effect)).toEqual([card(1)])
    expect(await outbox.nextDue('messages')).toBe(noon + 120_000)
    expect(await outbox.nextDue('bundles')).toBe(noon)
    expect((await outbox.take(10, 'bundles')).map(({ effect }) => effect)).toEqual([bundle(1), bundle(2)])
  })
})

describe('a delivery that failed', () => {
  it('waits, holds its lane and no other, and may exist already', async () => {
    const { outbox, clock } = await aStore()
    await outbox.add([card(1), archive(1), card(2)])
    const [first, other] = await outbox.take(10, 'messages')
    await outbox.later(first!, 1000, 'DISCORD_UNAVAILABLE')
    await outbox.done(other!.id)

    expect(await outbox.take(10, 'messages')).toEqual([])
    clock.at += 1000
    expect(await outbox.take(10, 'messages')).toEqual([{ ...first, attempts: 2, mayExist: true }])
  })

  it('was not begun when it is new, and may have been done when its lease ran out', async () => {
    const { outbox, clock } = await aStore({ leaseMs: 5000 })
    await outbox.add([card(1)])
    const [first] = await outbox.take(1, 'messages')
    expect(first).toMatchObject({ attempts: 1, mayExist: false })
    clock.at += 4999
    expect(await outbox.take(1, 'messages')).toEqual([])
    clock.at += 1
    expect(await outbox.take(1, 'messages')).toEqual([{ ...first, attempts: 2, mayExist: true }])
  })

  it('knows after a crash whether anything had been sent, and forgets it when that surely had no effect', async () => {
    const { outbox } = await aStore()
    await outbox.add([card(1)])
    const take = async () => (await outbox.take(1, 'messages'))[0]!
    const first = await take()
    await outbox.release()
    const second = await take()
    expect(second).toMatchObject({ mayExist: true, wasSent: false })
    await outbox.sending(first.id)
    await outbox.later(second, 0, 'GITHUB_UNAVAILABLE', { hadNoEffect: true })
    const third = await take()
    expect(third).toMatchObject({ mayExist: true, wasSent: false })
    await outbox.sending(first.id)
    await outbox.release()
    const fourth = await take()
    expect(fourth).toMatchObject({ mayExist: true, wasSent: true })
    await outbox.later(fourth, 0, 'GITHUB_UNAVAILABLE', { hadNoEffect: true })
    expect(await take()).toMatchObject({ mayExist: true, wasSent: true })
  })

  it.each([
    { jump: 'three days back', ms: -3 * 24 * 3_600_000 },
    { jump: 'three days ahead', ms: 3 * 24 * 3_600_000 },
  ])('F15: goes out soon when the clock jumps $jump, and is not tried in a hurry', async ({ ms }) => {
    const { outbox, clock } = await aStore()
    await outbox.add([card(1), card(2)])
    const [first] = await outbox.take(1, 'messages')
    await outbox.later(first!, 60_000, 'DISCORD_UNAVAILABLE')
    clock.at += ms
    expect(await outbox.nextDue('messages')).toBeLessThanOrEqual(clock.at)
    const taken = await outbox.take(10, 'messages')
    expect(taken.map(({ effect }) => effect)).toEqual([card(1), card(2)])
    for (const delivery of taken) await outbox.later(delivery, 60_000, 'DISCORD_UNAVAILABLE')
    expect(await outbox.take(10, 'messages')).toEqual([])
    expect(await outbox.nextDue('messages')).toBe(clock.at + 60_000)
  })

  it('is free again at once when Bee starts anew', async () => {
    const { outbox } = await aStore()
    await outbox.add([card(1)])
    await outbox.take(1, 'messages')
    await outbox.release()
    expect(await outbox.take(1, 'messages')).toMatchObject([{ attempts: 2, mayExist: true }])
  })

  it('is kept for people to see when it is given up', async () => {
    const { outbox, db } = await aStore()
    await outbox.add([card(1)])
    const [only] = await outbox.take(1, 'messages')
    await outbox.dead(only!.id, 'CHANNEL_GONE')
    const row = await db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ state: 'dead', problem: 'CHANNEL_GONE', attempts: 1, done_at: noon })
    expect(await outbox.countByState()).toEqual({ dead: 1 })
  })
})

describe('what is due next', () => {
  it('is nothing when nothing waits', async () => {
    const { outbox } = await aStore()
    expect(await outbox.nextDue('messages')).toBeUndefined()
    await outbox.add([card(1)])
    const [only] = await outbox.take(1, 'messages')
    await outbox.done(only!.id)
    expect(await outbox.nextDue('messages')).toBeUndefined()
  })

  it('is when the wait of a failed one is over, whatever stands behind it in its lane', async () => {
    const { outbox } = await aStore()
    await outbox.add([card(1), archive(1)])
    const [first] = await outbox.take(1, 'messages')
    await outbox.later(first!, 60_000, 'DISCORD_UNAVAILABLE')
    expect(await outbox.nextDue('messages')).toBe(noon + 60_000)
  })

  it('is when the lease of one that is on its way runs out', async () => {
    const { outbox } = await aStore({ leaseMs: 5000 })
    await outbox.add([card(1), archive(1)])
    await outbox.take(1, 'messages')
    expect(await outbox.nextDue('messages')).toBe(noon + 5000)
  })
})
