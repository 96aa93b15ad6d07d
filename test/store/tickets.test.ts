import { describe, expect, it } from 'vitest'
import { close } from '../../src/core/close.ts'
import { effectsOf } from '../../src/core/effects.ts'
import { reachOf, wholeDesk } from '../../src/core/scope.ts'
import { addBundle } from '../../src/store/bundles.ts'
import { addPost } from '../../src/store/posts.ts'
import { createTickets } from '../../src/store/tickets.ts'
import { write } from '../../src/store/write.ts'
import { ana, aPerson, clean, cy } from '../core/a-ticket.ts'
import { aRequest, aStore, noon, rowsOf } from './kit.ts'

describe('numbers', () => {
  it('have neither gaps nor twins when 200 requests come at once', async () => {
    const { tickets } = await aStore()
    const opened = await Promise.all(Array.from({ length: 200 }, (_, n) => tickets.open(aRequest(`m${n}`), 'ana')))

    const expected = Array.from({ length: 200 }, (_, n) => `ST-2026-${String(n + 1).padStart(3, '0')}`)
    expect(opened.map(({ ticket }) => ticket.number).sort()).toEqual(expected)
  })

  it('leave no gap where an opening failed', async () => {
    const { tickets } = await aStore()
    await tickets.open(aRequest('m1'), 'ana')
    const failing = tickets.open(aRequest('m2'), 'ana', () => Promise.reject(new Error('no')))
    await expect(failing).rejects.toThrow('no')
    const { ticket } = await tickets.open(aRequest('m3'), 'ana')
    expect(ticket.number).toBe('ST-2026-002')
  })

  it('begin again each year (UTC), and for each desk', async () => {
    const { db, tickets, clock, now } = await aStore()
    clock.at = Date.UTC(2026, 11, 31, 23, 59, 59, 999)
    expect((await tickets.open(aRequest('m1'), 'ana')).ticket.number).toBe('ST-2026-001')
    clock.at += 1
    expect((await tickets.open(aRequest('m2'), 'ana')).ticket.number).toBe('ST-2027-001')
    const others = createTickets(db, { id: 'wee', prefix: 'WEE' }, { now, nudge: () => {} })
    expect((await others.open(aRequest('m3', { deskId: 'wee' }), 'ana')).ticket.number).toBe('WEE-2027-001')
  })
})

describe('opening', () => {
  it('makes one ticket of one message, however often it is asked', async () => {
    const { tickets, db } = await aStore()
    const tries = await Promise.all(Array.from({ length: 20 }, () => tickets.open(aRequest('m1'), 'ana')))

    expect(tries.filter(({ isNew }) => isNew)).toHaveLength(1)
    expect(new Set(tries.map(({ ticket }) => ticket.id)).size).toBe(1)
    expect(await rowsOf(db)).toMatchObject({ tickets: 1, events: 1 })
  })

  it('makes a ticket of each command, which has no message', async () => {
    const { tickets } = await aStore()
    const one = await tickets.open(aRequest(null, { place: 'command' }), 'ana')
    const two = await tickets.open(aRequest(null, { place: 'command' }), 'ana')
    expect([one.ticket.number, two.ticket.number]).toEqual(['ST-2026-001', 'ST-2026-002'])
  })

  it('keeps what was said, and gives it back as it was', async () => {
    const { tickets } = await aStore()
    const request = aRequest('m1', { form: { version: clean('1.0') }, title: clean("Robert'); drop table ticket;--") })
    const { ticket } = await tickets.open(request, 'ana')
    expect(await tickets.get(wholeDesk, ticket.id)).toEqual({
      ...request,
      id: ticket.id,
      number: 'ST-2026-001',
      cardMessageId: null,
      status: 'new',
      closedAs: null,
      assigneeId: null,
      createdAt: noon,
      updatedAt: noon,
      closedAt: null,
    })
  })

  it('lets what must follow wait in the outbox, in order, and tells the relay', async () => {
    const { tickets, outbox, nudges } = await aStore()
    await tickets.open(aRequest('m1'), 'ana')
    expect(nudges()).toBe(1)
    const [first] = await outbox.take(10, 'messages')
    expect(first?.effect.do).toBe('thread.open')
  })
})

/** What follows a ticket to other places, if it is shown there. */
const follows = ['posts.refresh', 'issue.refresh', 'posts.label']

describe('a change', () => {
  it('is kept with its event and its effects', async () => {
    const { tickets, db } = await aStore()
    const { ticket } = await tickets.open(aRequest('m1'), 'ana')
    const before = await rowsOf(db)
    const changed = await tickets.change(ticket.id, 'ana', (ticket) => close(ticket, 'solved', ana, noon))

    expect(changed).toMatchObject({ status: 'closed', closedAs: 'solved', closedAt: noon })
    expect(await tickets.get(wholeDesk, ticket.id)).toEqual(changed)
    expect(await tickets.history(ticket.id)).toEqual([
      { event: { type: 'ticket.opened' }, by: 'ana', at: noon },
      { event: { type: 'ticket.closed', as: 'solved' }, by: 'ana', at: noon },
    ])
    const effects = effectsOf(changed, [{ type: 'ticket.closed', as: 'solved' }], 'ana')
    const elsewhere = effects.filter((effect) => follows.includes(effect.do))
    expect((await rowsOf(db)).outbox).toBe(before.outbox + effects.length - elsewhere.length)
  })

  it.each([
    { destination: 'github', expected: ['issue.refresh', 'posts.label'] },
    { destination: 'forum', expected: ['posts.refresh'] },
    { destination: 'email', expected: [] },
  ] as const)('is followed by what is shown elsewhere: $destination', async ({ destination, expected }) => {
    const { tickets, db, outbox } = await aStore()
    const { ticket } = await tickets.open(aRequest('m1'), 'ana')
    const post = { ticketId: ticket.id, destination, target: 'there', by: 'ana', at: noon }
    await write(db, (trx) => addPost(trx, post))
    await tickets.change(ticket.id, 'ana', (ticket) => close(ticket, 'solved', ana, noon))
    const effects: string[] = []
    for (let turn = 0; turn < 4; turn++) {
      const taken = await outbox.take(10, 'posts')
      effects.push(...taken.map(({ effect }) => effect.do))
      for (const { id } of taken) await outbox.done(id)
    }
    expect(effects).toEqual(expected)
  })

  it.each([
    { why: 'the decision refuses', code: 'NOT_ALLOWED', by: cy, within: undefined },
    { why: 'a row that belongs to it cannot be written', code: 'SQLITE_CONSTRAINT_FOREIGNKEY', by: ana, within: 99 },
  ])('leaves no trace when $why', async ({ by, code, within }) => {
    const { tickets, db } = await aStore()
    const { ticket } = await tickets.open(aRequest('m1'), 'ana')
    const before = await rowsOf(db)
    const change = tickets.change(
      ticket.id,
      by.id,
      (ticket) => close(ticket, 'solved', by, noon),
      async (trx, ticket) => {
        const bundle = { name: 'b', sources: '', at: noon }
        await addBundle(trx, { ...bundle, ticketId: ticket.id })
        await addBundle(trx, { ...bundle, ticketId: within ?? ticket.id })
        return {}
      },
    )

    await expect(change).rejects.toMatchObject({ code })
    expect(await rowsOf(db)).toEqual(before)
    expect(await tickets.get(wholeDesk, ticket.id)).toEqual(ticket)
  })

  it('sees what the one before it has done, when two come at once', async () => {
    const { tickets } = await aStore()
    const { ticket } = await tickets.open(aRequest('m1'), 'ana')
    const closing = () => tickets.change(ticket.id, 'ana', (ticket) => close(ticket, 'solved', ana, noon))
    const outcomes = await Promise.allSettled([closing(), closing()])

    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect((outcomes[1] as PromiseRejectedResult).reason.code).toBe('TICKET_ALREADY_CLOSED')
  })

  it('of an unknown ticket is refused', async () => {
    const { tickets } = await aStore()
    await expect(tickets.change(404, 'ana', (ticket) => ({ ticket, events: [] }))).rejects.toMatchObject({
      code: 'TICKET_NOT_FOUND',
    })
  })
})

const of = (guildId: string) => aPerson('dee', { guildId })

describe('finding', () => {
  it('A37: reaches no further than it is told, and cannot be asked without', async () => {
    const { tickets } = await aStore()
    const { ticket } = await tickets.open(aRequest('m1'), 'ana')
    const elsewhere = reachOf(of('another guild'))
    await expect(tickets.get(elsewhere, ticket.id)).rejects.toMatchObject({ code: 'TICKET_NOT_FOUND' })
    expect(await tickets.inThread(elsewhere, 'thread')).toBeUndefined()
    expect(await tickets.byMessage(elsewhere, 'm1')).toBeUndefined()
    expect(await tickets.list(elsewhere, {})).toEqual([])
    expect(await tickets.like(elsewhere, '')).toEqual([])
    const anaInPrivate = reachOf({ ...ana, guildId: 'another guild', door: 'dm' })
    expect(await tickets.get(anaInPrivate, ticket.id)).toEqual(ticket)
    expect(await tickets.byMessage(reachOf({ ...ana, guildId: 'another guild' }), 'm1')).toBeUndefined()
    // @ts-expect-error whose tickets may be found has to be said
    await tickets.byMessage('m1').catch(() => undefined)
    // @ts-expect-error nor can it be made up
    await tickets.byMessage({ guildId: null, ownerId: null }, 'm1')
  })

  it('keeps desks and servers apart', async () => {
    const { db, tickets, now } = await aStore()
    const others = createTickets(db, { id: 'wee', prefix: 'ST' }, { now, nudge: () => {} })
    const { ticket } = await tickets.open(aRequest('m1'), 'ana')

    expect(await tickets.byNumber(reachOf(of('guild')), 'ST-2026-001')).toEqual(ticket)
    expect(await tickets.byNumber(reachOf(of('another guild')), 'ST-2026-001')).toBeUndefined()
    expect(await others.byNumber(wholeDesk, 'ST-2026-001')).toBeUndefined()
    expect(await others.byMessage(wholeDesk, 'm1')).toBeUndefined()
    await expect(others.get(wholeDesk, ticket.id)).rejects.toMatchObject({ code: 'TICKET_NOT_FOUND' })
  })

  it('prefers the open ticket of a conversation, then the latest', async () => {
    const { tickets } = await aStore()
    const dm = { place: 'dm' as const, threadId: 'dm' }
    const first = (await tickets.open(aRequest('m1', dm), 'ana')).ticket
    const second = (await tickets.open(aRequest('m2', dm), 'ana')).ticket
    expect((await tickets.inThread(wholeDesk, 'dm'))?.id).toBe(second.id)
    await tickets.change(second.id, 'ana', (ticket) => close(ticket, 'solved', ana, noon))
    expect((await tickets.inThread(wholeDesk, 'dm'))?.id).toBe(first.id)
    await tickets.change(first.id, 'ana', (ticket) => close(ticket, 'solved', ana, noon))
    expect((await tickets.inThread(wholeDesk, 'dm'))?.id).toBe(second.id)
    expect(await tickets.inThread(wholeDesk, 'elsewhere')).toBeUndefined()
  })

  it.each([
    ['2026-002', ['ST-2026-002']],
    ['LOG', ['ST-2026-002', 'ST-2026-001']],
    ['100%', ['ST-2026-003']],
    ['%', ['ST-2026-003']],
    ['_', []],
    ['\\', []],
    ['', ['ST-2026-003', 'ST-2026-002', 'ST-2026-001']],
  ])('by a part of number or title: %j', async (typed, numbers) => {
    const { tickets } = await aStore()
    await tickets.open(aRequest('m1'), 'ana')
    await tickets.open(aRequest('m2', { title: clean('Cannot log out') }), 'ana')
    await tickets.open(aRequest('m3', { title: clean('CPU at 100%') }), 'ana')
    expect((await tickets.like(reachOf(of('guild')), typed)).map(({ number }) => number)).toEqual(numbers)
  })

  it('lists the newest first, by who asked and whether it is open', async () => {
    const { tickets } = await aStore()
    const { ticket } = await tickets.open(aRequest('m1'), 'ana')
    await tickets.open(aRequest('m2', { requesterId: 'ben' }), 'ben')
    await tickets.change(ticket.id, 'ana', (ticket) => close(ticket, 'solved', ana, noon))
    const numbers = async (filter: object) =>
      (await tickets.list(reachOf(of('guild')), { ...filter })).map(({ number }) => number)

    expect(await numbers({})).toEqual(['ST-2026-002', 'ST-2026-001'])
    expect(await numbers({ isOpen: true })).toEqual(['ST-2026-002'])
    expect(await numbers({ requesterId: 'ana' })).toEqual(['ST-2026-001'])
    expect(await numbers({ requesterId: 'ana', isOpen: true })).toEqual([])
    expect(await numbers({ limit: 1 })).toEqual(['ST-2026-002'])
    expect(await tickets.countOpen('ben')).toBe(1)
    expect(await tickets.countOpen('ana')).toBe(0)
  })
})
