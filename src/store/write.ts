import { sql, type Transaction } from 'kysely'
import { crashpoint } from '../crashpoint.ts'
import type { Database } from './database.ts'
import { inSavepoint } from './savepoint.ts'
import type { Schema } from './schema.ts'

type Work<Result> = (trx: Transaction<Schema>) => Promise<Result>

interface Job {
  run: (trx: Transaction<Schema>) => Promise<void>
  settle: (commitFailed?: unknown) => void
}

/** Enough to make the price of a commit small, few enough that nobody waits long for the others. */
const mostInOneCommit = 100

const queues = new WeakMap<Database, Job[]>()

/**
 * Runs work in a transaction that is on disk when the promise resolves. Works that are asked for at the same time share
 * one commit, because a commit costs a write to the disk; each stands in its own savepoint, so one that fails takes
 * nothing of the others with it.
 *
 * Inside, use `trx` only: the database has one connection, which would wait for itself. Given a transaction, the work
 * becomes part of that one.
 */
export function write<Result>(db: Database, work: Work<Result>): Promise<Result> {
  if (db.isTransaction) return inSavepoint(db as Transaction<Schema>, work)
  return new Promise<Result>((resolve, reject) => {
    let outcome: () => void
    const job: Job = {
      async run(trx) {
        await sql`savepoint work`.execute(trx)
        try {
          const result = await work(trx)
          crashpoint('work: done, not committed')
          outcome = () => resolve(result)
        } catch (cause) {
          await sql`rollback to work`.execute(trx)
          outcome = () => reject(cause)
        }
        await sql`release work`.execute(trx)
      },
      settle: (commitFailed) => (commitFailed === undefined ? outcome() : reject(commitFailed)),
    }
    const queue = queues.get(db)
    if (queue !== undefined) {
      queue.push(job)
      return
    }
    queues.set(db, [job])
    void drain(db)
  })
}

async function drain(db: Database): Promise<void> {
  const queue = queues.get(db)!
  let tookMs = 0
  while (queue.length > 0) {
    // What is asked for in this turn of the event loop comes along. On a slow disk the pause grows with the commit,
    // so that at least half of the time belongs to everything else, and more works share the next one.
    await pause(Math.min(tookMs, longestPauseMs))
    const jobs = queue.splice(0, mostInOneCommit)
    const startedAt = performance.now()
    try {
      await db.transaction().execute(async (trx) => {
        for (const job of jobs) await job.run(trx)
        crashpoint('commit: before')
      })
      crashpoint('commit: after')
      for (const job of jobs) job.settle()
    } catch (cause) {
      for (const job of jobs) job.settle(cause)
    }
    tookMs = performance.now() - startedAt
  }
  queues.delete(db)
}

const longestPauseMs = 20

const pause = (ms: number) =>
  new Promise((resolve) => {
    if (ms < 1) setImmediate(resolve)
    else setTimeout(resolve, ms)
  })
