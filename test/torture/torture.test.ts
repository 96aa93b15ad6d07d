import { expect, it } from 'vitest'
import { random } from '../../src/triage/learn/random.ts'
import { busyPoints, randomDeath } from './plan.ts'
import { everyPoint } from './points.ts'
import { playRound } from './round.ts'

/** Another seed asks for another round: SEED=7 npx vitest run test/torture. */
const seed = Number(process.env.SEED ?? 1)

it('knows at least 70 steps after which Bee may die (F01)', () => {
  expect(everyPoint().length).toBeGreaterThanOrEqual(70)
})

// By hand, for hundreds of deaths: npm run torture
it.skipIf(process.env.TORTURE !== '1')(
  'loses nothing and does nothing twice, wherever it dies (F01, F02, F03)',
  async () => {
    const next = random(seed)
    const named = Array.from({ length: 10 }, (): 'wanted' => 'wanted')
    const deaths = named.flatMap((death) => (next() < 0.5 ? [death, randomDeath(next)] : [death]))
    const report = await playRound({ deaths, wanted: busyPoints(), random: next, atOnce: 2 })
    expect(report.broken, `seed ${seed}`).toEqual([])
    expect(report.deaths).toBe(deaths.length)
    expect(report.stories.length).toBeGreaterThanOrEqual(2)
  },
  900_000,
)
