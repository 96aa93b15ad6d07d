import { sql } from 'kysely'
import type { Effect } from '../core/effects.ts'
import type { Database } from './database.ts'
import type { OutboxState } from './outbox.ts'

/** A row of the outbox for its operator. What it would say stays in it. */
export interface OutboxRow {
  id: number
  do: Effect['do']
  /** The ticket's number; null for what belongs to none. */
  ticket: string | null
  lane: string
  /** `unknown`: an earlier try may have had its effect, so the next one looks for it first. */
  state: OutboxState | 'unknown'
  attempts: number
  problem: string | null
  /** Unix milliseconds, like the others: when it is tried next, at the earliest. */
  notBefore: number
  createdAt: number
  doneAt: number | null
}

export type OutboxDesk = ReturnType<typeof createOutboxDesk>

/** What an operator sees and does about deliveries, also beside a running Bee. */
export function createOutboxDesk(db: Database, { now }: { now: () => number }) {
  const rows = () =>
    db
      .selectFrom('outbox as o')
      .leftJoin('ticket as t', (join) => join.on(sql<boolean>`t.id = json_extract(o.effect, '$.ticketId')`))
      .select(['o.id', 'o.lane', 'o.state', 'o.attempts', 'o.problem', 'o.not_before', 'o.lease_until'])
      .select(['o.created_at', 'o.done_at', 't.number'])
      .select(sql<Effect['do']>`json_extract(o.effect, '$.do')`.as('do'))
  type Row = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]

  const seen = (row: Row): OutboxRow => ({
    id: row.id,
    do: row.do,
    ticket: row.number,
    lane: row.lane,
    // Being tried just now is one thing; having been tried without an answer is another.
    state: row.state === 'trying' && row.lease_until <= now() ? 'unknown' : (row.state as OutboxState),
    attempts: row.attempts,
    problem: row.problem,
    notBefore: row.not_before,
    createdAt: row.created_at,
    doneAt: row.done_at,
  })

  /** Only what was given up may be tried again, or a delivery under way would be made twice. */
  async function revive(ids: number[] | 'all', to: 'new' | 'dropped'): Promise<number[]> {
    const at = now()
    const set =
      to === 'new'
        ? { state: 'trying', attempts: 0, not_before: at, lease_until: 0, done_at: null }
        : { state: 'done', problem: 'dropped', done_at: at }
    let query = db.updateTable('outbox').set(set).where('state', '=', 'dead')
    if (ids !== 'all') query = query.where('id', 'in', ids)
    const changed = await query.returning('id').execute()
    return changed.map(({ id }) => id).sort((a, b) => a - b)
  }

  return {
    /** What is still owed and what was given up, oldest first; `all`: what is done as well. */
    async list({ all = false, limit }: { all?: boolean; limit: number }): Promise<OutboxRow[]> {
      let query = rows()
      if (!all) query = query.where('o.state', '!=', 'done')
      return (await query.orderBy('o.id', 'desc').limit(limit).execute()).reverse().map(seen)
    },
    async get(id: number): Promise<OutboxRow | undefined> {
      const row = await rows().where('o.id', '=', id).executeTakeFirst()
      return row && seen(row)
    },
    /** Bee tries them again within seconds; an earlier try may have had its effect, so it is looked for. @returns which. */
    retry: (ids: number[] | 'all') => revive(ids, 'new'),
    /** They count as settled. @returns which. */
    drop: (ids: number[] | 'all') => revive(ids, 'dropped'),
  }
}
