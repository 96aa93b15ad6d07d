import { expect, it } from 'vitest'
import { mayCrossLines, tellsDigits } from '../../src/sanitize/pattern-facts.ts'

it.each([
  [/^a\s{0,3}b/, true],
  [/^a[\s,]b/, true],
  [/^a[^"]{1,20}b/, true],
  [/^a\W+b/, true],
  [/^a\nb/, true],
  [/^a.b/s, true],
  [/^a(?=\s*b)/, true],
  [/^a[^\s"]{1,20}b/, false],
  [/^a[^\r\n]{1,20}b/, false],
  [/^a[ \t]{1,4}\S+ \w{1,20}/, false],
  [/^a.b/, false],
  [/^a(?=[\s;]|$)/, false],
  [/^a(?=,|$|\s*[\r\n])/, false],
])('%s may cross lines: %s', (pattern, answer) => {
  expect(mayCrossLines(pattern)).toBe(answer)
})

it.each([
  [/^a\d{2,4}b/, false],
  [/^a[a-z0-9]{1,20}b/, false],
  [/^(?<name1>a)\xc3b{3}/, false],
  [/^a[1-5]/, true],
  [/^a2b/, true],
])('%s tells digits: %s', (pattern, answer) => {
  expect(tellsDigits(pattern)).toBe(answer)
})
