import type { App } from '../app.ts'
import { demand, may } from '../core/may.ts'
import type { Reply, ReplyButton } from '../core/reply.ts'
import { cut } from '../core/title.ts'
import type { Person } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import type { Article } from '../knowledge/articles.ts'
import { type Filter, isFor } from '../knowledge/library.ts'
import { passageOf } from '../knowledge/passage.ts'

const mostShown = 5
const longestPassage = 1200
/** Of what may well not be meant, people see so much that they can tell. */
const longestDoubtful = 350

/** Others are named while they fit at least so well, as a share of how well the best one does. */
const alsoFits = 0.5

/** What the knowledge base has on something: the best passage, why it matched, and what else there is. */
export async function searchArticles(
  { query, filter, guildId, by }: { query: string; filter: Filter; guildId: string; by: Person },
  app: App,
): Promise<Reply> {
  const asked = app.clean(query, 'search')
  // Marks alone ask for nothing, and are no gap in what there is to read.
  if (!/[\p{L}\p{N}]/u.test(asked)) return { say: 'faq.ask', isPrivate: true }
  const found = await app.library.search(asked, { tier: by.tier }, filter)
  const answer = await app.library.answer(asked, { tier: by.tier, language: app.desk.language })
  const [best, ...others] = found
  const confidence = best !== undefined && best.article.id === answer?.article.id ? answer.confidence : 0
  const search = await app.articles.recordSearch({ guildId, query: asked, slug: best?.article.id ?? null, confidence })
  // Its form asks for everything that a ticket needs.
  const help: ReplyButton = {
    label: 'I still need help',
    emoji: '🙋',
    control: await app.controls.for('request', null),
  }
  if (best === undefined)
    return { say: 'faq.none', values: { query: cut(asked, 100) }, buttons: [help], isPrivate: true }
  const control = await app.controls.for('search.solved', null, { search: String(search) })
  const buttons: ReplyButton[] = [{ label: 'That solved it', style: 'success', emoji: '✅', control }, help]
  const isSure = confidence >= app.desk.confidence.ask
  if (isSure) await app.articles.countView(best.article.id)
  const why = (because: string[]) =>
    because.length > 0 ? ` (${because.map((word) => `"${cut(word, 30)}"`).join(', ')})` : ''
  const also = others.filter(({ score }) => score >= alsoFits * best.score)
  const more = also.slice(0, mostShown - 1).map(({ article, because }) => `• ${line(article)}${why(because)}`)
  return {
    say: isSure ? 'faq.found' : 'faq.nearest',
    values: {
      title: best.article.title,
      passage: passageOf(best.article.body, best.because, isSure ? longestPassage : longestDoubtful),
      source: `article \`${best.article.id}\``,
      slug: best.article.id,
      because: why(best.because),
      more: more.length > 0 ? `\n**See also** (\`/faq show\`)\n${more.join('\n')}` : '',
    },
    buttons,
    isPrivate: true,
  }
}

const line = ({ id, title }: Article) => `${title} · \`${id}\``

/**
 * One article as people read it; its newest text, whatever its status, where the staff asks.
 *
 * @throws Refusal ARTICLE_NOT_FOUND
 */
export async function showArticle({ slug, by }: { slug: string; by: Person }, app: App): Promise<Reply> {
  const isStaff = may('article.read-draft', by)
  const article = isStaff ? await articleCalled(slug, app) : await app.library.get(slug)
  if (article === undefined || !(isStaff || isFor(article, by.tier))) throw notFound(slug, app)
  await app.articles.countView(article.id)
  const { id, title, body, status } = article
  const source = `article \`${id}\`${status === 'published' ? '' : `, ${status}`}`
  return { say: 'faq.found', values: { title, passage: passageOf(body, [], 1700), source }, isPrivate: true }
}

/** What people read and what has helped them most. */
export async function popularArticles({ by }: { by: Person }, app: App): Promise<Reply> {
  const uses = await app.articles.uses()
  const rated = [...uses.values()].sort((a, b) => b.helped * 5 + b.views - (a.helped * 5 + a.views))
  const lines: string[] = []
  for (const { slug, views, helped } of rated) {
    const article = await app.library.get(slug)
    if (article === undefined || !isFor(article, by.tier)) continue
    if (lines.length < 10) lines.push(`• ${line(article)} · read ${views}, helped ${helped}`)
  }
  return list(lines, 'faq.no-reads')
}

export async function articlesOfCategory({ category, by }: { category: string; by: Person }, app: App): Promise<Reply> {
  const published = await app.library.published()
  const all = published.filter((article) => article.category === category && isFor(article, by.tier))
  return list(
    all.slice(0, 25).map((article) => `• ${line(article)}`),
    'faq.no-category',
  )
}

/** From so many on, of whom more than half were not helped, an article has to be looked at. */
const enoughDeclined = 3

/** What there is to do: articles that do not help, drafts that wait for another person, and those marked as outdated. */
export async function articleTasks({ by }: { by: Person }, app: App): Promise<Reply> {
  demand('article.write', by)
  const uses = await app.articles.uses()
  const lines = (await app.library.all()).flatMap((article) => {
    const { helped = 0, declined = 0 } = uses.get(article.id) ?? {}
    if (article.status !== 'published') return [`• ${article.status}: ${line(article)}`]
    const isPoor = declined >= enoughDeclined && declined > helped
    return isPoor ? [`• does not help (${declined} of ${helped + declined}): ${line(article)}`] : []
  })
  return list(lines.slice(0, 20), 'faq.no-tasks')
}

const monthMs = 30 * 24 * 3_600_000

/** What people looked for in the last thirty days, and nothing surely answered. */
export async function articleGaps({ guildId, by }: { guildId: string; by: Person }, app: App): Promise<Reply> {
  demand('article.write', by)
  const gaps = await app.articles.gaps(guildId, { since: app.now() - monthMs, sure: app.desk.confidence.answer })
  return list(
    gaps.map(({ query, count }) => `• ${count} × ${cut(query, 100)}`),
    'faq.no-gaps',
  )
}

const list = (lines: string[], empty: Reply['say']): Reply =>
  lines.length === 0
    ? { say: empty, isPrivate: true }
    : { say: 'faq.list', values: { list: lines.join('\n') }, isPrivate: true }

/** @throws Refusal ARTICLE_NOT_FOUND */
export async function articleCalled(slug: string, app: App): Promise<Article> {
  const article = (await app.library.all()).find(({ id }) => id === slug)
  if (article === undefined) throw notFound(slug, app)
  return article
}

const notFound = (slug: string, { clean }: App) =>
  new Refusal('ARTICLE_NOT_FOUND', { values: { asked: cut(clean(slug, 'search'), 60) } })
