import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import { shipped } from '../../src/paths.ts'
import { storageState } from '../../src/store/storage.ts'
import { aRequest, aStore, rowsOf } from './kit.ts'

/** Another process that holds the write lock until it is told to let go. */
async function lockedByAnother(file: string): Promise<ChildProcess> {
  const child = fork(shipped('test/store/write-locker.mjs'), [file])
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'message')
  return child
}

describe('F10 a database that another program holds', () => {
  it.each([1, 5, ...(process.env.SLOW ? [60] : [])])(
    'for %i s: nothing is lost, and the bot goes on meanwhile',
    async (seconds) => {
      const { tickets, db, file } = await aStore()
      await tickets.open(aRequest('before'), 'ana')
      const holder = await lockedByAnother(file)
      const delay = monitorEventLoopDelay({ resolution: 10 })
      delay.enable()
      const asked = Promise.all(Array.from({ length: 200 }, (_, n) => tickets.open(aRequest(`m${n}`), 'ana')))
      let isOver = false
      void asked.then(() => {
        isOver = true
      })
      const letGo = setTimeout(() => holder.send('let go'), seconds * 1000)
      await once(holder, 'message')
      clearTimeout(letGo)
      // What was asked of a held database is neither done nor refused.
      expect(isOver).toBe(false)
      delay.disable()
      await asked
      expect((await rowsOf(db)).tickets).toBe(201)
      expect(storageState(db)).toBe('ok')
      // Half of it is what SQLite waits; the rest is a busy machine's.
      expect(delay.percentile(99) / 1e6).toBeLessThan(250)
    },
    90_000,
  )
})

describe('F08 a disk that turns read-only while Bee runs, as after a fault of the disk', () => {
  it('turns the health red and refuses what would change something; reads go on, and it passes by itself', async () => {
    const { tickets, db } = await aStore()
    const { ticket } = await tickets.open(aRequest('before'), 'ana')
    await sql`pragma query_only = on`.execute(db)
    const outcomes = await Promise.allSettled([
      tickets.open(aRequest('meanwhile'), 'ana'),
      tickets.change(ticket.id, 'ana', (ticket) => ({ ticket, events: [{ type: 'ticket.answered' }] })),
    ])
    for (const outcome of outcomes) {
      expect(outcome.status).toBe('rejected')
      expect((outcome as PromiseRejectedResult).reason).toMatchObject({
        code: 'STORAGE_FAILED',
        message: expect.stringContaining('I may not write to my disk'),
      })
    }
    expect(storageState(db)).toBe('I may not write to my disk')
    expect((await tickets.get(wholeDesk, ticket.id)).number).toBe(ticket.number)
    expect(await tickets.history(ticket.id)).toHaveLength(1)

    await sql`pragma query_only = off`.execute(db)
    await tickets.open(aRequest('after'), 'ana')
    expect(storageState(db)).toBe('ok')
    expect((await rowsOf(db)).tickets).toBe(2)
  })
})

describe('F06 a disk that is full', () => {
  it('is told to whoever asks, spoils nothing of the others, and passes by itself', async () => {
    const { tickets, db } = await aStore()
    const { ticket } = await tickets.open(aRequest('before'), 'ana')
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db)
    await sql`pragma max_page_count = ${sql.lit(rows[0]!.page_count + 1)}`.execute(db)
    const outcomes = await Promise.allSettled(
      Array.from({ length: 60 }, (_, n) => tickets.open(aRequest(`m${n}`), 'ana')),
    )
    const refused = outcomes.filter(({ status }) => status === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    for (const outcome of refused)
      expect((outcome as PromiseRejectedResult).reason).toMatchObject({ code: 'STORAGE_FAILED' })
    expect(storageState(db)).toBe('my disk is full')
    expect((await tickets.get(wholeDesk, ticket.id)).number).toBe(ticket.number)
    // Nobody was told "done" whose ticket is not there.
    expect((await rowsOf(db)).tickets).toBe(1 + outcomes.length - refused.length)

    await sql`pragma max_page_count = 1000000`.execute(db)
    const again = await tickets.open(aRequest('after'), 'ana')
    expect(again.ticket.number).toBe(`ST-2026-${String((await rowsOf(db)).tickets).padStart(3, '0')}`)
    expect(storageState(db)).toBe('ok')
    expect((await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)).rows).toEqual([
      { integrity_check: 'ok' },
    ])
  })
})
