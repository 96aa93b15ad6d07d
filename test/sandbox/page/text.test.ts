import { describe, expect, it } from 'vitest'
import { readDiscordText } from '../../../src/sandbox/page/text/discord.ts'
import { readGitHubText } from '../../../src/sandbox/page/text/github.ts'
import { type Block, type Inline, safeUrl } from '../../../src/sandbox/page/text/tree.ts'

const text = (words: string): Inline => ({ type: 'text', text: words })
const paragraph = (...children: Inline[]): Block => ({ type: 'paragraph', children })

describe("Discord's text", () => {
  it.each([
    { said: '**bold**', is: { type: 'wrap', as: 'strong', children: [text('bold')] } },
    { said: '*em*', is: { type: 'wrap', as: 'em', children: [text('em')] } },
    { said: '_em_', is: { type: 'wrap', as: 'em', children: [text('em')] } },
    { said: '__under__', is: { type: 'wrap', as: 'underline', children: [text('under')] } },
    { said: '~~gone~~', is: { type: 'wrap', as: 'strike', children: [text('gone')] } },
    { said: '||secret||', is: { type: 'wrap', as: 'spoiler', children: [text('secret')] } },
    { said: '`a ** b`', is: { type: 'code', text: 'a ** b' } },
    { said: '``a ` b``', is: { type: 'code', text: 'a ` b' } },
    { said: '<@12>', is: { type: 'user', id: '12' } },
    { said: '<@!12>', is: { type: 'user', id: '12' } },
    { said: '<@&12>', is: { type: 'role', id: '12' } },
    { said: '<#12>', is: { type: 'channel', id: '12' } },
    { said: '<t:60:R>', is: { type: 'time', at: 60_000, style: 'R' } },
    { said: '<:bee:12>', is: { type: 'emoji', name: 'bee' } },
    { said: '</ticket open:12>', is: { type: 'command', name: 'ticket open' } },
    { said: '@everyone', is: { type: 'everyone', name: 'everyone' } },
    {
      said: 'https://a.example/b',
      is: { type: 'link', url: 'https://a.example/b', children: [text('https://a.example/b')] },
    },
    { said: '[here](https://a.example/)', is: { type: 'link', url: 'https://a.example/', children: [text('here')] } },
  ])('reads $said', ({ said, is }) => {
    expect(readDiscordText(said)).toEqual([paragraph(is as Inline)])
  })

  it.each([
    '**not closed',
    'snake_case_name',
    '5 * 3 * 2',
    '<@nobody>',
    '[no](javascript:alert(1))',
    '<script>alert(1)</script>',
  ])('leaves %s as it is', (said) => {
    expect(readDiscordText(said)).toEqual([paragraph(text(said))])
  })

  it('takes a backslash as "not a mark"', () => {
    const [block] = readDiscordText('\\*\\*no\\*\\*') as [Extract<Block, { type: 'paragraph' }>]
    expect(block.children.map((node) => (node.type === 'text' ? node.text : '?')).join('')).toBe('**no**')
  })

  it('leaves the full stop and the bracket of a sentence outside of an address', () => {
    const [block] = readDiscordText('(see https://a.example/x).') as [Extract<Block, { type: 'paragraph' }>]
    expect(block.children[1]).toMatchObject({ type: 'link', url: 'https://a.example/x' })
  })

  it('reads headings, small print, quotes, lists and fences', () => {
    const said = '# Title\n-# small\n> one\n> two\n- a\n  - b\n- c\n```js\nlet x = **1**\n```\nend'
    expect(readDiscordText(said).map(({ type }) => type)).toEqual([
      'heading',
      'small',
      'quote',
      'list',
      'code',
      'paragraph',
    ])
    expect(readDiscordText(said)).toContainEqual({ type: 'code', language: 'js', text: 'let x = **1**' })
    expect(readDiscordText(said)[3]).toMatchObject({
      items: [{ children: [{}, { type: 'list' }] }, { children: [{}] }],
    })
  })

  it('keeps line breaks', () => {
    expect(readDiscordText('a\nb')).toEqual([paragraph(text('a'), { type: 'break' }, text('b'))])
  })
})

describe("GitHub's text", () => {
  it('reads what an issue of Bee holds', () => {
    const blocks = readGitHubText(
      [
        '<!-- bee:ticket ST-2026-001 -->',
        '### Description',
        '',
        'It fails, see #3 and @maya.',
        '',
        '| A | B |',
        '| --- | :-: |',
        '| `x|y` | 1 |',
        '',
        '- [x] done',
        '- [ ] open',
        '',
        '<details><summary>Log</summary>',
        '',
        '```',
        '<!-- kept -->',
        '```',
        '',
        '</details>',
      ].join('\n'),
    )
    expect(blocks).toEqual([
      { type: 'heading', level: 3, children: [text('Description')] },
      paragraph(
        text('It fails, see '),
        { type: 'issue', number: 3 },
        text(' and '),
        { type: 'person', name: 'maya' },
        text('.'),
      ),
      {
        type: 'table',
        align: [undefined, 'center'],
        head: [[text('A')], [text('B')]],
        rows: [[[{ type: 'code', text: 'x|y' }], [text('1')]]],
      },
      {
        type: 'list',
        ordered: false,
        start: 1,
        items: [
          { done: true, children: [paragraph(text('done'))] },
          { done: false, children: [paragraph(text('open'))] },
        ],
      },
      {
        type: 'details',
        open: false,
        summary: [text('Log')],
        children: [{ type: 'code', language: '', text: '<!-- kept -->' }],
      },
    ])
  })

  it.each([
    { said: 'a<br>b', is: [text('a'), { type: 'break' }, text('b')] },
    { said: '<sub>low</sub>', is: [{ type: 'wrap', as: 'sub', children: [text('low')] }] },
    { said: '&lt;b&gt; &#64;', is: [text('<b> @')] },
    { said: '<img src=x onerror=alert(1)>', is: [text('<img src=x onerror=alert(1)>')] },
    { said: 'one <!-- two --> three', is: [text('one  three')] },
    { said: '![pic](https://a.example/p.png)', is: [{ type: 'image', url: 'https://a.example/p.png', alt: 'pic' }] },
    { said: '![pic](data:text/html,x)', is: [text('![pic](data:text/html,x)')] },
  ])('reads $said', ({ said, is }) => {
    expect(readGitHubText(said)).toEqual([paragraph(...(is as Inline[]))])
  })

  it('hides a comment that spans lines, and shows what follows it', () => {
    expect(readGitHubText('a\n<!--\nsecret\n-->\nb')).toEqual([paragraph(text('a'), { type: 'break' }, text('b'))])
  })
})

it.each([
  ['https://a.example/', 'https://a.example/'],
  ['mailto:a@example.com', 'mailto:a@example.com'],
  ['javascript:alert(1)', undefined],
  ['JaVaScRiPt:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['file:///etc/passwd', undefined],
  ['nonsense', undefined],
])('takes the address %s as %s', (address, url) => {
  expect(safeUrl(address)).toBe(url)
})

/** What makes careless readers slow: everything that opens and never closes, and deep nests. */
const mean = [
  '*',
  '**a ',
  '_a ',
  '`',
  '`` ` ',
  '[',
  '[a](',
  '![',
  '||',
  '<',
  '<t:1',
  '<sub>',
  '&#',
  '> ',
  '- ',
  '  - ',
  '|',
  '#',
  '~~~ ',
  '<details>',
  '<!--',
  '\\',
  'https://',
  '@',
  '1. ',
  '\n',
]

it('stays quick on whatever people write', () => {
  const started = performance.now()
  for (const piece of mean) {
    const long = piece.repeat(Math.ceil(20_000 / piece.length))
    readDiscordText(long)
    readGitHubText(long)
    readGitHubText(long.replaceAll(' ', '\n'))
  }
  // 78 texts of 20,000 characters; ten times what a slow machine takes.
  expect(performance.now() - started).toBeLessThan(15_000)
})
