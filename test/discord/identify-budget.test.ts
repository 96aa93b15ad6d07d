import { expect, it } from 'vitest'
import { type Identify, identifiesADay, nextIdentify } from '../../src/discord/identify-budget.ts'

const noon = Date.UTC(2026, 0, 5, 12)
const day = 24 * 3_600_000
const one = (at: number, more: Partial<Identify> = {}): Identify => ({
  at,
  isReady: false,
  left: 1000,
  leftUntil: 0,
  ...more,
})

it('F24: lets a Bee that is killed and started again go at once', () => {
  const past = Array.from({ length: 200 }, (_, index) => one(noon - 1000 * (200 - index), { isReady: true }))
  expect(nextIdentify(past, { left: 700, leftUntil: noon + day }, noon)).toEqual({ at: noon, why: 'free' })
})

it('F24: waits twice as long with each one that brings no session, up to half an hour', () => {
  const failed = (times: number) => [
    one(noon - 9000, { isReady: true }),
    ...Array.from({ length: times }, () => one(noon)),
  ]
  const waits = [1, 2, 3, 4, 5, 8, 20].map((times) => (nextIdentify(failed(times), undefined, noon).at - noon) / 1000)
  expect(waits).toEqual([0, 0, 5, 10, 20, 160, 1800])
})

it.each([1, 3, 400])('F15: does not wait for days when the clock was set back by %i', (days) => {
  const ahead = Array.from({ length: 8 }, () => one(noon + days * day, { left: 1, leftUntil: noon + (days + 1) * day }))
  expect(nextIdentify(ahead.slice(0, 2), undefined, noon)).toMatchObject({ at: noon + day, why: 'discord' })
  const failed = ahead.map((identify) => ({ ...identify, left: 1000 }))
  expect(nextIdentify(failed, undefined, noon)).toEqual({ at: noon + 160_000, why: 'failing' })
})

it('F24: never sends more in a day than its own budget, whatever the clock does in between', () => {
  const sent: Identify[] = []
  let now = noon
  // A Bee that gets a session and crashes at once, three days long.
  while (now < noon + 3 * day) {
    const turn = nextIdentify(sent, undefined, now)
    now = Math.max(turn.at, now) + 1000
    sent.push(one(now, { isReady: true }))
  }
  const mostInADay = Math.max(
    ...sent.map(({ at }) => sent.filter((other) => other.at > at - day && other.at <= at).length),
  )
  expect(mostInADay).toBe(identifiesADay)
})

it('F24: takes Discord at its word about how many are left, also when it goes on saying the same', () => {
  const told = { left: 2, leftUntil: noon + day }
  const [first, second] = [one(noon - 2, told), one(noon - 1, told)].map((entry) => ({ ...entry, isReady: true }))
  expect(nextIdentify([], told, noon).why).toBe('free')
  expect(nextIdentify([first!], told, noon).why).toBe('free')
  expect(nextIdentify([first!, second!], told, noon)).toEqual({ at: noon + day, why: 'discord' })
  expect(nextIdentify([], { left: 0, leftUntil: noon + 5000 }, noon)).toEqual({ at: noon + 5000, why: 'discord' })
  expect(nextIdentify([first!, second!], { left: 1000, leftUntil: noon + 2 * day }, noon + day + 1).why).toBe('free')
})
