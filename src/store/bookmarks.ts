import type { Database } from './database.ts'
import { write } from './write.ts'

export type Bookmarks = ReturnType<typeof createBookmarks>

/** Where reading goes on after a restart; `key` names what is read. */
export function createBookmarks(db: Database) {
  return {
    async get(key: string): Promise<string | undefined> {
      const row = await db.selectFrom('bookmark').select('value').where('key', '=', key).executeTakeFirst()
      return row?.value
    },
    set: (key: string, value: string) =>
      write(db, async (trx) => {
        await trx
          .insertInto('bookmark')
          .values({ key, value })
          .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
          .execute()
      }),
  }
}
