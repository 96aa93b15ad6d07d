import type { Effect } from '../core/effects.ts'
import type { Database } from './database.ts'
import { takeOnce } from './inbox.ts'
import { enqueue } from './outbox.ts'
import { write } from './write.ts'

/**
 * Takes an incoming event together with what must follow from it: after a crash either both are kept, or the event
 * can come again.
 *
 * @returns false when it had been taken before.
 */
export const takeWith = (db: Database, source: string, id: string, effects: Effect[], at: number): Promise<boolean> =>
  write(db, async (trx) => {
    if (!(await takeOnce(trx, source, id, at))) return false
    await enqueue(trx, effects, at)
    return true
  })
