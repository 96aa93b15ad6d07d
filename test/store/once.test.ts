import { expect, it } from 'vitest'
import { createControls } from '../../src/store/controls.ts'
import { forgetOld, takeOnce } from '../../src/store/inbox.ts'
import { aRequest, aStore, noon } from './kit.ts'

it('takes an incoming event once, also when it comes many times at once', async () => {
  const { db } = await aStore()
  const taken = await Promise.all(Array.from({ length: 20 }, () => takeOnce(db, 'message', '1', noon)))
  expect(taken.filter(Boolean)).toHaveLength(1)
  expect(await takeOnce(db, 'message', '1', noon)).toBe(false)
  expect(await takeOnce(db, 'github', '1', noon)).toBe(true)
  expect(await takeOnce(db, 'message', '2', noon)).toBe(true)
})

it('forgets events that are older than anybody sends again', async () => {
  const { db } = await aStore()
  await takeOnce(db, 'message', 'old', noon - 1)
  await takeOnce(db, 'message', 'new', noon)
  await forgetOld(db, noon)
  expect(await takeOnce(db, 'message', 'old', noon)).toBe(true)
  expect(await takeOnce(db, 'message', 'new', noon)).toBe(false)
})

it('gives a button the same id each time, and another one for anything else', async () => {
  const { db, tickets, now } = await aStore()
  const controls = createControls(db, { now })
  const { ticket } = await tickets.open(aRequest('m1'), 'ana')
  const id = await controls.for('solved', ticket.id)

  expect(await controls.for('solved', ticket.id)).toBe(id)
  const others = [
    await controls.for('renew', ticket.id),
    await controls.for('solved', null),
    await controls.for('solved', ticket.id, { channel: 'auth-help' }),
  ]
  expect(new Set([id, ...others]).size).toBe(4)
  expect(await controls.get(id)).toEqual({ id, ticketId: ticket.id, action: 'solved', args: {} })
  expect(await controls.get('made up')).toBeUndefined()
})

it('gives a button one id, also when a card is drawn twice at once', async () => {
  const { db, tickets, now } = await aStore()
  const controls = createControls(db, { now })
  const { ticket } = await tickets.open(aRequest('m1'), 'ana')
  const ids = await Promise.all(Array.from({ length: 20 }, () => controls.for('solved', ticket.id)))
  expect(new Set(ids).size).toBe(1)
})

it('gives a button an id that fits Discord and tells nothing', async () => {
  const { db, now } = await aStore()
  const id = await createControls(db, { now }).for('share', null, { destination: 'github' })
  expect(id).toMatch(/^[\w-]{22}$/)
})
