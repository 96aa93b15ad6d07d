import { sql } from 'kysely'
import type { Database } from './database.ts'
import { newestSchema } from './migrate.ts'

/** How a database is, for `bee doctor`. */
export interface Condition {
  /** What SQLite finds wrong with the file, its first words. */
  problem: string | undefined
  schema: number
  knownSchema: number
  tickets: number
  /** Deliveries that were given up. */
  dead: number
}

/** Looks at every page of the file: see sqlite.org/pragma.html, "integrity_check". */
export async function readCondition(db: Database): Promise<Condition> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check(1)`.execute(db)
  const verdict = rows[0]?.integrity_check
  if (verdict !== 'ok') {
    return { problem: verdict ?? 'no answer', schema: 0, knownSchema: newestSchema, tickets: 0, dead: 0 }
  }
  const schema = (await db.selectFrom('migration').select('number').execute()).length
  const tickets = await db
    .selectFrom('ticket')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  const dead = await db
    .selectFrom('outbox')
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .where('state', '=', 'dead')
    .executeTakeFirstOrThrow()
  return {
    problem: undefined,
    schema,
    knownSchema: newestSchema,
    tickets: Number(tickets.rows),
    dead: Number(dead.rows),
  }
}
