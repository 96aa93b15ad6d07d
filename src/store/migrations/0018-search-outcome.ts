import type { Kysely } from 'kysely'

/** What came of a search: `solved` when the person who looked for it has said so. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('article_search').addColumn('outcome', 'text').execute()
}
