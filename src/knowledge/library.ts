import type { Desk } from '../desk.ts'
import { type Articles, createArticles } from '../store/articles.ts'
import type { Database } from '../store/database.ts'
import { paraphrasesOf } from '../store/suggestions.ts'
import { type Article, parseArticle, readArticles } from './articles.ts'
import { createSearch, type Search } from './search.ts'

/** An article that may answer a request. */
export interface Answer {
  article: Article
  /** The probability that it does. */
  confidence: number
  /** Words of the request that it has. */
  because: string[]
}

export interface Reader {
  tier: string
  language: string
}

export interface Filter {
  category?: string
  platform?: string
  language?: string
}

/** The articles of a desk, as people may find them. */
export interface Library {
  /** Gets ready to search, which takes a moment the first time. */
  warm(): Promise<void>
  /** The published article that most likely answers; undefined when the best one is not for this reader. */
  answer(text: string, reader: Reader): Promise<Answer | undefined>
  /** The published articles for this reader that are nearest to a text, best first, at most so many. */
  nearest(text: string, reader: Reader, most: number): Promise<Omit<Answer, 'confidence'>[]>
  /** Published articles for this reader, best first: by their words, then a little by how they have done. */
  search(
    query: string,
    reader: Pick<Reader, 'tier'>,
    filter: Filter,
  ): Promise<(Omit<Answer, 'confidence'> & { score: number })[]>
  /** A published one, as people read it. */
  get(id: string): Promise<Article | undefined>
  /** All that people read. */
  published(): Promise<Article[]>
  /** The newest text of each, whatever its status. */
  all(): Promise<Article[]>
  /** Something has been learned: the next search sees it. */
  renew(): void
}

interface Shelf {
  version: string
  all: Article[]
  published: Map<string, Article>
  search: Search
}

/** Longer wordings tell a whole story, of which the article answers a part. */
export const longestParaphrase = 300

export function createLibrary(desk: Desk, db: Database, now: () => number): Library {
  const articles = createArticles(db, desk.id, { now })
  let shelf: Promise<Shelf> | undefined
  const open = async (): Promise<Shelf> => {
    const version = await articles.version()
    if (shelf === undefined || (await shelf).version !== version) {
      shelf = fill(desk, db, articles, version).catch((cause: unknown) => {
        shelf = undefined
        throw cause
      })
    }
    return shelf
  }

  const isReadBy = (article: Article, { tier, language }: Reader) =>
    isFor(article, tier) && (article.language === language || article.language === desk.language)

  return {
    warm: async () => void (await open()),
    renew: () => {
      shelf = undefined
    },
    get: async (id) => (await open()).published.get(id),
    published: async () => [...(await open()).published.values()],
    all: async () => (await open()).all,

    async answer(text, reader) {
      const { published, search } = await open()
      const { results, confidence } = search.find(text, 1)
      const [best] = results
      const article = best && published.get(best.id)
      if (best === undefined || article === undefined) return undefined
      return isReadBy(article, reader) ? { article, confidence, because: best.because } : undefined
    },

    async nearest(text, reader, most) {
      const { published, search } = await open()
      const near = search.find(text, 4 * most).results.flatMap(({ id, because }) => {
        const article = published.get(id)
        return article !== undefined && isReadBy(article, reader) ? [{ article, because }] : []
      })
      return near.slice(0, most)
    },

    async search(query, { tier }, filter) {
      const { published, search } = await open()
      const uses = await articles.uses()
      const found = search.find(query, 60).results.flatMap(({ id, score, because }) => {
        const article = published.get(id)
        if (article === undefined || !isFor(article, tier) || !fits(article, filter)) return []
        return [{ article, because, score: score * boostOf(article, uses.get(id), now()) }]
      })
      return found.sort((a, b) => b.score - a.score)
    },
  }
}

/** Whether people of this tier may read it. */
export const isFor = ({ tiers }: Pick<Article, 'tiers'>, tier: string) => tiers.length === 0 || tiers.includes(tier)

const fits = (article: Article, { category, platform, language }: Filter) =>
  (category === undefined || article.category === category) &&
  (language === undefined || article.language === language) &&
  (platform === undefined || article.platforms.length === 0 || article.platforms.includes(platform))

const yearMs = 365 * 24 * 3_600_000

/** Gentle: the words decide, and among equals what is read, has helped and was looked at lately comes first. At most 1.15. */
export function boostOf(
  { reviewed }: Pick<Article, 'reviewed'>,
  use: { views: number; helped: number; declined: number } = { views: 0, helped: 0, declined: 0 },
  now: number,
): number {
  const popularity = Math.min(1, Math.log10(1 + use.views + 10 * use.helped) / 3)
  // Between yes and no it stands at one half until people have said something.
  const rating = (use.helped + 1) / (use.helped + use.declined + 2) - 0.5
  const age = reviewed === undefined ? 1 : Math.min(1, Math.max(0, now - Date.parse(reviewed)) / yearMs)
  return 1 + 0.05 * popularity + 0.1 * rating + 0.05 * (1 - age)
}

async function fill(desk: Desk, db: Database, articles: Articles, version: string): Promise<Shelf> {
  const known = new Map(readArticles(desk).map((article) => [article.id, article]))
  const readMeanwhile = new Map<string, Article>()
  for (const { slug, file, publishedFile } of await articles.all()) {
    // One that the desk has outgrown (its category is gone) is left out until somebody edits it.
    const [newest, earlier] = [file, publishedFile].map((text) => text && parseArticle(`${slug}.md`, text, desk))
    if (newest && typeof newest !== 'string') known.set(slug, newest)
    if (earlier && typeof earlier !== 'string') readMeanwhile.set(slug, earlier)
  }
  const all = [...known.values()]
  const published = all.flatMap((article) => {
    const read = article.status === 'published' ? article : readMeanwhile.get(article.id)
    return read === undefined ? [] : [read]
  })
  const learned = new Map<string, string[]>()
  for (const { article_id, text } of await paraphrasesOf(db, desk.id)) {
    const texts = learned.get(article_id) ?? []
    if (texts.length < mostParaphrases) learned.set(article_id, [...texts, text])
  }
  const search = createSearch(
    published.map(({ id, title, asked, body }) => ({
      id,
      title,
      asked: [...asked, ...(learned.get(id) ?? [])],
      text: body,
    })),
  )
  return { version, all, published: new Map(published.map((article) => [article.id, article])), search }
}

/** More than this many wordings of one article add length, and little else. */
const mostParaphrases = 20
