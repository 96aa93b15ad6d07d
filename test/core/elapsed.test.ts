import { expect, it } from 'vitest'
import { isWithin, waitLeftMs } from '../../src/core/elapsed.ts'

const day = 24 * 3_600_000
const spring = Date.UTC(2026, 2, 29, 0, 59, 59)

it.each([
  { what: 'a moment ago', since: -1, is: true },
  { what: 'just now', since: 0, is: true },
  { what: 'an hour ago, to the millisecond', since: -3_600_000, is: false },
  { what: 'days ahead, by a clock that was set back', since: 3 * day, is: false },
])('F15: tells whether $what is within the hour: $is', ({ since, is }) => {
  expect(isWithin(3_600_000, spring + since, spring)).toBe(is)
})

it.each([
  { what: 'what is still to wait', until: 5, left: 5 },
  { what: 'nothing when it is over', until: 0, left: 0 },
  { what: 'nothing for longer than it can be', until: 3 * day, left: 0 },
])('F15: gives $what', ({ until, left }) => {
  expect(waitLeftMs(spring + until, spring, 60_000)).toBe(left)
})
