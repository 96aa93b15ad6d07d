import type { Kysely } from 'kysely'

/** What a language model said beside the article that was offered, so that where the two differ can be looked at. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('suggestion').addColumn('advised', 'text').execute()
}
