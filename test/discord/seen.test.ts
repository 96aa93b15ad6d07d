import { afterEach, expect, it } from 'vitest'
import { createSeen, snowflakeAt } from '../../src/discord/seen.ts'
import { startWorld, type World } from '../world.ts'

const noon = Date.UTC(2026, 0, 5, 12)
const at = (ms: number) => snowflakeAt(noon + ms)
const day = 24 * 3_600_000

/** Marks as they are kept, and a Bee that has just started on them. */
function aSeen(kept = new Map<string, string>()) {
  const keep = async (marks: Map<string, string>) => {
    for (const [channel, id] of marks) kept.set(channel, id)
  }
  const failed = (cause: unknown) => {
    throw cause
  }
  return { kept, seen: createSeen(new Map(kept), { keep, failed }) }
}

let world: World | undefined
afterEach(() => world?.stop())

it('F02: keeps along what is still being dealt with in a channel that was never read', async () => {
  const { kept, seen } = aSeen()
  seen.startHere(noon)
  seen.begin('new', at(1000))
  seen.begin('busy', at(2000))()
  await seen.flush()
  // Bee dies here; what was said first has not been dealt with.
  const again = aSeen(kept).seen
  expect(BigInt(again.lastOf('new')!)).toBeLessThan(BigInt(at(1000)))
  expect(again.lastOf('busy')).toBe(at(2000))
})

it('lets go of channels in which nothing has been said for long, and reads them from the newest it knows', async () => {
  const { kept, seen } = aSeen(
    new Map([
      ['old', at(-20 * day)],
      ['quiet', at(-15 * day)],
      ['lively', at(0)],
    ]),
  )
  seen.begin('quiet', at(1))
  expect(seen.forget(noon - 14 * day)).toEqual(['old'])
  kept.delete('old')
  expect(aSeen(kept).seen.lastOf('old')).toBe(at(0))
  expect(seen.forget(noon - 14 * day)).toEqual([])
})

it('keeps the newest mark, however old it is', () => {
  const { seen } = aSeen(
    new Map([
      ['a', at(-30 * day)],
      ['b', at(-20 * day)],
    ]),
  )
  expect(seen.forget(noon)).toEqual(['a'])
  expect(seen.lastOf('a')).toBe(at(-20 * day))
})

it('F01: has kept from where it reads before it can hear anything', async () => {
  world = await startWorld({ hasGitHub: false })
  expect([...(await world.bee.app.bookmarks.startingWith('seen:')).keys()]).toContain('anywhere')
})
