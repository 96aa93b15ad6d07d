import { rmSync } from 'node:fs'
import { everyPoint, isOfBirth } from './points.ts'
import { createTortureWorld } from './world.ts'

/** Kills the very first start at each step of it, and starts again. @returns what does not hold. */
export async function playBirths(
  say: (line: string) => void = () => {},
): Promise<{ broken: string[]; diedAt: string[] }> {
  const broken: string[] = []
  const diedAt: string[] = []
  const world = await createTortureWorld([])
  try {
    for (const point of everyPoint().filter(isOfBirth)) {
      rmSync(world.dataDir, { recursive: true, force: true })
      const { signal } = await world.start({ points: [point] }).ended
      if (signal !== 'SIGKILL') broken.push(`${point}: was not passed`)
      else diedAt.push(point)
      const life = world.start()
      if ((await life.ready) === undefined) broken.push(`${point}: Bee does not start any more`)
      life.kill('SIGTERM')
      const ending = await life.ended
      if (ending.code !== 0) broken.push(`${point}: Bee ended with ${ending.code ?? ending.signal}`)
      say(point)
    }
  } finally {
    await world.close()
  }
  return { broken, diedAt }
}
