import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { builtValues } from '../src/built-values.ts'
import { wrongPatterns } from '../src/desk/analyzers.ts'
import { DeskProblem, parseDesk, readDesk, shippedDesks } from '../src/desk.ts'
import { shipped } from '../src/paths.ts'

const text = readFileSync(shipped('data/desks/sting-ce.yaml'), 'utf8')

it.each(shippedDesks())('reads the desk %s that ships', (name) => {
  const desk = readDesk(name)

  expect(desk.id).toBe(name)
  expect(wrongPatterns(desk)).toEqual([])
  expect(desk.categories.length).toBeGreaterThan(4)
})

it('reads a desk that the build knows just as one that it does not', () => {
  expect(builtValues(text)).toBeDefined()
  expect(builtValues(`${text}\n`)).toBeUndefined()
  expect(parseDesk(text, 'sting-ce.yaml')).toEqual(parseDesk(`${text}\n`, 'sting-ce.yaml'))
})

it('holds what the main job needs for STING-CE', () => {
  const desk = readDesk('sting-ce')
  const authentication = desk.categories.find(({ id }) => id === 'authentication')

  expect(desk.prefix).toBe('ST')
  expect(authentication).toMatchObject({
    bundleName: 'auth-issues',
    helpChannel: 'auth-help',
    services: ['kratos', 'app', 'database'],
  })
  expect(desk.tiers.map(({ id, linkLifetimeMs, downloads }) => [id, linkLifetimeMs / 3_600_000, downloads])).toEqual([
    ['community', 48, 10],
    ['professional', 7 * 24, 10],
    ['enterprise', 30 * 24, 10],
    ['white-glove', 30 * 24, 10],
  ])
  expect(desk.destinations.discordChannels).toContain('auth-help')
})

it('gives every category except the last resort words, and five to twenty examples', () => {
  for (const { id, words, examples } of readDesk('sting-ce').categories) {
    if (id !== 'other') expect(words.length, id).toBeGreaterThan(4)
    expect(examples.length, id).toBeGreaterThanOrEqual(5)
    expect(examples.length, id).toBeLessThanOrEqual(20)
  }
})

it('names every mistake at once, with line, column and key', () => {
  const broken = text
    .replace('helpChannel: auth-help', 'helpChanel: auth-help')
    .replace('prefix: ST', 'prefix: st')
    .replace('linkLifetime: 48 h', 'linkLifetime: 48 hours')
    .replace('mode: warn', 'mode: remov')
    .replace('title: billing\n', '\n')

  const problems = problemsIn(broken)

  expect(problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([
    'prefix: up to ten capital letters and digits, e.g. ST',
    'categories.authentication.helpChanel: unknown key, did you mean "helpChannel"?',
    'categories.billing.title: is missing (string expected)',
    'tiers.community.linkLifetime: write a time as "15 min", "48 h" or "7 d"',
    'leakGuard.mode: "remov" is not one of off, warn, remove, did you mean "remove"?',
  ])
  for (const { line, column, path } of problems) {
    if (path.endsWith('.title')) continue
    expect(broken.split('\n')[line - 1]?.slice(column - 1), path).toMatch(/^(st|helpChanel|48 hours|remov)\b/)
  }
})

it('names what a desk speaks of but does not have', () => {
  const problems = problemsIn(text.replace('services: [kratos, app, database]', 'services: [krato, app]'))

  expect(problems).toEqual([
    {
      file: 'desks/broken.yaml',
      line: expect.any(Number),
      column: 16,
      path: 'categories.authentication.services.0',
      message: '"krato" is not in this desk, did you mean "kratos"?',
    },
  ])
})

it('names a pattern of an analyzer that is not linear or not valid, where it stands', () => {
  const disk =
    'words: [No space left on device, ENOSPC, "Errno 28", could not extend file, disk quota exceeded, not enough space on the disk]\n'
  const withLine = (line: string) => problemsIn(text.replace(disk, `${disk}    ${line}\n`))
  const cases = [
    { line: "pattern: '(?=x)'", says: 'is no pattern in RE2 syntax: invalid or unsupported Perl syntax: `(?=`' },
    { line: "unless: '((a{10}){10}){9}'", says: 'repeats too much: make its counts smaller' },
    { line: 'service: databse', says: '"databse" is not in this desk, did you mean "database"?' },
  ]
  for (const { line, says } of cases) {
    const key = line.split(':')[0]
    expect(withLine(line)).toEqual([expect.objectContaining({ path: `analyzers.disk-full.${key}`, message: says })])
    const [{ line: at, column } = { line: 0, column: 0 }] = withLine(line)
    expect(text.replace(disk, `${disk}    ${line}\n`).split('\n')[at - 1]).toContain(line)
    expect(column).toBeGreaterThan(5)
  }
})

it('names a text that Bee never says, and a name in one that nothing fills in', () => {
  const own = [
    'ticket.solvd: "Done."',
    'TICKET_NOT_FOUND: "No {nunber}, {asked}."',
    'ticket.solved: "{number}, {mention}"',
  ]
  const problems = problemsIn(text.replace('\ntexts: {}', `\ntexts:\n  ${own.join('\n  ')}\n`))

  expect(problems.map(({ path, message }) => ({ path, message }))).toEqual([
    {
      path: 'texts.ticket.solvd',
      message: 'Bee says nothing by the key "ticket.solvd", did you mean "ticket.solved"?',
    },
    { path: 'texts.TICKET_NOT_FOUND', message: 'nothing fills in {nunber} here' },
  ])
})

it.each([
  { what: 'broken YAML', text: 'a: [1', says: 'desks/broken.yaml:1:' },
  { what: 'an empty file', text: '', says: 'must be a mapping, not empty' },
  { what: 'a key given twice', text: 'prefix: ST\nprefix: ST\n', says: 'desks/broken.yaml:2:' },
])('says what is wrong with $what', ({ text, says }) => {
  expect(() => parseDesk(text, 'desks/broken.yaml')).toThrow(says)
})

it('offers the nearest name for a desk that does not exist', () => {
  expect(() => readDesk('stingce')).toThrow('did you mean "sting-ce"?')
  expect(() => readDesk('./nowhere.yaml')).toThrow(DeskProblem)
})

function problemsIn(text: string) {
  try {
    parseDesk(text, 'desks/broken.yaml')
  } catch (error) {
    if (error instanceof DeskProblem) return error.problems
    throw error
  }
  throw new Error('the desk was accepted')
}
