import { setTimeout as wait } from 'node:timers/promises'
import type { App } from '../app.ts'
import { demand } from '../core/may.ts'
import type { Reply } from '../core/reply.ts'
import { cut } from '../core/title.ts'
import type { Person, Ticket } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import { type Article, articleFile, parseArticle, slugOf } from '../knowledge/articles.ts'
import { longestParaphrase } from '../knowledge/library.ts'
import type { Incoming } from '../once.ts'
import { enqueue } from '../store/outbox.ts'
import { articleCalled } from './find-articles.ts'

/** What a person fills in; the rest of an article's head stays as it is. */
export interface ArticleText {
  title: string
  body: string
  /** Other ways to ask, one a line. */
  asked: string
}

/**
 * Keeps a new article, or another text of one, as a draft: nobody sees it before somebody else has looked at it. Until
 * then, people go on reading the text that was published.
 *
 * @param slug of the one to change.
 * @throws Refusal NOT_ALLOWED, ARTICLE_NOT_FOUND, ARTICLE_WRONG
 */
export async function writeArticle(
  {
    slug,
    category,
    text,
    by,
    event,
  }: { slug?: string; category?: string; text: ArticleText; by: Person; event: Incoming },
  app: App,
): Promise<Reply> {
  demand('article.write', by)
  const earlier = slug === undefined ? undefined : await articleCalled(slug, app)
  const id = slug ?? (await freeSlug(text.title, app))
  const fresh = {
    tags: [],
    tiers: [],
    platforms: [],
    language: app.desk.language.slice(0, 2),
    category: category ?? '',
  }
  const whole: Article = {
    ...fresh,
    ...earlier,
    id,
    title: text.title,
    body: text.body,
    asked: waysToAsk(text),
    status: 'draft',
  }
  await keepDraft(whole, { by, event }, app)
  return { say: 'faq.drafted', values: { slug: id }, isPrivate: true }
}

/**
 * Makes a draft of the message that solved a ticket: the ticket's request is the question, this text the answer.
 *
 * @throws Refusal NOT_ALLOWED, ARTICLE_WRONG
 */
export async function saveAsAnswer(
  { ticket, solution, by, event }: { ticket: Ticket; solution: string; by: Person; event: Incoming },
  app: App,
): Promise<Reply> {
  const body = `${solution.trim()}\n\n*This answer comes from a solved ticket; where your set-up differs, it may need a change.*`
  const text = { title: cut(ticket.title, 110), body, asked: askedIn(ticket).join('\n') }
  return saveAnswer({ ticket, text, by, event }, app)
}

/**
 * The same with the text that somebody has written of it.
 *
 * @throws Refusal NOT_ALLOWED, ARTICLE_WRONG
 */
export async function saveAnswer(
  { ticket, text, by, event }: { ticket: Ticket; text: ArticleText; by: Person; event: Incoming },
  app: App,
): Promise<Reply> {
  demand('article.write', by)
  const { triage, id: ticketId } = ticket
  const slug = await freeSlug(text.title, app)
  const head = { tags: [], tiers: [], platforms: [], language: triage.language.slice(0, 2), category: triage.category }
  const { title, body } = text
  const article: Article = { ...head, id: slug, title, asked: waysToAsk(text), body, status: 'draft' }
  await keepDraft(article, { by, event, ticketId }, app)
  return { say: 'faq.drafted', values: { slug }, isPrivate: true }
}

/** An answer that is worth keeping says more than "done". */
const shortestSolution = 40
/** How far back in the thread it is looked for. */
const lookBack = 30
/** A form has to open within 3 s, so it opens empty rather than late. */
const longestLookMs = 1500

/** What somebody else last told the requester, without what is private: most likely what solved it. Empty when unknown. */
export async function solutionIn(ticket: Ticket, { chat, clean }: App): Promise<string> {
  const { threadId, requesterId, number } = ticket
  if (threadId === null) return ''
  const tooLate = wait(longestLookMs, [], { ref: false })
  const said = await Promise.race([chat.conversation(threadId, lookBack).catch(() => []), tooLate])
  const solution = said.findLast(
    ({ authorId, isBot, text }) => !isBot && authorId !== requesterId && text.trim().length >= shortestSolution,
  )
  return solution === undefined ? '' : clean(solution.text.trim(), number)
}

/** How the requester asked, as another way to find the article; a whole story is none. */
export const askedIn = ({ title, request }: Ticket): string[] =>
  request.length <= longestParaphrase && request !== title ? [request.replace(/\s+/g, ' ')] : []

const waysToAsk = ({ asked }: ArticleText) =>
  asked.split('\n').flatMap((line) => (line.trim().length < 3 ? [] : [line.trim()]))

async function keepDraft(
  article: Article,
  { by, event, ticketId }: { by: Person; event: Incoming; ticketId?: number },
  app: App,
): Promise<void> {
  const { id: slug } = article
  const file = fileOf(article, app)
  const kept = parseArticle(`${slug}.md`, file, app.desk)
  if (typeof kept === 'string') throw new Refusal('ARTICLE_WRONG', { values: { problem: kept } })
  const published = await app.library.get(slug)
  const isKnown = (await app.articles.get(slug))?.status === 'draft'
  const values = { person: `<@${by.id}>`, title: kept.title, slug }
  const draft = {
    ...{ slug, file, publishedFile: published ? fileOf(published, app) : null, status: 'draft', author: by.id },
    ...(ticketId === undefined ? {} : { ticketId }),
  }
  // Told of twice, it would find its own draft there and take another name.
  await app.once(event, (app) =>
    app.articles.put(draft, async (trx) => {
      // Somebody else has to publish it, and hears of it once.
      if (!isKnown)
        await enqueue(trx, [{ do: 'staff.say', guildId: by.guildId, reply: { say: 'staff.draft', values } }], app.now())
    }),
  )
  app.nudge()
}

const fileOf = (article: Article, { clean }: App) => clean(articleFile(article), `article:${article.id}`)

/**
 * Throws a draft away: a new article is gone, of another one the text that people read stays.
 *
 * @throws Refusal NOT_ALLOWED, ARTICLE_NOT_FOUND, ARTICLE_NO_DRAFT
 */
export async function discardDraft({ slug, by }: { slug: string; by: Person }, app: App): Promise<Reply> {
  demand('article.write', by)
  const { title, status } = await articleCalled(slug, app)
  const stored = await app.articles.get(slug)
  if (stored === undefined || status !== 'draft') throw new Refusal('ARTICLE_NO_DRAFT', { values: { title } })
  const published = await app.library.get(slug)
  if (published === undefined) await app.articles.remove(slug)
  else await setStatus(published, by, app)
  return { say: published === undefined ? 'faq.discarded' : 'faq.kept', values: { title, slug }, isPrivate: true }
}

async function freeSlug(title: string, app: App): Promise<string> {
  const taken = new Set((await app.library.all()).map(({ id }) => id))
  return slugOf(app.clean(title, 'article'), (slug) => taken.has(slug))
}

/**
 * Shows a draft to everybody. Whoever wrote it has looked at it long enough: another person publishes it.
 *
 * @throws Refusal NOT_ALLOWED, ARTICLE_NOT_FOUND, ARTICLE_OWN
 */
export async function publishArticle({ slug, by }: { slug: string; by: Person }, app: App): Promise<Reply> {
  demand('article.publish', by)
  const article = await articleCalled(slug, app)
  const stored = await app.articles.get(slug)
  if (stored?.author === by.id) throw new Refusal('ARTICLE_OWN')
  const reviewed = new Date(app.now()).toISOString().slice(0, 10)
  await setStatus({ ...article, status: 'published', reviewed }, by, app)
  return { say: 'faq.published', values: { title: article.title, slug }, isPrivate: true }
}

/**
 * Takes an article out of sight until it has been put right.
 *
 * @throws Refusal NOT_ALLOWED, ARTICLE_NOT_FOUND
 */
export async function outdateArticle({ slug, by }: { slug: string; by: Person }, app: App): Promise<Reply> {
  demand('article.publish', by)
  const article = await articleCalled(slug, app)
  await setStatus({ ...article, status: 'outdated' }, by, app)
  return { say: 'faq.outdated', values: { title: article.title, slug }, isPrivate: true }
}

async function setStatus(article: Article, by: Person, app: App): Promise<void> {
  const file = fileOf(article, app)
  const { id: slug, status } = article
  // One that ships with Bee is kept beside its file from the first change on.
  if ((await app.articles.get(slug)) === undefined) await app.articles.put({ slug, file, status, author: 'bee' })
  await app.articles.setStatus(slug, { file, status, reviewer: by.id })
}
