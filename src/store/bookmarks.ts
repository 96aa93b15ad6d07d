import type { Kysely } from 'kysely'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import { write } from './write.ts'

export type Bookmarks = ReturnType<typeof createBookmarks>

/** Where reading goes on after a restart; `key` names what is read. */
export function createBookmarks(db: Database) {
  return {
    async get(key: string): Promise<string | undefined> {
      const row = await db.selectFrom('bookmark').select('value').where('key', '=', key).executeTakeFirst()
      return row?.value
    },
    set: (key: string, value: string) => write(db, (trx) => set(trx, key, value)),

    /** Several in one commit. */
    setAll: (bookmarks: Map<string, string>) =>
      write(db, async (trx) => {
        for (const [key, value] of bookmarks) await set(trx, key, value)
      }),

    /** Several that nobody needs any more. */
    async forget(keys: string[]): Promise<void> {
      const one = (key: string) => write(db, (trx) => trx.deleteFrom('bookmark').where('key', '=', key).execute())
      for (const key of keys) await one(key)
    },

    /** All whose keys begin so, without that beginning. */
    async startingWith(prefix: string): Promise<Map<string, string>> {
      const end = `${prefix.slice(0, -1)}${String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1)}`
      const rows = await db
        .selectFrom('bookmark')
        .selectAll()
        .where('key', '>=', prefix)
        .where('key', '<', end)
        .execute()
      return new Map(rows.map(({ key, value }) => [key.slice(prefix.length), value]))
    },
  }
}

async function set(trx: Kysely<Schema>, key: string, value: string): Promise<void> {
  await trx
    .insertInto('bookmark')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
