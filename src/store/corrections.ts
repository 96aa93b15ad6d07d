import { type Kysely, sql } from 'kysely'
import { Kind } from '../desk.ts'
import type { LabelledText } from '../triage/lesson.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

export interface Correction {
  ticketId: number
  /** Title and request, sanitized. */
  text: string
  category: string
  /** Only where somebody has said it. */
  kind?: Kind
  /** Beside one of the desk's examples. */
  weight: number
  by: string
  at: number
}

/** `key` is another one as soon as somebody says something else of the same ticket. */
export type KeptCorrection = LabelledText & { key: string }

/** Bounds the time that learning takes; what was said long ago about an older product is the least of losses. */
export const mostLearned = 300

export type Corrections = ReturnType<typeof createCorrections>

export function createCorrections(db: Database, deskId: string) {
  return {
    /** The newest, oldest first, as triage learns them. */
    async latest(): Promise<KeptCorrection[]> {
      const rows = await db
        .selectFrom('correction')
        .selectAll()
        .where('desk_id', '=', deskId)
        .orderBy('at', 'desc')
        .limit(mostLearned)
        .execute()
      return rows.reverse().map(({ id, text, category, kind, weight, at }) => ({
        key: `${id}@${at}`,
        text,
        category,
        weight,
        ...(kind === null ? {} : { kind: Kind.parse(kind) }),
      }))
    },
  }
}

/** One ticket teaches one thing: the latest word on it, with the kind that was said before unless another is. */
export async function addCorrection(trx: Kysely<Schema>, deskId: string, correction: Correction): Promise<void> {
  const { ticketId, text, category, kind = null, weight, by, at } = correction
  await trx
    .insertInto('correction')
    .values({ desk_id: deskId, ticket_id: ticketId, text, category, kind, weight, by, at })
    .onConflict((conflict) =>
      conflict
        .column('ticket_id')
        .doUpdateSet({ text, category, kind: sql`coalesce(excluded.kind, correction.kind)`, weight, by, at }),
    )
    .execute()
}

/** @returns false when the ticket had taught nothing. */
export async function removeCorrection(trx: Kysely<Schema>, ticketId: number): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom('correction').where('ticket_id', '=', ticketId).executeTakeFirst()
  return numDeletedRows === 1n
}
