import { everyPoint, isOfAge, isOfBackup, isOfBirth, isOfStop } from './points.ts'
import type { Death } from './world.ts'

/** Points that a busy Bee can die at. */
export function busyPoints(): Set<string> {
  const isElsewhere = (point: string) => isOfBirth(point) || isOfAge(point) || isOfBackup(point) || isOfStop(point)
  return new Set(everyPoint().filter((point) => !isElsewhere(point)))
}

/** One for each step of a stop: Bee is asked to stop, and dies there. */
export const stopDeaths = (): Death[] =>
  everyPoint()
    .filter(isOfStop)
    .map((point) => ({ points: [point], stopAfterStarts: 0.2 }))

/** SIGKILL from outside at any time of a life, the start included; one in ten is a SIGTERM (F02, F03). */
export function randomDeath(random: () => number): Death {
  const starts = random() * 1.5
  return random() < 0.1 ? { stopAfterStarts: starts / 2 } : { afterStarts: starts }
}
