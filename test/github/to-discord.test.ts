import { describe, expect, it } from 'vitest'
import { shortenForDiscord, splitForDiscord } from '../../src/github/messages.ts'
import { attributionForDiscord, titleToDiscord, toDiscord } from '../../src/github/to-discord.ts'
import { toGitHub } from '../../src/github/to-github.ts'
import { discordEffects, withoutCode } from './discord-reading.ts'
import fc from './property.ts'
import { vectors } from './vectors.ts'

const toDiscordVectors = vectors?.github_to_discord ?? []

describe.skipIf(vectors === undefined)('the shared vectors (A17, A18)', () => {
  it.each(toDiscordVectors)('$name: does nothing, in each message', ({ input }) => {
    const messages = splitForDiscord(toDiscord(input))
    for (const message of messages) expect(discordEffects(message)).toEqual([])
    expect(messages.length).toBeGreaterThan(0)
  })
})

// The expectations of the vectors that say more than "no effect", by their names there.
it.each([
  [
    'masked link',
    '[https://github.com/login](https://evil.example/login)',
    '<https://github.com/login> (<https://evil.example/login>)',
  ],
  ['title attribute', '[click](https://evil.example "https://github.com")', 'click (<https://evil.example>)'],
  ['hidden text', 'visible <!-- do not show: internal note --> text', 'visible  text'],
  ['our own marker', 'text\n<!-- ticket-mirror:v1 ticket=9 -->', 'text'],
  ['comment without end', 'a <!-- b `c`\n\nd', 'a'],
  ['comment in code', '`<!-- shown -->` <!-- `hidden` --> end', '`<!-- shown -->`  end'],
  [
    'signed URL',
    'https://private-user-images.githubusercontent.com/1/x.png?jwt=eyJ',
    '(a private file, to be seen on GitHub)',
  ],
  [
    'image',
    '![shot](https://user-images.githubusercontent.com/1/a.png)',
    'shot (<https://user-images.githubusercontent.com/1/a.png>)',
  ],
  [
    'HTML',
    '<details><summary>Log</summary>\n\nx\n\n</details><img width=1 src="https://e.example/a.png"><br>y',
    'Log\n\nx\n\n image (<https://e.example/a.png>) \ny',
  ],
  ['table', '|a|b|\n|-|-|\n|1|2|\nafter', '```\n|a|b|\n|-|-|\n|1|2|\n```\nafter'],
  ['task list', '- [ ] a\n- [x] b', '☐ a\n☑ b'],
  ['suggestion', '```suggestion\nx\n```', '```suggestion\nx\n```'],
  [
    'mail reply',
    'Sent\n\nOn Mon, X <notifications@github.com> wrote:\n> secret\n> two\nend',
    'Sent\n\n(quoted mail left out)\nend',
  ],
  ['RTL override', '\u202egnp.exe', 'gnp.exe'],
  ['quote reply', '> **user** on Discord says]\n\nreal answer', '> **user** on Discord says\\]\n\nreal answer'],
  ['unclosed fence', '```\ncode without end', '```\ncode without end\n```'],
  ['formatting', '**bold** _it_ `x` &lt;b&gt; 1 &lt; 2', '**bold** _it_ `x` <\u200bb> 1 <\u200b 2'],
  ['escapes', 'a \\* b \\# c \\| d', 'a \\* b \\# c \u200b|\u200b d'],
  ['heading behind a tag', '<b># x</b>\n&#35; y', '\\# x\n\\# y'],
])('%s', (_, input, expected) => {
  expect(toDiscord(input)).toBe(expected)
})

it('shows nothing for nothing, and a ghost for a deleted author', () => {
  expect(toDiscord(null)).toBe('')
  expect(splitForDiscord('')).toEqual([])
  expect(attributionForDiscord(null, 'https://github.com/o/r/issues/1')).toBe(
    '**ghost** on GitHub (<https://github.com/o/r/issues/1>):',
  )
  expect(discordEffects(attributionForDiscord('a**||@everyone`', 'https://github.com/o/r'))).toEqual([])
})

it('makes titles of one line and at most 100 characters', () => {
  expect(titleToDiscord(`${'x'.repeat(200)}\ny`)).toHaveLength(100)
  expect(titleToDiscord('\n')).toBe('Issue')
})

it('reads back what it wrote to GitHub as it was', () => {
  const said = 'I see @octocat #1 [x](y) <b> & `code` ~~~ $5'
  expect(
    withoutCode(toDiscord(toGitHub(said)))
      .replaceAll('\\', '')
      .replaceAll('\u200b', ''),
  ).toBe('I see @octocat #1 [x](y) <b> & □ ~~~ $5')
})

const nasty = [
  ...'@#<>![]()`~*_-=|:&;\\/.\n\t ^"',
  ...[
    '@everyone',
    '@here',
    '<@1>',
    '<@&2>',
    '<#3>',
    '<t:1:R>',
    '</x:1>',
    '<:e:7>',
    '<id:guide>',
    '>>> ',
    '> ',
    '# ',
    '-# ',
    '- [ ] ',
  ],
  ...[
    '||',
    '```',
    '``',
    '[a](https://e.example)',
    '](',
    '![',
    'https://e.example/x',
    'discord.gg/abc',
    '<https://e.example>',
    '\n\n',
  ],
  ...[
    '<b>',
    '</b>',
    '<br>',
    '<img src="https://e.example/i">',
    '<!--',
    '-->',
    '&lt;',
    '&#35;',
    '&#64;everyone',
    '|-|-|\n',
    'a|b\n',
  ],
  ...['\u200b', '\u202e', '\0', '\ud83d', '🐝', 'a', 'z', '1'],
]
const nastyText = fc.array(fc.constantFrom(...nasty), { maxLength: 40 }).map((parts) => parts.join(''))

it('does nothing, whatever is put together and however it is cut (A17, A18)', () => {
  fc.assert(
    // No smaller than the longest code that stays in its line, which is not cut; Discord's own limit is 2,000.
    fc.property(nastyText, fc.integer({ min: 700, max: 900 }), (text, max) => {
      for (const message of splitForDiscord(toDiscord(text.repeat(3)), max)) {
        expect(message.length).toBeLessThanOrEqual(max)
        expect(discordEffects(message)).toEqual([])
      }
    }),
    { numRuns: 800 },
  )
}, 120_000)

describe('cutting into messages', () => {
  it.each([
    { what: 'prose', text: 'word '.repeat(13_000) },
    { what: 'one endless word', text: 'a x 65536'.repeat(7000).replaceAll(' ', '') },
    { what: 'emoji', text: '🐝'.repeat(9000) },
    { what: 'a log', text: `before\n\`\`\`log\n${'a line of the log\n'.repeat(800)}\`\`\`\nafter` },
    { what: 'long lines of a log', text: `\`\`\`\n${`${'x'.repeat(5000)}\n`.repeat(3)}\`\`\`` },
    { what: 'long inline code', text: `a \`${'@everyone '.repeat(500)}\` b` },
    { what: 'links', text: 'https://example.org/a/rather/long/path '.repeat(500) },
  ])('keeps $what whole, in order and within the limit', ({ text }) => {
    const whole = toDiscord(text)
    const messages = splitForDiscord(whole)

    for (const message of messages) {
      expect(message.length).toBeLessThanOrEqual(2000)
      expect(message).not.toMatch(/\p{Surrogate}/u)
      expect(discordEffects(message)).toEqual([])
      expect(message.split('\n').filter((line) => line.startsWith('```')).length % 2).toBe(0)
    }
    const bare = (message: string) => message.replace(/^```.*$/gm, '').replace(/\s/g, '')
    expect(messages.map(bare).join('')).toBe(bare(whole))
    expect(messages.length).toBeLessThan(whole.length / 1000 + 3)
  })

  it('can end with where the rest is', () => {
    const short = shortenForDiscord('word '.repeat(1000), 'More: <https://github.com/o/r/issues/1>')
    expect(short.length).toBeLessThanOrEqual(2000)
    expect(short).toMatch(/word\nMore: <https:\/\/github.com\/o\/r\/issues\/1>$/)
    expect(shortenForDiscord('word', 'More')).toBe('word')
  })

  it('takes time in proportion to the text', () => {
    const costly = [
      '`',
      '``` ',
      '<',
      '<a ',
      '[',
      '![',
      '[](',
      '\\',
      '#',
      '|',
      '&a',
      'https://',
      '> ',
      '<!--',
      '\u200d',
      '` `` ',
      '<@',
      '|-|\n',
    ]
    for (const part of costly) {
      const text = part.repeat(65_536 / part.length)
      const before = performance.now()
      splitForDiscord(toDiscord(text))
      expect({ part, tooSlow: performance.now() - before > 8000 }).toEqual({ part, tooSlow: false })
    }
  }, 60_000)
})
