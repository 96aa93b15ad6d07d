import { expect, it } from 'vitest'
import { cut } from '../../src/core/title.ts'
import { attributed } from '../../src/discord/message.ts'
import { longestContent, wordsOf } from '../../src/discord/words.ts'
import type { Sanitized } from '../../src/sanitize/sanitized.ts'

const desk = { texts: {}, names: ['@bee'] }
/** Each is one thing that must not be cut in the middle. */
const pieces = {
  letters: 'x',
  'characters of two units': '😀',
  'a family of seven': '👨‍👩‍👧‍👦',
  'an accent of its own': 'e\u0301',
  lines: 'a line of it\n',
  'code in fences': '```\nconst a = 1\n```\n',
  'a word in code': '`kratos` ',
  mentions: '<@123456789012345678> ',
}
const lengths = (piece: string) => {
  const around = Math.floor(longestContent / piece.length)
  return [around - 3, around - 2, around - 1, around, around + 1, around + 2, around * 40]
}

const fences = (text: string) => text.split('```').length - 1

function expectFit(text: string, most = longestContent) {
  expect(text.length).toBeLessThanOrEqual(most)
  expect(Buffer.from(text).toString(), 'half a character').toBe(text)
}

it.each(Object.entries(pieces))(
  'F33: words from GitHub made of %s fit a message, whole to the last one',
  (_, piece) => {
    for (const count of lengths(piece)) {
      for (const before of ['', 'a', 'ab']) {
        const text = attributed({
          author: 'maya' as Sanitized,
          text: (before + piece.repeat(count)) as Sanitized,
          url: 'https://github.example/o/r/issues/1#issuecomment-1',
        })
        expectFit(text)
        expect(fences(text) % 2, 'a fence left open').toBe(0)
      }
    }
  },
)

it.each(Object.entries(pieces))('F33: a reply with %s in it fits a message', (_, piece) => {
  for (const count of lengths(piece)) {
    for (const before of ['', 'a', 'ab'])
      expectFit(wordsOf({ say: 'ticket.listed', values: { list: before + piece.repeat(count) } }, desk))
  }
})

it('F33: a label or a title is cut between characters', () => {
  for (const most of [1, 2, 3, 79, 80, 81])
    for (const before of ['', 'a']) expectFit(cut(before + '😀'.repeat(90), most), most)
})
