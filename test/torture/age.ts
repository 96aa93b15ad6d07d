import { readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import type { TortureWorld } from './world.ts'

const monthMs = 40 * 24 * 3_600_000
const hourMs = 3_600_000

/**
 * Makes files and rows come apart, lets every link grow old, and kills Bee in the middle of putting that right (F58).
 * To be played when a round is over. @returns what does not hold.
 */
export async function playAge(world: TortureWorld): Promise<string[]> {
  const broken: string[] = []
  const folder = join(world.dataDir, 'bundles')
  const orphan = join(folder, '999-orphan.tar.gz')
  writeFileSync(orphan, 'nobody knows me')
  const longAgo = (Date.now() - 3 * hourMs) / 1000
  utimesSync(orphan, longAgo, longAgo)
  const lost = readdirSync(folder).find((name) => name !== '999-orphan.tar.gz')
  if (lost !== undefined) rmSync(join(folder, lost))

  const steps = [
    { point: 'sweep: lost bundle marked', clockShiftMs: 0 },
    { point: 'sweep: orphan removed', clockShiftMs: 0 },
    { point: 'sweep: expired file removed', clockShiftMs: monthMs },
    { point: 'sweep: expired bundle marked', clockShiftMs: monthMs },
  ]
  for (const step of steps) {
    const life = world.start({ points: [step.point], clockShiftMs: step.clockShiftMs })
    const impatience = setTimeout(() => life.kill('SIGKILL'), 10 * world.startMs())
    await life.ended
    clearTimeout(impatience)
    if (world.journal().at(-1) !== `died: ${step.point}`) broken.push(`${step.point}: was not passed`)
  }
  const life = world.start({ clockShiftMs: monthMs })
  if ((await life.ready) === undefined) return [...broken, 'Bee does not start any more']
  const db = new Sqlite(join(world.dataDir, 'bee.sqlite'), { readonly: true })
  const ready = db.prepare("select count(*) as n from bundle where state = 'ready' or file is not null")
  const until = performance.now() + 10 * world.startMs()
  while ((ready.get() as { n: number }).n > 0 && performance.now() < until) await wait(50)
  db.close()
  life.kill('SIGTERM')
  await life.ended
  for (const name of readdirSync(folder)) broken.push(`bundles/${name} outlived its links`)
  return broken
}
