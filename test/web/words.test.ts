import { describe, expect, it } from 'vitest'
import '../../src/sanitize/index.ts'
import { redactionWords } from '../../src/bundle/redaction-words.ts'
import { ruleNames } from '../../src/sanitize/rule-names.ts'
import { sizeWords, spanWords, timeWords } from '../../src/web/words.ts'

describe('what was taken out', () => {
  it('is told by kind, the most frequent first', () => {
    const byRule = { ipv4: 3, ipv6: 2, 'github-token': 4, 'gitlab-token': 3, email: 1, 'project-bee': 1, mac: 0 }

    expect(redactionWords(byRule)).toEqual([
      { kind: 'access tokens', count: 7 },
      { kind: 'IP addresses', count: 5 },
      { kind: 'e-mail addresses', count: 1 },
      { kind: 'project bee', count: 1 },
    ])
  })

  it('has plain words for every rule of the sanitizer', () => {
    const unsaid = ruleNames().filter((rule) => redactionWords({ [rule]: 1 })[0]!.kind === rule.replaceAll('-', ' '))

    expect(ruleNames().length).toBeGreaterThan(0)
    expect(unsaid).toEqual([])
  })

  it('takes no name for more than a name', () => {
    expect(redactionWords({ constructor: 1, toString: 2 })).toEqual([
      { kind: 'toString', count: 2 },
      { kind: 'constructor', count: 1 },
    ])
  })
})

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [2_104_311, '2.1 MB'],
  [7e12, '7,000 GB'],
])('%i bytes are %s', (bytes, words) => expect(sizeWords(bytes)).toBe(words))

it.each([
  [59_999, 'less than a minute'],
  [60_000, '1 minute'],
  [3_599_999, '59 minutes'],
  [3_600_000, '1 hour'],
  [172_799_999, '47 hours'],
  [172_800_000, '2 days'],
  [30 * 86_400_000, '30 days'],
])('%i ms are %s', (ms, words) => expect(spanWords(ms)).toBe(words))

it('writes a time so that nobody has to guess the zone', () => {
  expect(timeWords(Date.UTC(2026, 10, 23, 9, 5))).toBe('Monday, 23 November 2026 at 09:05 UTC')
})
