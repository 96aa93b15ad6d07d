import { describe, expect, it } from 'vitest'
import { fence, inlineCode, maxBodyLength, titleToGitHub, toGitHub } from '../../src/github/to-github.ts'
import { codeIn, effectsOf, readableText } from './effects.ts'
import fc from './property.ts'
import { vectors } from './vectors.ts'

const toGitHubVectors = vectors?.discord_to_github ?? []

describe.skipIf(vectors === undefined)('the shared vectors (A19)', () => {
  it.each(toGitHubVectors)('$name: the checker sees what GitHub would do', ({ input, unescaped_effects }) => {
    expect(effectsOf(input)).toEqual(expect.arrayContaining(unescaped_effects.filter((effect) => effect !== 'rawtags')))
  })

  it.each(toGitHubVectors)('$name: does nothing', ({ input, must_not }) => {
    const effects = effectsOf(toGitHub(input))
    expect(must_not.filter((effect) => effects.includes(effect))).toEqual([])
    expect(effects).toEqual([])
  })

  it.each(toGitHubVectors.filter(({ verbatim }) => verbatim))('$name: code survives', ({ input }) => {
    expect(codeIn(toGitHub(input))).toEqual(codeIn(input))
  })

  it('does nothing either when one stands after another', () => {
    for (const [index, first] of toGitHubVectors.entries()) {
      for (const step of [0, 1, 4, 9, 20, 37, 58]) {
        const text = `${first.input}\n${toGitHubVectors[(index + step) % toGitHubVectors.length]!.input}`
        expect({ text, effects: effectsOf(toGitHub(text)) }).toEqual({ text, effects: [] })
      }
    }
  })
})

const nasty = [
  ...'@#<>![]()`~*_-=|:&;\\/.+$\n\t ^{}"\'',
  ...[
    '\n\n',
    '    ',
    '```',
    '~~~',
    '``',
    '- ',
    '1. ',
    '> ',
    '# ',
    '---',
    '===',
    ':-',
    '|-|',
    '<!--',
    '-->',
    '[x]',
    '[ ]',
  ],
  ...[
    '@octocat',
    '@o/t',
    '#1',
    'GH-7',
    'o/r#9',
    'o/r@deadbeef',
    'https://github.com/o/r/issues/5',
    '&#64;',
    '&num;',
    '&lt;',
  ],
  ...['www.github.com/o/r/pull/5', '<img src=x>', '<details>', '![', '](', 'fixes ', 'Duplicate of ', '<@1>', '<:e:7>'],
  ...['\u200b', '\u200d', '\u202e', '\0', '\r', '\u2028', '\ud83d', '\ud83d\udc1d', 'a', 'z', '7'],
]
const nastyText = fc.array(fc.constantFrom(...nasty), { maxLength: 40 }).map((parts) => parts.join(''))

it('does nothing, whatever is put together (A19)', () => {
  fc.assert(
    fc.property(nastyText, (text) => {
      expect(effectsOf(toGitHub(text))).toEqual([])
    }),
    { numRuns: 600 },
  )
}, 120_000)

it('keeps what people meant to be read', () => {
  expect(toGitHub('**Hi**, I use _Bee_ 2.1 & `npm i`:\n- one\n- two\n> quote\nhttps://docs.example/a?b=1&c=2.')).toBe(
    '**Hi**, I use _Bee_ 2.1 & `npm i`:\n- one\n- two\n> quote\nhttps://docs.example/a?b=1&c=2.',
  )
  expect(readableText(toGitHub('a < b && c[0] == "x" \\ ~~~ $5'))).toBe('a < b && c[0] == "x" \\ ~~~ $5')
  expect(toGitHub('mail me: ana@example.org')).toBe('mail me: ana@example.org')
})

it("says Discord's tokens in words, with names made harmless", () => {
  const names = { user: () => 'maya\n# @octocat', channel: () => 'help' }
  const text = toGitHub('<@123> <@!4> <@&5> in <#6> at <t:1700000000:R> <a:wave:7> </ask:8>', { names })
  expect(readableText(text)).toBe(
    '@\u200bmaya # @\u200boctocat @\u200bmaya # @\u200boctocat @\u200ba role in #help at 2023-11-14 22:13 UTC :wave: /ask',
  )
  expect(effectsOf(text)).toEqual([])
})

it('keeps code as it is, but for a faked marker (F46)', () => {
  const log = '```log\n<div> @octocat #1 \\ `x` &amp; C:\\temp\n\n    deep\n```'
  expect(codeIn(toGitHub(log))).toEqual(codeIn(log))
  expect(toGitHub('`<!-- bee:abc -->`')).not.toContain('<!-- bee')
  expect(toGitHub('```\n<!--bee:abc-->\n```')).not.toContain('<!--bee')
  expect(toGitHub('<!-- bee:abc -->')).not.toContain('<!--')
})

it.each(['`', '``', '```', 'a`b', '``` x ````', ' ', '\n', ''])('fences %j so that it cannot get out', (code) => {
  expect(codeIn(fence(code))).toEqual([`${code}\n`.replace(/^\n$/, '\n')])
  if (code.trim() !== '') expect(codeIn(inlineCode(code))).toEqual([code])
})

describe('limits', () => {
  it.each([
    { what: 'prose', text: 'word '.repeat(30_000) },
    { what: 'prose that grows', text: '<@[$`'.repeat(20_000) },
    { what: 'a log', text: `see\n\`\`\`\n${'x\n'.repeat(50_000)}\`\`\`\nthat` },
    { what: 'emoji', text: '🐝'.repeat(40_000) },
    { what: 'inline code', text: `\`${'x'.repeat(70_000)}\`` },
  ])('shortens $what to what GitHub takes, and says so', ({ text }) => {
    const written = toGitHub(text)
    expect(written.length).toBeLessThanOrEqual(maxBodyLength)
    expect(written).toMatch(/_\(shortened\)_$/)
    expect(written).not.toMatch(/\p{Surrogate}/u)
    expect(effectsOf(written)).toEqual([])
  })

  it('never passes a smaller limit, nor does anything at it', () => {
    fc.assert(
      fc.property(nastyText, fc.integer({ min: 100, max: 300 }), (text, max) => {
        const written = toGitHub(text.repeat(4), { max })
        expect(written.length).toBeLessThanOrEqual(max)
        expect(effectsOf(written)).toEqual([])
      }),
      { numRuns: 300 },
    )
  }, 120_000)

  it('takes time in proportion to the text', () => {
    const costly = [
      '`',
      '``` ',
      '<',
      '<a ',
      '[',
      '\\',
      '#',
      '-',
      '@a',
      '&a',
      'https://',
      '\t',
      '    a\n\n',
      '\u200d',
      '` `` ',
      '- -',
      'gh-',
      '<@',
    ]
    for (const part of costly) {
      const text = part.repeat(200_000 / part.length)
      const before = performance.now()
      toGitHub(text)
      expect({ part, tooSlow: performance.now() - before > 8000 }).toEqual({ part, tooSlow: false })
    }
  }, 120_000)
})

it('makes titles of one line that call nobody', () => {
  expect(titleToGitHub('Login\nfails @octocat #12')).toBe('Login fails @\u200boctocat #\u200b12')
  expect(titleToGitHub(' \u200b\n')).toBe('Support request')
  expect(titleToGitHub('#1'.repeat(400)).length).toBeLessThanOrEqual(256)
})
