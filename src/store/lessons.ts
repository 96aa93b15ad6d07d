import { Kind } from '../desk.ts'
import type { Sanitized } from '../sanitize/index.ts'
import type { KindRow } from '../triage/kind-model.ts'
import type { KeptCorrection } from './corrections.ts'
import type { Database } from './database.ts'
import { write } from './write.ts'

/** A labelled request from elsewhere. `source` says where it stands, and makes it come once. */
export interface Lesson {
  source: string
  product: string | undefined
  title: Sanitized
  text: Sanitized
  kind: Kind | undefined
  category: string | undefined
}

/** Bounds what learning categories takes. */
const mostOfCategories = 1500
/** And kinds: about a minute on a small machine. */
const mostOfKinds = 6000

export type Lessons = ReturnType<typeof createLessons>

export function createLessons(db: Database, deskId: string, { now }: { now: () => number }) {
  const ofDesk = () => db.selectFrom('lesson').selectAll().where('desk_id', '=', deskId).orderBy('at', 'desc')
  return {
    /** Takes them in one commit; what was said before of the same source gives way. */
    put: (lessons: readonly Lesson[]) =>
      write(db, async (trx) => {
        for (const { source, product = null, title, text, kind = null, category = null } of lessons) {
          const values = { product, title, text, kind, category, at: now() }
          await trx
            .insertInto('lesson')
            .values({ desk_id: deskId, source, ...values })
            .onConflict((conflict) => conflict.columns(['desk_id', 'source']).doUpdateSet(values))
            .execute()
        }
      }),

    /** As triage learns categories from them; one counts as much as an example of the desk. */
    async ofCategories(): Promise<KeptCorrection[]> {
      const rows = await ofDesk().where('category', 'is not', null).orderBy('source').limit(mostOfCategories).execute()
      return rows.map(({ source, title, text, category, at }) => ({
        key: `${source}@${at}`,
        text: `${title}\n${text}`,
        category: category!,
        weight: 1,
      }))
    },

    async ofKinds(): Promise<KindRow[]> {
      const rows = await ofDesk().where('kind', 'is not', null).orderBy('source').limit(mostOfKinds).execute()
      return rows.map(({ title, text, kind, product }) => ({
        title,
        text,
        kind: Kind.parse(kind),
        product: product ?? undefined,
      }))
    },
  }
}
