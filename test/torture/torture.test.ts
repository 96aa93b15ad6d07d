import { expect, it } from 'vitest'
import { random } from '../../src/triage/learn/random.ts'
import { deathAt, randomDeath } from './plan.ts'
import { everyPoint } from './points.ts'
import { playRound } from './round.ts'
import type { Death } from './world.ts'

/** Another seed asks for another round: SEED=7 npx vitest run test/torture. */
const seed = Number(process.env.SEED ?? 1)

it('knows at least 70 steps after which Bee may die (F01)', () => {
  expect(everyPoint().length).toBeGreaterThanOrEqual(70)
})

// Takes minutes: TORTURE=1 npx vitest run test/torture, or npm run torture for longer.
it.skipIf(process.env.TORTURE !== '1')(
  'loses nothing and does nothing twice, wherever it dies (F01, F02, F03)',
  async () => {
    const next = random(seed)
    // One of each kind of place; `npm run torture` plays them all.
    const deaths: Death[] = [
      deathAt('commit: before', 3),
      deathAt('thread.open: had its effect'),
      deathAt('bundle: named'),
      deathAt('post: published'),
      deathAt('commit: after', 5),
      randomDeath(next),
      randomDeath(next),
    ]
    const report = await playRound({ deaths, random: next, atOnce: 3 })
    expect(report.broken, `seed ${seed}`).toEqual([])
    expect(report.diedAt.length).toBeGreaterThanOrEqual(3)
    expect(report.stories.length).toBeGreaterThanOrEqual(3)
  },
  900_000,
)
