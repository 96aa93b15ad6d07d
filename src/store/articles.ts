import { type Kysely, sql, type Transaction } from 'kysely'
import type { Sanitized } from '../sanitize/sanitized.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import { write } from './write.ts'

/** An article as it is kept: its file, who wrote it, and who has looked at it. */
export interface StoredArticle {
  slug: string
  file: string
  /** What people read while `file` is a draft that would take its place. */
  publishedFile: string | null
  status: string
  author: string
  reviewer: string | null
}

/** How an article has done: what people said of it when it was offered, and how often it was opened. */
export interface ArticleUse {
  slug: string
  views: number
  helped: number
  declined: number
}

export type Articles = ReturnType<typeof createArticles>

export function createArticles(db: Database, deskId: string, { now }: { now: () => number }) {
  return {
    async all(): Promise<StoredArticle[]> {
      return db
        .selectFrom('article')
        .select(['slug', 'file', 'published_file as publishedFile', 'status', 'author', 'reviewer'])
        .where('desk_id', '=', deskId)
        .orderBy('slug')
        .execute()
    },

    /** Changes when something was written, also by another process. */
    async version(): Promise<string> {
      const row = await db
        .selectFrom('article')
        .select([({ fn }) => fn.countAll<number>().as('count'), ({ fn }) => fn.max('updated_at').as('newest')])
        .where('desk_id', '=', deskId)
        .executeTakeFirstOrThrow()
      return `${row.count}:${row.newest}`
    },

    async get(slug: string): Promise<StoredArticle | undefined> {
      return (await this.all()).find((article) => article.slug === slug)
    },

    /** Writes or replaces one, with whatever else `within` does; a changed text needs to be looked at again. */
    put: (
      article: {
        slug: string
        file: Sanitized
        /** What people read until a draft is published. */
        publishedFile?: Sanitized | null
        status: string
        author: string
        ticketId?: number
      },
      within?: (trx: Transaction<Schema>) => Promise<void>,
    ): Promise<void> =>
      write(db, async (trx) => {
        const { slug, file, publishedFile = null, status, author, ticketId = null } = article
        const at = now()
        const text = { file, published_file: publishedFile, status, author, reviewer: null, updated_at: at }
        await trx
          .insertInto('article')
          .values({ ...text, desk_id: deskId, slug, ticket_id: ticketId, created_at: at })
          .onConflict((conflict) => conflict.columns(['desk_id', 'slug']).doUpdateSet(text))
          .execute()
        await within?.(trx)
      }),

    /** @param file with the new status in its head; it takes the place of what people read so far. */
    async setStatus(slug: string, to: { file: Sanitized; status: string; reviewer: string | null }): Promise<void> {
      await db
        .updateTable('article')
        .set({ ...to, published_file: null, updated_at: now() })
        .where('desk_id', '=', deskId)
        .where('slug', '=', slug)
        .execute()
    },

    async remove(slug: string): Promise<void> {
      await db.deleteFrom('article').where('desk_id', '=', deskId).where('slug', '=', slug).execute()
    },

    async countView(slug: string): Promise<void> {
      await db
        .insertInto('article_use')
        .values({ desk_id: deskId, slug, views: 1 })
        .onConflict((conflict) =>
          conflict.columns(['desk_id', 'slug']).doUpdateSet({ views: sql`article_use.views + 1` }),
        )
        .execute()
    },

    async uses(): Promise<Map<string, ArticleUse>> {
      const uses = new Map<string, ArticleUse>()
      const useOf = (slug: string) => {
        const use = uses.get(slug) ?? { slug, views: 0, helped: 0, declined: 0 }
        uses.set(slug, use)
        return use
      }
      const views = await db.selectFrom('article_use').selectAll().where('desk_id', '=', deskId).execute()
      for (const { slug, views: count } of views) useOf(slug).views = count
      const outcomes = await db
        .selectFrom('suggestion')
        .select(['article_id', 'state', ({ fn }) => fn.countAll<number>().as('count')])
        .where('desk_id', '=', deskId)
        .where('state', 'in', ['solved', 'declined'])
        .groupBy(['article_id', 'state'])
        .execute()
      for (const { article_id: slug, state, count } of outcomes) {
        useOf(slug)[state === 'solved' ? 'helped' : 'declined'] = Number(count)
      }
      const found = await db
        .selectFrom('article_search')
        .select(['slug', ({ fn }) => fn.countAll<number>().as('count')])
        .where('desk_id', '=', deskId)
        .where('outcome', '=', 'solved')
        .groupBy('slug')
        .execute()
      for (const { slug, count } of found) if (slug !== null) useOf(slug).helped += Number(count)
      return uses
    },

    /** @returns its id, by which its outcome can be told. */
    async recordSearch(search: {
      guildId: string
      query: Sanitized
      slug: string | null
      confidence: number
    }): Promise<number> {
      const { guildId, query, slug, confidence } = search
      const text = { query: query.slice(0, 300), slug, confidence, outcome: null }
      const { id } = await db
        .insertInto('article_search')
        .values({ ...text, desk_id: deskId, guild_id: guildId, at: now() })
        .returning('id')
        .executeTakeFirstOrThrow()
      return id
    },

    /** Keeps that what was found has solved it, once. @returns what was looked for in this server, unless that was kept before. */
    async searchSolved(guildId: string, id: number): Promise<{ query: string; slug: string } | undefined> {
      const row = await db
        .updateTable('article_search')
        .set({ outcome: 'solved' })
        .where('id', '=', id)
        .where('desk_id', '=', deskId)
        .where('guild_id', '=', guildId)
        .where('outcome', 'is', null)
        .returning(['query', 'slug'])
        .executeTakeFirst()
      return row?.slug ? { query: row.query, slug: row.slug } : undefined
    },

    /** What was looked for since then and not surely found, as often as it was, most often first. */
    async gaps(
      guildId: string,
      { since, sure }: { since: number; sure: number },
    ): Promise<{ query: string; count: number }[]> {
      const rows = await db
        .selectFrom('article_search')
        .select([sql<string>`lower(trim(query))`.as('query'), ({ fn }) => fn.countAll<number>().as('count')])
        .where('desk_id', '=', deskId)
        .where('guild_id', '=', guildId)
        .where('at', '>', since)
        .where('confidence', '<', sure)
        .where('outcome', 'is', null)
        .groupBy(sql`lower(trim(query))`)
        .orderBy('count', 'desc')
        .orderBy('query')
        .limit(15)
        .execute()
      return rows.map(({ query, count }) => ({ query, count: Number(count) }))
    },
  }
}

/** Searches are kept for a quarter: longer ago, people asked about another product. */
export async function forgetSearches(db: Kysely<Schema>, before: number): Promise<void> {
  await db.deleteFrom('article_search').where('at', '<', before).execute()
}
