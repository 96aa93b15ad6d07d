import { z } from 'zod'
import { Refusal } from '../errors.ts'
import type { Database } from './database.ts'
import { write } from './write.ts'

/** What triage learned from at one time. */
export const TriageVersion = z.object({
  id: z.int(),
  /** Keys of the corrections; see `keyOf`. */
  corrections: z.array(z.string()),
  /** Of held-back requests, with what was known before and with this: the lower, the better. */
  loss: z.object({ before: z.number(), after: z.number() }),
  /** `refused`: read held-back requests worse than what was there, and never was in use. */
  state: z.enum(['current', 'former', 'refused']),
  at: z.int(),
})
export type TriageVersion = z.output<typeof TriageVersion>

/** A year of learning once a fortnight, to go back to. */
const mostKept = 26

export type TriageVersions = ReturnType<typeof createTriageVersions>

/** The versions of what triage has learned, for going back. They name corrections and hold no text. */
export function createTriageVersions(db: Database, deskId: string, { now }: { now: () => number }) {
  const all = async (): Promise<TriageVersion[]> => {
    const rows = await db
      .selectFrom('triage_version')
      .selectAll()
      .where('desk_id', '=', deskId)
      .orderBy('id', 'desc')
      .execute()
    return rows.map(({ corrections, loss_before, loss_after, ...row }) =>
      TriageVersion.parse({
        ...row,
        corrections: JSON.parse(corrections),
        loss: { before: loss_before, after: loss_after },
      }),
    )
  }
  return {
    /** Newest first. */
    all,
    /** Keeps what was learned; as the current version, or as one that was no better. */
    keep: ({ corrections, loss, state }: Pick<TriageVersion, 'corrections' | 'loss' | 'state'>) =>
      write(db, async (trx) => {
        const own = trx.updateTable('triage_version').where('desk_id', '=', deskId)
        if (state === 'current') await own.where('state', '=', 'current').set({ state: 'former' }).execute()
        const row = { loss_before: loss.before, loss_after: loss.after, state, at: now() }
        const { id } = await trx
          .insertInto('triage_version')
          .values({ desk_id: deskId, corrections: JSON.stringify(corrections), ...row })
          .returning('id')
          .executeTakeFirstOrThrow()
        const kept = trx
          .selectFrom('triage_version')
          .select('id')
          .where('desk_id', '=', deskId)
          .orderBy('id', 'desc')
          .limit(mostKept)
        await trx
          .deleteFrom('triage_version')
          .where('desk_id', '=', deskId)
          .where('state', '!=', 'current')
          .where('id', 'not in', kept)
          .execute()
        return id
      }),
    /**
     * Goes back to an earlier version, or to none: what the desk says alone.
     *
     * @throws Refusal UNKNOWN_VERSION
     */
    use: (id: number | undefined) =>
      write(db, async (trx) => {
        const own = trx.updateTable('triage_version').where('desk_id', '=', deskId)
        await own.where('state', '=', 'current').set({ state: 'former' }).execute()
        if (id === undefined) return
        const { numUpdatedRows } = await own
          .where('id', '=', id)
          .where('state', '=', 'former')
          .set({ state: 'current' })
          .executeTakeFirst()
        if (numUpdatedRows === 0n) throw new Refusal('UNKNOWN_VERSION', { values: { asked: String(id) } })
      }),
  }
}
