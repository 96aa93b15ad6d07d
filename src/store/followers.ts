import type { Kysely } from 'kysely'
import type { Effect } from '../core/effects.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

/** An effect that has not been tried yet, right behind another one of its lane. */
export interface Follower<Some extends Effect> {
  id: number
  marker: string
  effect: Some
}

/** The effects of the same kind that come next in this one's lane, in order, up to the first of another kind. */
export async function followersOf<Do extends Effect['do']>(
  db: Database,
  id: number,
  kind: Do,
  most: number,
): Promise<Follower<Extract<Effect, { do: Do }>>[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'marker', 'effect', 'state'])
    .where('lane', '=', ({ selectFrom }) => selectFrom('outbox').select('lane').where('id', '=', id))
    .where('id', '>', id)
    .where('state', 'in', ['new', 'trying'])
    .orderBy('id')
    .limit(most)
    .execute()
  const followers: Follower<Extract<Effect, { do: Do }>>[] = []
  for (const { id, marker, effect: text, state } of rows) {
    const effect = JSON.parse(text) as Effect
    if (effect.do !== kind || state !== 'new') break
    followers.push({ id, marker, effect: effect as Extract<Effect, { do: Do }> })
  }
  return followers
}

/** They went out together with the one before them. */
export async function markFollowed(trx: Kysely<Schema>, ids: number[], at: number): Promise<void> {
  if (ids.length === 0) return
  await trx.updateTable('outbox').set({ state: 'done', done_at: at, problem: null }).where('id', 'in', ids).execute()
}
