import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readDesk } from '../../src/desk.ts'
import { readArticles } from '../../src/knowledge/articles.ts'
import { createSearch } from '../../src/knowledge/search.ts'
import { shipped } from '../../src/paths.ts'
import { createTriage } from '../../src/triage/index.ts'

/**
 * Further hand-written requests to STING-CE, by style of author, with the articles that answer them (none: no article
 * does) and what is certain about their triage. Nothing is trained on them.
 */
const Row = z.strictObject({
  id: z.string(),
  style: z.string(),
  language: z.string(),
  kind: z.string().optional(),
  category: z.string().optional(),
  priority: z.string().optional(),
  scope: z.string().optional(),
  articles: z.array(z.string()),
  text: z.string(),
})
const rows = readFileSync(shipped('test/eval/requests-2.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => Row.parse(JSON.parse(line)))

const desk = readDesk('sting-ce')
const articles = readArticles(desk)
const search = createSearch(articles.map(({ id, title, asked, body }) => ({ id, title, asked, text: body })))
const found = rows.map((row) => {
  const { results, confidence } = search.find(row.text)
  return { row, confidence, place: results.findIndex(({ id }) => row.articles.includes(id)) }
})
const share = (yes: number, all: number) => yes / all

it('names articles that there are, and asks nothing in the words of one', () => {
  const known = new Set(articles.map(({ id }) => id))
  const asked = new Set(articles.flatMap((article) => [article.title, ...article.asked]))
  for (const { articles: named, text } of rows) {
    expect(named.filter((id) => !known.has(id))).toEqual([])
    expect(asked.has(text)).toBe(false)
  }
})

// Floors under what was measured when this was written; `npm run eval` prints the figures.
describe('the right article', () => {
  const answerable = found.filter(({ row }) => row.articles.length > 0)
  it.each([
    { which: 'in English', isMeant: (language: string) => language === 'en', first: 0.82, five: 0.93 },
    { which: 'in other languages', isMeant: (language: string) => language !== 'en', first: 0.75, five: 0.86 },
  ])('is found $which', ({ isMeant, first, five }) => {
    const asked = answerable.filter(({ row }) => isMeant(row.language))
    const within = (most: number) => asked.filter(({ place }) => place >= 0 && place < most).length
    expect(share(within(1), asked.length)).toBeGreaterThanOrEqual(first)
    expect(share(within(5), asked.length)).toBeGreaterThanOrEqual(five)
  })

  it('is right nearly always when Bee would answer by itself, and nothing is answered that has no article', () => {
    const sure = found.filter(({ confidence }) => confidence > desk.confidence.answer)
    expect(share(sure.filter(({ place }) => place === 0).length, sure.length)).toBeGreaterThanOrEqual(0.95)
    expect(share(sure.length, found.length)).toBeGreaterThanOrEqual(0.15)
    expect(sure.filter(({ row }) => row.articles.length === 0)).toEqual([])
  })
})

it.each([
  ['kind', 0.88],
  ['category', 0.83],
  ['priority', 0.81],
  ['scope', 0.88],
  ['language', 0.9],
] as const)('triage reads the %s right at least %d of the time', (field, least) => {
  const triage = createTriage(desk)
  const certain = rows.filter((row) => row[field] !== undefined)
  const right = certain.filter((row) => triage.read({ text: row.text })[field] === row[field])
  expect(share(right.length, certain.length)).toBeGreaterThanOrEqual(least)
})
