import type { Kysely } from 'kysely'

/**
 * Whether Bee is sending an issue's labels, apart from what both sides last agreed on, which is shown meanwhile. Where a
 * change was being sent until now, nothing was agreed on: that stays so.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('post')
    .addColumn('is_labelling', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
}
