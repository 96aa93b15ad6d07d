import { sql, type Transaction } from 'kysely'
import { crashpoint } from '../crashpoint.ts'
import type { Database } from './database.ts'
import { inSavepoint } from './savepoint.ts'
import type { Schema } from './schema.ts'
import { isBusy } from './sqlite.ts'
import { noteWrite, unwritable } from './storage.ts'

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
 *
 * @throws Refusal STORAGE_FAILED when the disk is full or broken, and whatever the work throws.
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
          // A full disk may have taken back the whole transaction, and this savepoint with it (sqlite.org/lang_transaction.html).
          await sql`rollback to work`.execute(trx).catch(() => {
            throw cause
          })
          outcome = () => reject(unwritable(db, cause))
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
  let lockedSince: number | undefined
  while (queue.length > 0) {
    // What is asked for in this turn of the event loop comes along. On a slow disk the pause grows with the commit,
    // so that at least half of the time belongs to everything else, and more works share the next one.
    await pause(lockedSince === undefined ? Math.min(tookMs, longestPauseMs) : lockedPauseMs())
    const jobs = queue.splice(0, mostInOneCommit)
    const startedAt = performance.now()
    let hasBegun = false
    let failure: unknown
    try {
      await db.transaction().execute(async (trx) => {
        hasBegun = true
        try {
          for (const job of jobs) await job.run(trx)
        } catch (cause) {
          failure = cause
          throw cause
        }
        crashpoint('commit: before')
      })
      crashpoint('commit: after')
      noteWrite(db)
      for (const job of jobs) job.settle()
    } catch (cause) {
      // Nothing was done yet: whoever holds the database will let go of it, and nobody need know (F10).
      if (!hasBegun && isBusy(cause) && startedAt - (lockedSince ?? startedAt) < longestLockedMs) {
        lockedSince ??= startedAt
        queue.unshift(...jobs)
        continue
      }
      // Taking back what is taken back already fails too; the first failure is the one to tell of.
      const problem = unwritable(db, failure ?? cause)
      for (const job of jobs) job.settle(problem)
    }
    lockedSince = undefined
    tookMs = performance.now() - startedAt
  }
  queues.delete(db)
}

/** A backup tool or a person at a prompt holds a database for seconds; what is asked for meanwhile waits so long. */
const longestLockedMs = 120_000
/** By chance, so that two processes do not keep meeting. */
const lockedPauseMs = () => 20 + Math.random() * 60

const longestPauseMs = 20

const pause = (ms: number) =>
  new Promise((resolve) => {
    if (ms < 1) setImmediate(resolve)
    else setTimeout(resolve, ms)
  })
