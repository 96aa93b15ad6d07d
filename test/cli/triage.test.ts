import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { program } from '../../src/paths.ts'

const folder = mkdtempSync(join(tmpdir(), 'bee-triage-'))

it('prints the reading of one request as JSON', () => {
  const { stdout, status } = bee(['I cannot log in after the update'])

  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'bug', category: 'authentication', scope: 'break-fix' })
})

it('answers thousands of lines in their order, with everything the contract names', () => {
  const rows = Array.from({ length: 2000 }, (_, id) =>
    id % 2 === 0 ? { id, text: 'the database is slow' } : { id: `row-${id}`, title: 'Login', body: 'I cannot log in' },
  )
  const { stdout, status } = bee(['--jsonl'], rows.map((row) => JSON.stringify(row)).join('\n'))
  const readings = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

  expect(status).toBe(0)
  expect(readings.map(({ id }) => id)).toEqual(rows.map(({ id }) => id))
  expect(Object.keys(readings[0])).toEqual([
    'id',
    'kind',
    'category',
    'services',
    'priority',
    'scope',
    'language',
    'confidence',
    'scores',
    'reasons',
  ])
  expect(readings[1].category).toBe('authentication')
})

it('takes categories from a file in place of the desk’s', () => {
  const examples = [
    { text: 'what is the balance of my account', category: 'balance' },
    { text: 'how much money do I have', category: 'balance' },
    { text: 'my card has not arrived', category: 'card_arrival' },
    { text: 'when will the new card be delivered', category: 'card_arrival' },
  ]
  const { stdout } = bee(
    ['--jsonl', '--examples', file('examples.jsonl', examples)],
    '{"id":1,"text":"the card is not here yet"}',
  )
  const { category, scores } = JSON.parse(stdout)

  expect(category).toBe('card_arrival')
  expect(Object.keys(scores.category)).toEqual(['balance', 'card_arrival'])
})

it('learns kinds from a file', () => {
  const lesson = Array.from({ length: 40 }, (_, at) => ({
    title: at % 2 === 0 ? 'wibble' : 'wobble',
    body: `row ${at}`,
    kind: at % 2 === 0 ? 'feature' : 'question',
    product: 'acme/app',
  }))
  const { stdout } = bee(
    ['--jsonl', '--learn', file('learn.jsonl', lesson)],
    '{"id":1,"title":"wobble","body":"new","product":"acme/app"}',
  )

  expect(JSON.parse(stdout).kind).toBe('question')
})

it('names a bad line, goes on with the others, and says so with its exit code', () => {
  const { stdout, stderr, status } = bee(['--jsonl'], '{"id":1,"text":"login"}\nnonsense\n{"id":3,"text":"login"}\n')

  expect(stdout.trim().split('\n')).toHaveLength(2)
  expect(stderr).toContain('Line 2')
  expect(status).toBe(1)
})

it('says what is wrong with a line, and takes one without an id by its number', () => {
  const lines = ['\ufeff{"text":"login"}', '{"id":null,"text":null,"body":"login"}', '{"id":1,"text":5}', '[]', '{']
  const { stdout, stderr, status } = bee(['--jsonl'], lines.join('\r\n'))

  const ids = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).id)
  expect(ids).toEqual([1, 2])
  expect(stderr).toMatch(/Line 3 .*text: .*expected string/)
  expect(stderr).toMatch(/Line 4 .*expected object/)
  expect(stderr).toMatch(/Line 5 .*it is no JSON/)
  expect(status).toBe(1)
})

it('leaves out examples that say nothing, and says so', () => {
  const examples = [
    { text: 'refund', category: 'refund' },
    { text: 'login', category: 'login' },
    { text: ' ', category: 'silence' },
  ]
  const { stdout, stderr } = bee(['--examples', file('silence.jsonl', examples), 'I want my money back: a refund'])

  expect(JSON.parse(stdout).category).toBe('refund')
  expect(Object.keys(JSON.parse(stdout).scores.category)).toEqual(['refund', 'login'])
  expect(stderr).toContain('1 example has no text')
})

it.each([
  {
    what: 'a line of another kind',
    rows: [{ text: 'a', label: 'b' }],
    says: /:1 is not .*category: .*expected string/,
  },
  { what: 'no line at all', rows: [], says: /There is no line in .*"category"/ },
  { what: 'no text at all', rows: [{ text: '', category: 'b' }], says: /No example in .* has a text/ },
])('refuses examples with $what', ({ rows, says }) => {
  const { stderr, stdout, status } = bee(['--examples', file('wrong.jsonl', rows), 'hi'])

  expect(stderr).toMatch(says)
  expect(stdout).toBe('')
  expect(status).toBeGreaterThan(0)
})

it.each([
  { what: 'nothing to read', args: [], says: 'Give a request' },
  { what: 'a request beside --jsonl', args: ['--jsonl', 'hi'], says: 'Give either' },
  { what: 'a file that is not there', args: ['--examples', 'nowhere.jsonl', 'hi'], says: 'nowhere.jsonl' },
  { what: 'a desk that is not there', args: ['--desk', 'stingce', 'hi'], says: 'did you mean "sting-ce"?' },
])('says what is wrong with $what, without a stack', ({ args, says }) => {
  const { stderr, status } = bee(args)

  expect(stderr).toContain(says)
  expect(stderr).not.toContain('    at ')
  expect(status).toBeGreaterThan(0)
})

function bee(args: string[], input = '') {
  return spawnSync(process.execPath, [program('src/cli/main.ts'), 'triage', ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
}

function file(name: string, rows: unknown[]): string {
  const path = join(folder, name)
  writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'))
  return path
}
