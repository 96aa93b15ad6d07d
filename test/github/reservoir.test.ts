import { expect, it } from 'vitest'
import { costOf, createReservoirs, gitHubLimits } from '../../src/github/reservoir.ts'

const noon = Date.UTC(2026, 0, 5, 12)
const minute = 60_000
const write = costOf('POST')

/** As many changes as GitHub takes in a minute, all at once. */
function spent(at: number) {
  const reservoirs = createReservoirs(gitHubLimits)
  for (let nth = 0; nth < 78; nth++) reservoirs.spend({ at, ...write })
  return reservoirs
}

it.each([
  { jump: 'is not touched', ms: 0 },
  { jump: 'was set back by an hour', ms: -60 * minute },
  { jump: 'was set back by three days', ms: -3 * 24 * 60 * minute },
])('F15: has room again after a minute when the clock $jump', ({ ms }) => {
  const reservoirs = spent(noon)
  const now = noon + ms
  expect(reservoirs.waitMs(write, now)).toBe(minute + 1000)
  expect(reservoirs.waitMs(write, now + minute + 1001)).toBe(0)
})

it('F15: forgets the places that it gave before the clock was set back', () => {
  const reservoirs = spent(noon)
  for (let nth = 0; nth < 200; nth++) reservoirs.waitMs(write, noon)
  const now = noon - 3 * 24 * 60 * minute
  expect(reservoirs.waitMs(write, now)).toBe(minute + 1000)
})
