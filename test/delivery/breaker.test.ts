import { expect, it } from 'vitest'
import { createBreaker, guarded, isHeld } from '../../src/delivery/breaker.ts'
import { createInvalidRequests, sparing } from '../../src/discord/invalid-requests.ts'
import { Refusal } from '../../src/errors.ts'

function aService() {
  const clock = { at: 0 }
  const breaker = createBreaker('github', { now: () => clock.at, chance: () => 0.5 })
  const asked = { times: 0 }
  let fails: Refusal | Error | undefined
  const port = guarded({ name: 'github', ask: async () => ask() }, breaker, {})
  async function ask() {
    asked.times += 1
    if (fails) throw fails
    return 'an answer'
  }
  const outcome = () => port.ask().catch((cause: unknown) => cause)
  const fail = (how?: Refusal | Error) => {
    fails = how
  }
  return { clock, breaker, asked, port, outcome, fail }
}

const silent = new Refusal('GITHUB_UNAVAILABLE')

it('F29: asks a silent service five times, then leaves it alone for longer and longer, and one asks whether it is back', async () => {
  const { clock, breaker, asked, outcome, fail } = aService()
  fail(silent)
  for (let nth = 0; nth < 100; nth++) await outcome()
  expect(asked.times).toBe(5)
  expect(breaker.downSince()).toBe(0)
  // A whole day of callers, ten a second.
  let probes = 0
  for (let second = 1; second <= 3600; second++) {
    clock.at = second * 1000
    const before = asked.times
    await Promise.all(Array.from({ length: 10 }, outcome))
    probes += asked.times - before
    expect(asked.times - before).toBeLessThanOrEqual(1)
  }
  expect(probes).toBeLessThan(70)
  expect(probes).toBeGreaterThan(40)

  fail(undefined)
  clock.at += 80_000
  expect(await outcome()).toBe('an answer')
  expect(breaker.downSince()).toBeUndefined()
})

it('F29: sends what has waited back one after another, not as a storm', async () => {
  const { outcome, fail } = aService()
  fail(silent)
  const held = []
  for (let nth = 0; nth < 405; nth++) held.push(await outcome())
  const waits = held.filter(isHeld).map((cause) => Number((cause as Refusal).values.retryAfterMs))
  expect(waits).toHaveLength(400)
  // Half of 400 over 20 a second, since chance is always a half here.
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(9000)
})

it('F53: counts only silence: a refusal, a limit and a defect are answers', async () => {
  for (const how of [
    new Refusal('GITHUB_FORBIDDEN'),
    new Refusal('GITHUB_UNAVAILABLE', { values: { retryAfterMs: 60_000 } }),
    new Error('a defect'),
  ]) {
    const { asked, outcome, fail, port } = aService()
    fail(how)
    for (let nth = 0; nth < 20; nth++) await outcome()
    expect(asked.times).toBe(20)
    expect(port.name).toBe('github')
  }
})

it('F34: leaves out what nobody waits for while too many requests are refused, and counts those of ten minutes', async () => {
  const clock = { at: 0 }
  const invalid = createInvalidRequests(() => clock.at)
  const calls: string[] = []
  const chat = sparing(
    { rename: async () => void calls.push('rename'), say: async () => void calls.push('say') } as never,
    invalid,
  )
  for (let nth = 0; nth < 999; nth++) invalid.note([401, 403, 429][nth % 3]!, 'user')
  for (let nth = 0; nth < 500; nth++) invalid.note(429, 'shared')
  for (let nth = 0; nth < 500; nth++) invalid.note(404, null)
  await chat.rename('1', 'x')
  invalid.note(403, null)
  expect(invalid.count()).toBe(1000)
  await expect(chat.rename('1', 'x')).rejects.toSatisfy(isHeld)
  await chat.say('1', { say: 'hello.thanks' }, { marker: 'm', mayExist: false })
  clock.at = 600_000
  await chat.rename('1', 'x')
  expect(calls).toEqual(['rename', 'say', 'rename'])
})
