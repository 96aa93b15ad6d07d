import { expect, it } from 'vitest'
import { random } from '../../src/triage/learn/random.ts'
import { tokensOf } from '../../src/triage/text.ts'

it.each([
  ["Can't log-in since v2.4.1!", ['cant', 'log', 'in', 'login', 'since', '‹version›']],
  ['foo.bar(baz) at 10.0.0.1:8080', ['foo', 'bar', 'foobar', 'baz', 'at', '‹version›', '8080']],
  ['exit_code=137, 12345 items', ['exit_code', '137', '‹number›', 'items']],
  ['see https://example.org/a?b=c and www.example.org', ['see', '‹url›', 'and', 'www', 'example', 'org']],
  ['a.b.c.d.e.f.g.h.i', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'hi']],
  ['--flag=-x .net v v8 8v', ['flag', 'x', 'net', 'v', 'v8', '8v']],
  ['パスワード、größer', ['パスワード', 'größer']],
])('splits %s', (text, tokens) => expect(tokensOf(text)).toEqual(tokens))

it('reads pieces of ASCII as it reads others', () => {
  const next = random(7)
  const signs = 'ab1v9.-_:/('
  for (let round = 0; round < 5000; round++) {
    const piece = Array.from(
      { length: 1 + Math.floor(next() * 14) },
      () => signs[Math.floor(next() * signs.length)],
    ).join('')
    if (/^https?:/.test(piece)) continue
    // A sign that is none of a word's takes the piece to the way for other scripts, and is dropped there.
    expect(tokensOf(`${piece}…`)).toEqual(tokensOf(piece))
  }
})

it('takes so many words, and looks no further', () => {
  expect(tokensOf('word '.repeat(1_000_000), 3)).toEqual(['word', 'word', 'word'])
})
