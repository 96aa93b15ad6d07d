import { createHmac } from 'node:crypto'
import { type Kysely, type Selectable, sql } from 'kysely'
import { crashpoint } from '../crashpoint.ts'
import type { RefusalCode } from '../errors.ts'
import type { Database } from './database.ts'
import { prepared } from './prepared.ts'
import type { Schema } from './schema.ts'
import { write } from './write.ts'

/** What came of it: `allowed` or why not; for a download, how the transfer ended. */
export type AccessOutcome =
  | 'allowed'
  /** The whole file went out. */
  | 'completed'
  /** The part that was asked for went out. */
  | 'part'
  /** The client left, or read too slowly. */
  | 'broken-off'
  | 'FILE_MISSING'
  | RefusalCode

export interface Access {
  linkId: number
  at: number
  what: 'look' | 'claim' | 'download'
  outcome: AccessOutcome
  /** An anonymous name, the same for one client during one day (UTC). */
  client: string
}

const day = 86_400_000
const flushAfterMs = 20
/** A link that is hammered keeps its newest entries only. */
const keptPerLink = 5000
/** More than this waits for a database that cannot be written only if somebody floods a known link. */
const mostWaiting = 10_000

export interface AccessCounts {
  looks: number
  claims: number
  /** Transfers of the whole file, or of a part that was asked for. */
  completed: number
  brokenOff: number
  refused: number
}

export type AccessLog = ReturnType<typeof createAccessLog>

/**
 * Who looked at a link, claimed and downloaded. Entries wait a few milliseconds to share one commit, so that
 * a popular page does not cost a disk flush per view; whoever reads the log gets them all.
 */
export function createAccessLog(db: Database, { clientKey, now }: { clientKey: Buffer; now: () => number }) {
  let waiting: Access[] = []
  let timer: NodeJS.Timeout | undefined
  let flushing: Promise<void> = Promise.resolve()
  let today: { number: number; key: Buffer } | undefined

  function keyOfToday(): Buffer {
    const number = Math.floor(now() / day)
    if (today?.number !== number)
      today = { number, key: createHmac('sha256', clientKey).update(String(number)).digest() }
    return today.key
  }

  function add(entry: Access) {
    if (waiting.length < mostWaiting) waiting.push(entry)
    timer ??= setTimeout(() => void flush().catch(() => {}), flushAfterMs)
  }

  /** One after another: who asks for it while one is under way waits for both. */
  function flush(): Promise<void> {
    flushing = flushing.catch(() => {}).then(writeWaiting)
    return flushing
  }

  async function writeWaiting(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const entries = waiting
    waiting = []
    if (entries.length === 0) return
    try {
      crashpoint('access log: before')
      await write(db, (trx) => addAccess(trx, entries))
      crashpoint('access log: after')
    } catch (cause) {
      waiting = [...entries, ...waiting].slice(0, mostWaiting)
      throw cause
    }
  }

  return {
    add,
    flush,

    /** The anonymous name of an address: keyed, and with another key each day, so that it leads nowhere later. */
    clientOf(address: string): string {
      return createHmac('sha256', keyOfToday()).update(networkOf(address)).digest('hex').slice(0, 10)
    },

    /** The newest first. */
    async ofTicket(ticketId: number, limit = 50): Promise<Access[]> {
      await flush()
      const rows = await db
        .selectFrom('link_access')
        .innerJoin('link', 'link.id', 'link_access.link_id')
        .select(['link_access.link_id', 'link_access.at', 'what', 'outcome', 'client'])
        .where('link.ticket_id', '=', ticketId)
        .orderBy('link_access.at', 'desc')
        .orderBy('link_access.id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(({ link_id, ...row }) => ({ linkId: link_id, ...row }) as Access)
    },

    async countsOf(linkIds: number[]): Promise<Map<number, AccessCounts>> {
      await flush()
      const rows = await db
        .selectFrom('link_access')
        .select(['link_id', 'what', 'outcome', ({ fn }) => fn.countAll<number>().as('count')])
        .where('link_id', 'in', linkIds)
        .groupBy(['link_id', 'what', 'outcome'])
        .execute()
      const counts = new Map<number, AccessCounts>()
      for (const { link_id: id, what, outcome, count } of rows) {
        const own = counts.get(id) ?? { looks: 0, claims: 0, completed: 0, brokenOff: 0, refused: 0 }
        counts.set(id, own)
        own[columnOf(what, outcome)] += Number(count)
      }
      return counts
    },

    async trim(): Promise<void> {
      await sql`delete from link_access where id in (
        select id from (
          select id, row_number() over (partition by link_id order by id desc) as place from link_access
        ) as placed where place > ${keptPerLink})`.execute(db)
    },
  }
}

function columnOf(what: string, outcome: string): keyof AccessCounts {
  if (outcome === 'allowed') return what === 'look' ? 'looks' : 'claims'
  if (outcome === 'completed' || outcome === 'part') return 'completed'
  return outcome === 'broken-off' ? 'brokenOff' : 'refused'
}

/** Writes entries in somebody's transaction. */
export async function addAccess(trx: Kysely<Schema>, entries: Access[]): Promise<void> {
  const rows = entries.map(({ linkId, ...entry }) => ({ link_id: linkId, ...entry }))
  if (rows.length === 1) {
    await addOne(trx, rows[0]!)
    return
  }
  for (let from = 0; from < rows.length; from += 500) {
    await trx
      .insertInto('link_access')
      .values(rows.slice(from, from + 500))
      .execute()
  }
}

const addOne = prepared((db, row: Omit<Selectable<Schema['link_access']>, 'id'>) =>
  db.insertInto('link_access').values(row),
)

/** One household or server: an IPv4 address, or the first 64 bits of an IPv6 one (RFC 4291, 2.5.4). */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d{1,3}\.)/i, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.toLowerCase().split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  return [...before, ...Array<string>(zeros).fill('0'), ...after]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')
}
