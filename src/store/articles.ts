import { type Kysely, sql } from 'kysely'
import type { Sanitized } from '../sanitize/sanitized.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

/** An article as it is kept: its file, who wrote it, and who has looked at it. */
export interface StoredArticle {
  slug: string
  file: string
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
        .select(['slug', 'file', 'status', 'author', 'reviewer'])
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

    /** Writes or replaces one; a changed text needs to be looked at again. */
    async put(article: {
      slug: string
      file: Sanitized
      status: string
      author: string
      ticketId?: number
    }): Promise<void> {
      const { slug, file, status, author, ticketId = null } = article
      const at = now()
      await db
        .insertInto('article')
        .values({
          ...{ desk_id: deskId, slug, file, status, author, reviewer: null, ticket_id: ticketId },
          ...{ created_at: at, updated_at: at },
        })
        .onConflict((conflict) =>
          conflict.columns(['desk_id', 'slug']).doUpdateSet({ file, status, author, reviewer: null, updated_at: at }),
        )
        .execute()
    },

    /** @param file with the new status in its head. */
    async setStatus(slug: string, to: { file: Sanitized; status: string; reviewer: string | null }): Promise<void> {
      await db
        .updateTable('article')
        .set({ ...to, updated_at: now() })
        .where('desk_id', '=', deskId)
        .where('slug', '=', slug)
        .execute()
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
      return uses
    },

    async recordSearch(search: {
      guildId: string
      query: Sanitized
      slug: string | null
      confidence: number
    }): Promise<void> {
      const { guildId, query, slug, confidence } = search
      await db
        .insertInto('article_search')
        .values({ desk_id: deskId, guild_id: guildId, query: query.slice(0, 300), slug, confidence, at: now() })
        .execute()
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
