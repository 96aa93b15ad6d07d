import { shuffled } from '../../src/triage/learn/random.ts'
import { everyPoint, isOfAge, isOfBackup, isOfBirth, isOfStop } from './points.ts'
import type { Death } from './world.ts'

/** Points that a busy Bee can die at, in an order that the seed decides. */
export function namedDeaths(seed: number): Death[] {
  const isElsewhere = (point: string) => isOfBirth(point) || isOfAge(point) || isOfBackup(point)
  const points = everyPoint().filter((point) => !isElsewhere(point))
  return [...shuffled(points.length, seed)].map((at) => deathAt(points[at]!))
}

export const deathAt = (point: string, hit = 1): Death =>
  isOfStop(point) ? { point, hit, stopAfterStarts: 0.5 } : { point, hit }

/** SIGKILL from outside at any time of a life, the start included; one in ten is a SIGTERM (F02, F03). */
export function randomDeath(random: () => number): Death {
  const starts = random() * 3
  return random() < 0.1 ? { stopAfterStarts: starts / 2 } : { afterStarts: starts }
}
