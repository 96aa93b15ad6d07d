import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { program } from '../../src/paths.ts'

const folder = mkdtempSync(join(tmpdir(), 'bee-search-'))

it('answers each query with documents of either shape, and names a line that is none', () => {
  const docs = file('docs.jsonl', [
    { id: 1, title: 'Disk full', text: 'Remove old logs.' },
    { id: 'q', question: 'How do I renew the certificate?', answers: ['With certbot.', 'By hand.'] },
  ])
  const queries = ['{"id":"a","query":"certificate renew"}', '{"query":"x"}', '', '{"id":"b","query":""}']
  const { stdout, stderr, status } = bee(['--jsonl', '--docs', docs], queries.join('\n'))

  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(answers.map(({ id, results }) => [id, results])).toEqual([
    ['a', ['q']],
    ['b', []],
  ])
  expect(Object.keys(answers[0])).toEqual(['id', 'results', 'confidence', 'ms'])
  expect(stderr).toMatch(/Line 2 is not {"id","query"}, skipped: id: /)
  expect(status).toBe(1)
})

it('says where an id stands for several documents', () => {
  const docs = file('twice.jsonl', [
    { id: 1, text: 'alpha' },
    { id: '1', text: 'beta' },
    { id: 2, text: 'gamma' },
  ])
  const { stdout, stderr, status } = bee(['--docs', docs, 'beta'])

  expect(JSON.parse(stdout).results).toHaveLength(1)
  expect(stderr).toContain('1 ids stand for several documents, "1" for one')
  expect(status).toBe(0)
})

it.each([
  { what: 'a file without documents', rows: [], says: /There is no line in / },
  { what: 'a line that is no document', rows: [{ id: 1 }], says: /:1 is not {"id","question","answers"} or/ },
])('refuses $what', ({ rows, says }) => {
  const { stderr, status } = bee(['--docs', file('wrong.jsonl', rows), 'hi'])

  expect(stderr).toMatch(says)
  expect(status).toBeGreaterThan(0)
})

function bee(args: string[], input = '') {
  return spawnSync(process.execPath, [program('src/cli/main.ts'), 'knowledge', 'search', ...args], {
    input,
    encoding: 'utf8',
  })
}

function file(name: string, rows: unknown[]): string {
  const path = join(folder, name)
  writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'))
  return path
}
