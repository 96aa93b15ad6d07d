import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import { z } from 'zod'
import { builtValues } from '../built-values.ts'
import type { Desk } from '../desk.ts'
import { shipped } from '../paths.ts'

/** What stands at the head of an article's file. */
const Head = z.strictObject({
  title: z.string().min(5).max(120),
  category: z.string(),
  /** Other ways in which people ask for it. */
  asked: z.array(z.string().min(3)).default([]),
  tags: z.array(z.string()).default([]),
  /** Empty: for everybody. */
  tiers: z.array(z.string()).default([]),
  platforms: z.array(z.string()).default([]),
  language: z.string().length(2).default('en'),
  status: z.enum(['draft', 'in review', 'published', 'outdated']).default('draft'),
  reviewed: z.iso.date().optional(),
})

/** An entry of the knowledge base; its id is the name of its file. */
export interface Article extends z.output<typeof Head> {
  id: string
  /** Markdown, without the head. */
  body: string
}

/** Mistakes in articles, each with its file, all at once. */
export class ArticleProblem extends Error {
  override readonly name = 'ArticleProblem'
}

/**
 * Reads the articles of a desk.
 *
 * @param folder where they are; the ones that ship for this desk when left out.
 * @throws ArticleProblem naming every mistake.
 */
export function readArticles(desk: Desk, folder = shipped(`data/knowledge/${desk.id}`)): Article[] {
  const problems: string[] = []
  const articles: Article[] = []
  for (const file of markdownIn(folder)) {
    const read = parseArticle(file, readFileSync(join(folder, file), 'utf8'), desk)
    if (typeof read === 'string') problems.push(`  ${file}: ${read}`)
    else articles.push(read)
  }
  if (problems.length > 0) throw new ArticleProblem(`Articles in ${folder} have mistakes:\n${problems.join('\n')}`)
  return articles
}

/** @returns the article, or what is wrong with it. */
export function parseArticle(file: string, text: string, desk: Desk): Article | string {
  const top = headOf(text)
  if (top === undefined) return 'begins without a head between two lines of ---'
  const head = Head.safeParse(readHead(top))
  if (!head.success) return z.prettifyError(head.error).replaceAll('\n', ' ')

  const body = text.slice(top.length + '---\n\n---\n'.length).trim()
  if (body.length < 80) return 'says too little to help anybody'
  if (!desk.categories.some(({ id }) => id === head.data.category))
    return `the desk has no category "${head.data.category}"`
  const unknown = head.data.tiers.find((tier) => !desk.tiers.some(({ id }) => id === tier))
  if (unknown !== undefined) return `the desk has no tier "${unknown}"`
  return { id: file.replace(/\.md$/, ''), ...head.data, body }
}

/** The YAML at the top of an article's file. */
export const headOf = (text: string): string | undefined => /^---\n([\s\S]*?)\n---\n/.exec(text)?.[1]

function readHead(text: string): unknown {
  try {
    return builtValues(text) ?? parse(text)
  } catch {
    return undefined
  }
}

function markdownIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .sort()
  } catch {
    // A desk without articles is a young desk, not a broken one.
    return []
  }
}

/** An article as its file holds it. */
export function articleFile({ id: _, body, ...head }: Article): string {
  return `---\n${stringify(head, { lineWidth: 0 })}---\n\n${body.trim()}\n`
}

/** `How do I log in?` becomes `how-do-i-log-in`; what has no Latin letters gets a number instead. */
export function slugOf(title: string, taken: (slug: string) => boolean): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]{1,40}/g)
  const base = words === null ? 'article' : words.slice(0, 8).join('-').slice(0, 60)
  let slug = base
  for (let next = 2; taken(slug); next++) slug = `${base}-${next}`
  return slug
}
