import type { Kysely } from 'kysely'

/** While a new text of an article waits for another person, people go on reading the one that was published. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('article').addColumn('published_file', 'text').execute()
}
