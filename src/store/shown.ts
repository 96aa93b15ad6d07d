import type { Transaction } from 'kysely'
import type { Effect } from '../core/effects.ts'
import type { DestinationKind } from '../core/types.ts'
import { prepared } from './prepared.ts'
import type { Schema } from './schema.ts'

/** Effects that bring a showing up to date, and where that stands. */
const followed: Partial<Record<Effect['do'], DestinationKind[]>> = {
  'posts.refresh': ['discord-channel', 'forum'],
  'issue.refresh': ['github'],
  'posts.label': ['github'],
}

/** Where the ticket is not shown, nothing has to follow it; most are shown in their thread alone. */
export async function withoutUnshown(trx: Transaction<Schema>, ticketId: number, effects: Effect[]): Promise<Effect[]> {
  if (!effects.some((effect) => effect.do in followed)) return effects
  const { rows } = await destinationsOf(trx, { ticketId })
  return effects.filter((effect) => {
    const places = followed[effect.do]
    return places === undefined || rows.some(({ destination }) => places.includes(destination as DestinationKind))
  })
}

const destinationsOf = prepared((db, { ticketId }: { ticketId: number }) =>
  db.selectFrom('post').select('destination').where('ticket_id', '=', ticketId).where('state', '!=', 'failed'),
)
