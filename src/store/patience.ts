import { setTimeout } from 'node:timers/promises'

/**
 * Tries again when another process holds the database's one write lock for longer than the busy timeout.
 * The wait between tries is random, so that two processes do not keep meeting.
 */
export async function patiently<T>(work: () => Promise<T>, tries = 20): Promise<T> {
  for (let turn = 1; ; turn++) {
    try {
      return await work()
    } catch (cause) {
      if (!isBusy(cause) || turn === tries) throw cause
      await setTimeout(5 + Math.random() * 20)
    }
  }
}

/** SQLITE_BUSY, or SQLITE_BUSY_SNAPSHOT when somebody wrote between this transaction's read and its write. */
function isBusy(cause: unknown) {
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('SQLITE_BUSY')
}
