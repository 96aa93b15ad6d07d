import { type Selectable, sql, type Transaction } from 'kysely'
import type { Database } from './database.ts'
import { prepared } from './prepared.ts'
import type { Schema } from './schema.ts'

/**
 * Bundles take long to make, and a destination may be slow or not answer at all: what is to be said in a ticket's thread
 * waits for neither.
 */
export type Sort = 'bundles' | 'posts' | 'messages'

type Row = Selectable<Schema['outbox']>

interface Asked {
  /** Unix milliseconds. */
  at: number
  sort: Sort
  /** Ids of what is being tried, which are not given again, however long that takes. */
  onTheirWay: number[]
}

/**
 * The next effects that may be tried, one of a lane. Servers have their turns: whoever has least on its way is first,
 * however long another one's queue is (RELIABILITY F55). Costs as much as there are servers, and no more with a long queue.
 */
export async function dueInTurns(
  trx: Transaction<Schema>,
  { at, limit, sort, onTheirWay }: Asked & { limit: number },
): Promise<Row[]> {
  const ids = JSON.stringify(onTheirWay)
  const busy = new Map((await busyServers(trx, { ids })).rows.map(({ server, count }) => [server, Number(count)]))
  const found: { turn: number; row: Row }[] = []
  for (const { server } of (await servers(trx, {})).rows) {
    if (server === null) continue
    const { rows } = await firstOf[sort](trx, { server, at, last: at + longestWaitMs, ids, limit })
    for (const [index, row] of rows.entries()) found.push({ turn: (busy.get(server) ?? 0) + index, row })
  }
  found.sort((a, b) => a.turn - b.turn || b.row.is_first_sign - a.row.is_first_sign || a.row.id - b.row.id)
  return found.slice(0, limit).map(({ row }) => row)
}

/** When the next of them is due; undefined when there is none. What stands behind another in its lane is not. */
export async function nextDue(db: Database, { at, sort, onTheirWay }: Asked): Promise<number | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select(({ fn }) =>
      fn
        .min(
          sql<number>`max(case when ${isDue(at, at + longestWaitMs)} then min(not_before, ${at}) else not_before end, lease_until)`,
        )
        .as('at'),
    )
    .where('id', 'in', ({ selectFrom }) =>
      selectFrom('outbox')
        .select(({ fn }) => fn.min('id').as('id'))
        .where(isToDo)
        .where(isOf(sort))
        .groupBy('lane'),
    )
    .where(sql<boolean>`id not in (select value from json_each(${JSON.stringify(onTheirWay)}))`)
    .executeTakeFirst()
  return row?.at ?? undefined
}

/** Nothing waits longer, so a time that is further ahead was told by a clock that has been set back since (F15). */
const longestWaitMs = 2 * 3_600_000

/** As the indexes have it, which hold only what is still to do: nothing here costs more with a long history. */
const isToDo = sql<boolean>`state in ('new', 'trying')`

/** What was never tried waits for nothing; all else until its time. `last`: the latest that can be meant. */
const isDue = (at: number, last: number) =>
  sql<boolean>`(not_before <= ${at} or not_before > ${last} or (state = 'new' and attempts = 0))`

/** Which lanes each sort has, by how they begin (`laneOf`). The rest is said in a conversation. */
function isOf(sort: Sort) {
  const beginsWith = (lane: string) => sql<boolean>`(lane >= ${sql.lit(`${lane}:`)} and lane < ${sql.lit(`${lane};`)})`
  if (sort === 'bundles') return beginsWith('bundle')
  const isPost = sql<boolean>`(${beginsWith('post')} or ${beginsWith('label')} or ${beginsWith('comment')})`
  return sort === 'posts' ? isPost : sql<boolean>`not (${isPost} or ${beginsWith('bundle')})`
}

const busyServers = prepared((db, { ids }: { ids: string }) =>
  db
    .selectFrom('outbox')
    .select(['server', ({ fn }) => fn.countAll<number>().as('count')])
    .where(sql<boolean>`id in (select value from json_each(${ids}))`)
    .groupBy('server'),
)

/** Goes from one to the next in the index, past all that each of them has; the last one is null. */
const servers = prepared((db, _: Record<string, never>) => {
  const least = db.selectFrom('outbox').where(isToDo)
  return db
    .withRecursive('s', (qb) =>
      least
        .select(({ fn }) => fn.min<string | null>('server').as('server'))
        .unionAll(
          qb
            .selectFrom('s')
            .select(
              sql<string | null>`(select min(server) from outbox where ${isToDo} and server > s.server)`.as('server'),
            )
            .where('s.server', 'is not', null),
        ),
    )
    .selectFrom('s')
    .select('server')
})

type First = { server: string; at: number; last: number; ids: string; limit: number }

const first = (sort: Sort) =>
  prepared((db, { server, at, last, ids, limit }: First) =>
    db
      .selectFrom('outbox as o')
      .selectAll()
      .where(isToDo)
      .where('server', '=', server)
      .where(isOf(sort))
      .where('lease_until', '<=', at)
      .where(isDue(at, last))
      .where(sql<boolean>`id not in (select value from json_each(${ids}))`)
      .where(
        sql<boolean>`not exists (select 1 from outbox b where b.lane = o.lane and b.id < o.id and b.state in ('new', 'trying'))`,
      )
      .orderBy('is_first_sign', 'desc')
      .orderBy('id')
      .limit(limit),
  )

const firstOf = { bundles: first('bundles'), posts: first('posts'), messages: first('messages') }
