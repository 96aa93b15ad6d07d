import type { Desk } from '../desk.ts'
import type { Database } from '../store/database.ts'
import { paraphrasesOf } from '../store/suggestions.ts'
import { type Article, readArticles } from './articles.ts'
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

/** The articles of a desk, as people may find them. */
export interface Library {
  /** Gets ready to search, which takes a moment the first time. */
  warm(): Promise<void>
  /** The published article that most likely answers; undefined when the best one is not for this reader. */
  answer(text: string, reader: Reader): Promise<Answer | undefined>
  get(id: string): Promise<Article | undefined>
  /** Something has been learned or written: the next search sees it. */
  renew(): void
}

interface Shelf {
  articles: Map<string, Article>
  search: Search
}

/** Longer wordings tell a whole story, of which the article answers a part. */
export const longestParaphrase = 300

export function createLibrary(desk: Desk, db: Database): Library {
  let shelf: Promise<Shelf> | undefined
  const open = () => {
    shelf ??= fill(desk, db).catch((cause: unknown) => {
      shelf = undefined
      throw cause
    })
    return shelf
  }

  return {
    warm: async () => void (await open()),
    renew: () => {
      shelf = undefined
    },
    get: async (id) => (await open()).articles.get(id),
    async answer(text, { tier, language }) {
      const { articles, search } = await open()
      const { results, confidence } = search.find(text, 1)
      const [best] = results
      const article = best && articles.get(best.id)
      if (best === undefined || article === undefined) return undefined
      const isForTier = article.tiers.length === 0 || article.tiers.includes(tier)
      const isUnderstood = article.language === language || article.language === desk.language
      return isForTier && isUnderstood ? { article, confidence, because: best.because } : undefined
    },
  }
}

async function fill(desk: Desk, db: Database): Promise<Shelf> {
  const published = readArticles(desk).filter(({ status }) => status === 'published')
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
  return { articles: new Map(published.map((article) => [article.id, article])), search }
}

/** More than this many wordings of one article add length, and little else. */
const mostParaphrases = 20
