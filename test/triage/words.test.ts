import { expect, it } from 'vitest'
import { wordsOf } from '../../src/triage/clauses.ts'
import { NumberTable } from '../../src/triage/learn/table.ts'
import { Counter } from '../../src/triage/learn/vocabulary.ts'
import { tokensOf } from '../../src/triage/text.ts'

// A sign beyond ASCII sends the whole text the slow way, which must say the same.
it.each([
  "I can't log in, `login` is broken...",
  'v2.4 of e-mail_server (#5) at 100% @me ..dots.. ._. a.b.c',
  "rock'n'roll '' ` _x_ 404 12345 1.2.3 x1 'quoted' don't",
  "1'2 (404). 5, 8080 '77' 1_000",
  ' \t\n ',
])('reads "%s" alike, however the rest is written', (text) => {
  expect(wordsOf(text)).toEqual(wordsOf(`${text} ß`).slice(0, -1))
  expect(tokensOf(text)).toEqual(tokensOf(`${text} ß`).slice(0, -1))
})

it('splits at every sort of white space, and joins what an apostrophe parts', () => {
  expect(tokensOf("don't\u00a0stop\u2003now\u3000it`s\u000bfine")).toEqual(['dont', 'stop', 'now', 'its', 'fine'])
})

it('keeps a number for each of many others, below zero too, and forgets them', () => {
  const table = new NumberTable()
  const keys = Array.from({ length: 5000 }, (_, at) => Math.imul(at - 2500, 0x9e3779b1))
  for (const [at, key] of keys.entries()) expect(table.getOr(key, at)).toBe(at)

  expect(keys.every((key, at) => table.get(key) === at && table.getOr(key, 7) === at)).toBe(true)
  expect(table.get(123)).toBeUndefined()
  table.clear()
  expect(table.get(keys[0]!)).toBeUndefined()
})

it('counts features in the order in which it met them, and begins anew once they are taken', () => {
  const counter = new Counter()
  for (const feature of [5, -3, 5, 0, 5]) counter.add(feature)
  const { features, times } = counter.take()

  expect([...features]).toEqual([5, -3, 0])
  expect([...times]).toEqual([3, 1, 1])
  expect(counter.take().features).toHaveLength(0)
})
