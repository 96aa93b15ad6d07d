import { randomBytes } from 'node:crypto'
import { type Kysely, type RawBuilder, sql, type Transaction, type Updateable } from 'kysely'
import { type Effect, laneOf } from '../core/effects.ts'
import { crashpoint } from '../crashpoint.ts'
import type { Database } from './database.ts'
import { dueInTurns, nextDue, type Sort } from './due.ts'
import { followersOf } from './followers.ts'
import { prepared } from './prepared.ts'
import type { Schema } from './schema.ts'
import { write } from './write.ts'

export type OutboxState = 'new' | 'trying' | 'done' | 'dead'

/** One effect on its way out. */
export interface Delivery {
  id: number
  effect: Effect
  /** Goes to the other side with the effect, so that a second try can find what the first one did. */
  marker: string
  attempts: number
  /** An earlier try may have had its effect: it was interrupted, or its answer was lost. */
  mayExist: boolean
  /** An earlier try came so far as to send something, as far as that was noted. */
  wasSent: boolean
  /** Unix milliseconds. */
  createdAt: number
}

/** Rows for these effects, in the transaction of the change that caused them. */
export async function enqueue(trx: Kysely<Schema>, effects: Effect[], at: number): Promise<void> {
  for (const effect of effects) {
    await trx
      .insertInto('outbox')
      .values({
        lane: laneOf(effect),
        effect: JSON.stringify(effect),
        marker: freshMarker(),
        state: 'new',
        attempts: 0,
        not_before: at,
        lease_until: 0,
        problem: null,
        created_at: at,
        done_at: null,
        sent_at: null,
        remote_id: null,
        server: serverOf(effect),
        is_first_sign: effect.do === 'thread.open' ? 1 : 0,
      })
      .execute()
  }
}

/**
 * The same, unless one just like it still waits to be tried: whatever is shown is read at delivery, so one showing does
 * for many changes, and a hundred changes in a second cost one or two.
 *
 * @returns whether there is something new to deliver.
 */
export async function enqueueOnce(trx: Kysely<Schema>, effect: Effect, at: number): Promise<boolean> {
  const { rows } = await waiting(trx, { lane: laneOf(effect), effect: JSON.stringify(effect) })
  if (rows.length > 0) return false
  await enqueue(trx, [effect], at)
  return true
}

const waiting = prepared((db, { lane, effect }: { lane: string; effect: string }) =>
  db
    .selectFrom('outbox')
    .select('id')
    .where('lane', '=', lane)
    // As the index has it, which holds only what is still to do.
    .where(sql<boolean>`state in ('new', 'trying')`)
    .where('state', '=', 'new')
    .where('effect', '=', effect),
)

export type Outbox = ReturnType<typeof createOutbox>

/** The durable queue of everything Bee does to the outside. `leaseMs`: how long one try may take. */
export function createOutbox(db: Database, { now, leaseMs = 120_000 }: { now: () => number; leaseMs?: number }) {
  return {
    /** Adds effects that no change of a ticket has caused, such as an answer to a greeting. */
    add: (effects: Effect[]) => write(db, (trx) => enqueue(trx, effects, now())),
    /** See `enqueueOnce`. */
    addOnce: (effect: Effect) => write(db, (trx) => enqueueOnce(trx, effect, now())),

    /**
     * Takes the next effect of up to `limit` lanes of this sort; each lane has at most one on its way. Servers have their
     * turns: whoever has least on its way is first, however long another one's queue is (F55).
     *
     * @param onTheirWay ids that the caller is still trying, which are not given again, however long that takes.
     */
    async take(limit: number, sort: Sort, onTheirWay: Iterable<number> = []): Promise<Delivery[]> {
      const at = now()
      if (limit <= 0) return []
      return write(db, async (trx) => {
        const due = await dueInTurns(trx, { at, limit, sort, onTheirWay: [...onTheirWay] })
        if (due.length === 0) return []
        await trx
          .updateTable('outbox')
          .set({ state: 'trying', lease_until: at + leaseMs, attempts: sql`attempts + 1` })
          .where(
            'id',
            'in',
            due.map(({ id }) => id),
          )
          .execute()
        crashpoint('outbox: taken, not committed')
        return due.map((row) => ({
          id: row.id,
          effect: JSON.parse(row.effect) as Effect,
          marker: row.marker,
          attempts: row.attempts + 1,
          mayExist: row.state === 'trying',
          wasSent: row.sent_at !== null,
          createdAt: row.created_at,
        }))
      })
    },

    /** What comes right behind it in its lane, as far as it is of this kind and was not tried yet. */
    followersOf: <Do extends Effect['do']>(id: number, kind: Do, most: number) => followersOf(db, id, kind, most),

    /** It has had its effect. `settle` keeps what came of it, in the same transaction. */
    done: (id: number, settle?: (trx: Transaction<Schema>) => Promise<void>) =>
      write(db, async (trx) => {
        await settle?.(trx)
        crashpoint('outbox: settled, not committed')
        await change(trx, id, { state: 'done', done_at: now(), lease_until: 0, problem: null })
      }),

    /** A request is about to go out: a process that dies from now on leaves behind that it may have had its effect. */
    sending: (id: number) => write(db, (trx) => change(trx, id, { sent_at: now() })),

    /** Whether a message came of another delivery than this one. */
    async isOthers(id: number, remoteId: string): Promise<boolean> {
      const { rows } = await cameOf(db, { remoteId })
      return rows.some((row) => row.id !== id)
    },

    /**
     * It failed and is tried again after the wait. It stays `trying`, as it may have had its effect all the same; or is
     * as `new`, when it surely has not, nor has an earlier try of it.
     */
    later: (
      { id, mayExist, wasSent }: Pick<Delivery, 'id' | 'mayExist' | 'wasSent'>,
      waitMs: number,
      problem: string,
      { hadNoEffect = false } = {},
    ) =>
      write(db, (trx) =>
        change(trx, id, {
          not_before: now() + waitMs,
          lease_until: 0,
          problem,
          ...(hadNoEffect && !mayExist && { state: 'new' }),
          ...(hadNoEffect && !wasSent && { sent_at: null }),
        }),
      ),

    /** The service is known not to answer, so it was not tried, and this does not count as a try. */
    hold: (id: number, waitMs: number, problem: string) =>
      write(db, async (trx) => {
        await change(trx, id, { not_before: now() + waitMs, lease_until: 0, problem })
        await trx.updateTable('outbox').set({ attempts: sql`attempts - 1` }).where('id', '=', id).execute()
      }),

    /** It cannot be delivered; kept for people to see. */
    dead: (id: number, problem: string) =>
      write(db, (trx) => change(trx, id, { state: 'dead', done_at: now(), lease_until: 0, problem })),

    /** At start: whatever a dead process was trying is free again. */
    release: () =>
      write(db, async (trx) => {
        await trx
          .updateTable('outbox')
          .set({ lease_until: 0 })
          .where(sql<boolean>`state in ('new', 'trying')`)
          .execute()
      }),

    /** Whether something in this effect's lane is still on its way. */
    async hasPending(effect: Effect): Promise<boolean> {
      const row = await db
        .selectFrom('outbox')
        .select('id')
        .where('lane', '=', laneOf(effect))
        .where(sql<boolean>`state in ('new', 'trying')`)
        .executeTakeFirst()
      return row !== undefined
    },

    /** When the next effect is due; undefined when there is none. What stands behind another in its lane is not. */
    nextDue: (sort: Sort, onTheirWay: Iterable<number> = []) =>
      nextDue(db, { at: now(), sort, onTheirWay: [...onTheirWay] }),

    async countByState(): Promise<Record<string, number>> {
      const rows = await db
        .selectFrom('outbox')
        .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute()
      return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]))
    },
  }
}

const cameOf = prepared((db, { remoteId }: { remoteId: string }) =>
  db.selectFrom('outbox').select('id').where('remote_id', '=', remoteId),
)

/** Keeps which message came of it, so that no later look-up takes that one for another's. */
export const noteMade = (trx: Transaction<Schema>, id: number, remoteId: string): Promise<void> =>
  change(trx, id, { remote_id: remoteId })

async function change(trx: Transaction<Schema>, id: number, to: Updateable<Schema['outbox']>): Promise<void> {
  await trx.updateTable('outbox').set(to).where('id', '=', id).execute()
}

/** The lane stands for a server that is not known. */
function serverOf(effect: Effect) {
  const lane = laneOf(effect)
  if ('ticketId' in effect) return orLane(sql`select guild_id from ticket where id = ${effect.ticketId}`, lane)
  if ('suggestionId' in effect)
    return orLane(sql`select guild_id from suggestion where id = ${effect.suggestionId}`, lane)
  if ('leak' in effect) return effect.leak.guildId
  return 'guildId' in effect ? effect.guildId : lane
}
const orLane = (query: RawBuilder<unknown>, lane: string) => sql<string>`coalesce((${query}), ${lane})`

/** 22 characters of base62 (131 bits): fits Discord's nonce of 25. */
function freshMarker(): string {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  let marker = ''
  for (const byte of randomBytes(64)) {
    if (byte < 248) marker += alphabet[byte % 62]
    if (marker.length === 22) break
  }
  return marker
}
