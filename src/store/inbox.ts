import type { Kysely } from 'kysely'
import { crashpoint } from '../crashpoint.ts'
import type { Schema } from './schema.ts'

/**
 * Remembers that an incoming event has been taken. `source` is `message`, `interaction`, `github` and so on.
 *
 * @returns false when it had been taken before: then there is nothing to do.
 */
export async function takeOnce(db: Kysely<Schema>, source: string, id: string, at: number): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('inbox')
    .values({ key: `${source}:${id}`, at })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirstOrThrow()
  crashpoint('inbox: taken, not committed')
  return numInsertedOrUpdatedRows === 1n
}

/** GitHub may deliver again for 30 days (docs.github.com, "Redelivering webhooks"); older keys can go. */
export async function forgetOld(db: Kysely<Schema>, before: number): Promise<void> {
  await db.deleteFrom('inbox').where('at', '<', before).execute()
}
