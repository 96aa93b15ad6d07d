import { describe, expect, it } from 'vitest'
import { createAnalyzers, type NamedAnalyzer } from '../../../src/bundle/analyze/analyzers.ts'
import { findingsOf } from '../../../src/bundle/analyze/findings.ts'
import { createWordFinder } from '../../../src/bundle/analyze/word-finder.ts'
import { findingWords } from '../../../src/core/finding.ts'
import { Analyzer } from '../../../src/desk/analyzers.ts'

const rule = (more: object): NamedAnalyzer => ({
  id: 'full',
  ...Analyzer.parse({ message: 'Full', words: ['no space'], ...more }),
})

/** @param chunkBytes how the text is cut */
function read(rules: NamedAnalyzer[], text: string, chunkBytes = 7) {
  const reader = createAnalyzers(rules).file()
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += chunkBytes) reader.take(bytes.subarray(at, at + chunkBytes))
  return reader.end()
}
const findings = (rules: NamedAnalyzer[], ...texts: string[]) =>
  findingsOf(
    rules,
    texts.map((text, at) => ({ path: `logs/app/${at}.log`, service: 'app', seen: read(rules, text, 1000) })),
  )

const at = (second: number, words = 'no space left') =>
  `2026-01-05T12:00:${String(second).padStart(2, '0')}Z ${words}\n`

describe('finding words', () => {
  it('finds each, also within and across one another, in any case', () => {
    const words = ['she', 'he', 'hers', 'his']
    const found: string[] = []
    const text = Buffer.from('uSHErs his')
    createWordFinder(words).find(text, 0, text.length, (word, at) => found.push(`${words[word]}@${at}`))
    expect(found.sort()).toEqual(['he@3', 'hers@5', 'his@9', 'she@3'])
  })
})

describe('an analyzer', () => {
  it('counts lines, wherever the chunks are cut, with the first and the last time and the first place', () => {
    const text = `fine\n${at(3)}fine\n${at(1, 'NO SPACE, no space')}${at(9)}`
    for (const chunkBytes of [1, 2, 7, 64, 5000]) {
      expect(read([rule({})], text, chunkBytes).get('full')).toMatchObject({
        count: 3,
        line: 2,
        isFloor: false,
        firstAt: Date.UTC(2026, 0, 5, 12, 0, 1),
        lastAt: Date.UTC(2026, 0, 5, 12, 0, 9),
      })
    }
  })

  it('asks its pattern too, and leaves out what is not meant', () => {
    const rules = [rule({ pattern: 'no space (left|on)', unless: 'dry run' })]
    expect(read(rules, 'no space left\nno space bar\nno space left, dry run\n').get('full')?.count).toBe(1)
  })

  it('reads JSON lines, with fields within others, numbers as text and a prefix before them', () => {
    const rules = [
      rule({ words: ['"code"'], json: { 'error.code': [429, 503], ms: { atLeast: 100 }, msg: { contains: 'Slow' } } }),
    ]
    const yes = [
      '{"error":{"code":429},"ms":120,"msg":"too slow"}',
      'app-1  | {"error":{"code":"503"},"ms":"100","msg":"slow again"}',
      '{"error.code":429,"code":1,"ms":100.5,"msg":"SLOW"}',
    ]
    const no = [
      '{"error":{"code":429},"ms":99,"msg":"slow"}',
      '{"error":{"code":430},"ms":120,"msg":"slow"}',
      '{"error":{"code":429},"msg":"slow"}',
      '{"error":{"code":429},"ms":120,"msg":"slow"',
      '{"__proto__":{"code":429},"ms":120,"msg":"slow","x":{"code":1}}',
    ]
    expect(read(rules, `${[...yes, ...no].join('\n')}\n`).get('full')?.count).toBe(yes.length)
  })

  it('is quiet below its threshold, in number and in time', () => {
    const rules = [rule({ atLeast: 3, within: '1 min' })]
    const slow = [0, 5, 10].map((minute) => `2026-01-05T12:${String(minute).padStart(2, '0')}:00Z no space\n`).join('')
    expect(findings(rules, at(1) + at(2))).toEqual([])
    expect(findings(rules, slow)).toEqual([])
    expect(findings(rules, at(1) + at(2) + at(3))).toMatchObject([{ count: 3 }])
    expect(findings(rules, slow + at(1) + at(2) + at(3))).toMatchObject([{ count: 6 }])
    expect(findings(rules, 'no space\n'.repeat(3))).toMatchObject([{ count: 3, firstAt: null }])
  })

  it('adds up what stands in several files, and names where it began', () => {
    const rules = [rule({ atLeast: 3 })]
    expect(findings(rules, at(5) + at(6), `fine\n${at(1)}`)).toEqual([
      expect.objectContaining({
        count: 3,
        firstAt: '2026-01-05T12:00:01Z',
        lastAt: '2026-01-05T12:00:06Z',
        file: 'logs/app/1.log',
        line: 2,
        service: 'app',
      }),
    ])
  })

  it('finds the time of a JSON line at its end, and that of Redis', () => {
    const json = `{"msg":"no space","detail":"${'x'.repeat(300)}","time":"2026-01-05T12:00:07Z"}\n`
    expect(read([rule({})], json).get('full')?.firstAt).toBe(Date.UTC(2026, 0, 5, 12, 0, 7))
    expect(read([rule({})], '1:M 05 Jan 2026 12:00:08.567 # no space\n').get('full')?.firstAt).toBe(
      Date.UTC(2026, 0, 5, 12, 0, 8),
    )
  })
})

describe('whatever the text', () => {
  it('A11: endless lines cost no more than others, and count once or nearly so', () => {
    const endless = 'no space left '.repeat(400_000)
    const started = process.cpuUsage()
    const seen = read([rule({ pattern: 'no space (right|up)' })], endless, 64 * 1024)
    const { user } = process.cpuUsage(started)
    expect(seen.get('full')).toBeUndefined()
    expect(user / 1e6).toBeLessThan(5)
  })

  it('A51: a pattern may read only so much; then the count says "at least"', () => {
    const line = `no space left ${'a'.repeat(400)}\n`
    const seen = read([rule({ pattern: 'left' })], line.repeat(20_000), 64 * 1024)
    const { count, isFloor } = seen.get('full')!
    expect(isFloor).toBe(true)
    expect(count).toBeGreaterThan(5_000)
    expect(count).toBeLessThan(20_000)
  })
})

it('says what it found in a sentence', () => {
  const [one] = findings([rule({})], at(1))
  const [many] = findings([rule({})], at(1) + at(2).repeat(1200))
  expect(findingWords(one!)).toBe('Full, seen once, at 2026-01-05 12:00:01 (UTC)')
  expect(findingWords(many!)).toBe('Full, seen 1,201 times, first 2026-01-05 12:00:01, last 12:00:02 (UTC)')
  expect(findingWords({ ...many!, isFloor: true, firstAt: null })).toBe('Full, seen at least 1,201 times')
})
