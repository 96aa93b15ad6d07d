import type { Kysely } from 'kysely'

/** Where both sides last agreed on an issue's labels and assignees, so that what somebody changes there is seen. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('post').addColumn('labelled', 'text').execute()
}
