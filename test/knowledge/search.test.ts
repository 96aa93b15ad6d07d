import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readDesk } from '../../src/desk.ts'
import { parseArticle, readArticles } from '../../src/knowledge/articles.ts'
import { createSearch } from '../../src/knowledge/search.ts'
import { program } from '../../src/paths.ts'

const desk = readDesk('sting-ce')
const articles = readArticles(desk)
const search = createSearch(articles.map(({ id, title, asked, body }) => ({ id, title, asked, text: body })))

describe('the articles that ship for STING-CE', () => {
  it('are at least forty, in order, each for a category of the desk', () => {
    expect(articles.length).toBeGreaterThanOrEqual(40)
    for (const category of desk.categories) {
      expect(
        articles.some((article) => article.category === category.id),
        category.id,
      ).toBe(true)
    }
  })

  it.each([
    ["I can't log in since we updated", 'login-after-update'],
    ['kratos wants aal2 but I have no second factor', 'aal2-required'],
    ['postgres: sorry, too many clients already', 'connections-exhausted'],
    ['vault seald after reboot', 'unseal-vault'],
    ['502 bad gateway', 'bad-gateway'],
    ['how much memory is needed for 100 people', 'how-much-hardware'],
    ['certificate was not renewed by lets encrypt', 'certificate-expired'],
    ['the bot does not answer', 'llm-unavailable'],
    ['I want to move to a new server', 'restore'],
    ['where can I download my invoice', 'invoices-and-seats'],
    ['roll back the failed upgrade', 'rollback'],
    ['no space left on device, postgres stopped', 'postgres-disk-full'],
  ])('are found: %s', (query, id) => {
    expect(
      search
        .find(query)
        .results.slice(0, 2)
        .map((found) => found.id),
    ).toContain(id)
  })
})

it('says why it found something, in the words of the query', () => {
  expect(search.find('vault is sealed').results[0]?.because).toContain('sealed')
})

it('is not confident about what it knows nothing of', () => {
  expect(search.find('how do I bake sourdough bread').confidence).toBeLessThan(0.5)
  expect(search.find('')).toEqual({ results: [], confidence: 0 })
})

it.each([
  ['no head at all', 'Just text.', 'without a head'],
  ['an unknown category', head('category: cooking'), 'no category "cooking"'],
  ['an unknown key', head('category: backup\ncolour: red'), 'colour'],
  ['next to nothing', head('category: backup', 'Try again.'), 'too little'],
])('refuses an article with %s', (_, text, says) => {
  expect(parseArticle('new.md', text, desk)).toContain(says)
})

it('answers queries line by line over documents of both shapes', () => {
  const docs = join(mkdtempSync(join(tmpdir(), 'bee-docs-')), 'docs.jsonl')
  const rows = [
    { id: 'a', question: 'How do I reset my password?', answers: ['Press the link.', 'Ask an admin.'] },
    { id: 'b', title: 'Billing', text: 'Invoices are in the portal.' },
  ]
  writeFileSync(docs, rows.map((row) => JSON.stringify(row)).join('\n'))
  const input = '{"id":1,"query":"pasword reset"}\n{"id":"q2","query":"invoice"}\n'
  const args = [program('src/cli/main.ts'), 'knowledge', 'search', '--jsonl', '--docs', docs]
  const { stdout, stderr } = spawnSync(process.execPath, args, { input, encoding: 'utf8' })
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

  expect(stderr).toBe('')
  expect(answers.map(({ id, results }) => [id, results[0]])).toEqual([
    [1, 'a'],
    ['q2', 'b'],
  ])
  expect(Object.keys(answers[0])).toEqual(['id', 'results', 'confidence', 'ms'])
})

function head(lines: string, body = 'Long enough to be of help to somebody. '.repeat(4)): string {
  return `---\ntitle: A fine title\n${lines}\n---\n${body}`
}
