import type { PaceMemory, Pause } from '../core/tracker.ts'
import type { Database } from './database.ts'
import { write } from './write.ts'

/** No limit counts for longer. */
const keptMs = 61 * 60_000
/** What was only read counts for a minute. */
const readsKeptMs = 2 * 60_000

/** What was sent to a service lately, and until when it wants to be left alone: a restart must not forget it. */
export function createPaceMemory(db: Database, remote: string): PaceMemory {
  return {
    async load(now) {
      const rows = await db
        .selectFrom('pace_spend')
        .select(['at', 'points', 'is_content'])
        .where('remote', '=', remote)
        .where('at', '>', now - keptMs)
        .orderBy('at')
        .execute()
      const pause = await db.selectFrom('pace_pause').selectAll().where('remote', '=', remote).executeTakeFirst()
      return {
        spends: rows.map(({ at, points, is_content }) => ({ at, points, isContent: is_content === 1 })),
        pause: pause && { until: pause.until, problem: pause.problem, inARow: pause.in_a_row },
      }
    },

    spend: ({ at, points, isContent }) =>
      write(db, async (trx) => {
        await trx
          .insertInto('pace_spend')
          .values({ remote, at, points, is_content: isContent ? 1 : 0 })
          .execute()
        await trx
          .deleteFrom('pace_spend')
          .where('remote', '=', remote)
          .where(({ or, and, eb }) =>
            or([eb('at', '<', at - keptMs), and([eb('at', '<', at - readsKeptMs), eb('is_content', '=', 0)])]),
          )
          .execute()
      }),

    pause: (pause: Pause | undefined) =>
      write(db, async (trx) => {
        await trx.deleteFrom('pace_pause').where('remote', '=', remote).execute()
        if (pause === undefined) return
        const { until, problem, inARow } = pause
        await trx.insertInto('pace_pause').values({ remote, until, problem, in_a_row: inARow }).execute()
      }),
  }
}
