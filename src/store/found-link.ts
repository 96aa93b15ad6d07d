import type { Kysely, Selectable } from 'kysely'
import { threadUrlOf } from '../core/thread-url.ts'
import type { Bundle, Link, Ticket } from '../core/types.ts'
import { Refusal, type RefusalCode } from '../errors.ts'
import type { Holder } from './personal-link.ts'
import { prepared } from './prepared.ts'
import { BundleState, linkOf } from './rows.ts'
import type { Schema } from './schema.ts'

/** A link with what it leads to. */
export interface FoundLink {
  link: Link
  bundle: Pick<Bundle, 'state' | 'name' | 'file' | 'sizeBytes' | 'sha256'>
  ticketNumber: string
  /** Where the conversation is; a direct message has no address. */
  threadUrl: string | undefined
  /** Who its address was given to; undefined for the link's own. */
  holder: Holder | undefined
}

/** What its page shows besides. */
export interface LinkContents {
  manifest: string | null
  leftOut: string[]
}

/** @returns undefined when there is no such link. */
export async function findLink(
  db: Kysely<Schema>,
  by: { tokenHash: string } | { id: number },
  holder?: Holder,
): Promise<FoundLink | undefined> {
  const { rows } = await ('id' in by ? byId(db, by) : byTokenHash(db, by))
  return rows[0] && foundOf(rows[0], holder)
}

const byId = prepared((db, { id }: { id: number }) => whole(db).where('link.id', '=', id))
const byTokenHash = prepared((db, { tokenHash }: { tokenHash: string }) =>
  whole(db).where('link.token_hash', '=', tokenHash),
)

const whole = (db: Kysely<Schema>) =>
  db
    .selectFrom('link')
    .innerJoin('bundle', 'bundle.id', 'link.bundle_id')
    .innerJoin('ticket', 'ticket.id', 'link.ticket_id')
    .selectAll('link')
    .select(['bundle.state', 'bundle.name', 'bundle.file', 'bundle.size_bytes', 'bundle.sha256'])
    .select(['ticket.number', 'ticket.guild_id', 'ticket.thread_id', 'ticket.place'])

type Row = Selectable<Schema['link']> &
  Pick<Selectable<Schema['bundle']>, 'state' | 'name' | 'file' | 'size_bytes' | 'sha256'> &
  Pick<Selectable<Schema['ticket']>, 'number' | 'guild_id' | 'thread_id' | 'place'>

function foundOf(row: Row, holder: Holder | undefined): FoundLink {
  const { name, file, size_bytes: sizeBytes, sha256 } = row
  const place = row.place as Ticket['place']
  return {
    link: linkOf(row),
    bundle: { state: BundleState.parse(row.state), name, file, sizeBytes, sha256 },
    ticketNumber: row.number,
    threadUrl: threadUrlOf({ guildId: row.guild_id, threadId: row.thread_id, place }),
    holder,
  }
}

/** Why this link may not be used; only told to somebody who holds it. */
export function refusalOf({ link, bundle, holder }: FoundLink, at: number): RefusalCode | undefined {
  if (link.revokedAt !== null) return 'LINK_REVOKED'
  if (link.expiresAt <= at) return 'LINK_EXPIRED'
  if (bundle.state === 'quarantined') return 'LINK_REVOKED'
  if (bundle.state !== 'ready') return 'LINK_EXPIRED'
  if (holder === undefined && link.audience.to !== 'anyone') return 'LINK_PERSONAL'
  if (holder !== undefined && holder.endsAt <= at) return 'LINK_PERSONAL_ENDED'
  if (link.downloadsLeft <= 0) return 'LINK_USED_UP'
  return undefined
}

/** The same as the holder is told it. */
export const refuse = (code: RefusalCode, { ticketNumber, threadUrl }: Pick<FoundLink, 'ticketNumber' | 'threadUrl'>) =>
  new Refusal(code, { values: { number: ticketNumber, url: threadUrl ?? '' } })
