import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { playAge } from './age.ts'
import { check } from './check.ts'
import { randomDeath } from './plan.ts'
import { type Plot, play } from './story.ts'
import type { Told } from './teller.ts'
import { createTortureWorld, type Death, type TortureWorld } from './world.ts'

export interface RoundReport {
  /** What does not hold, in words; empty is what is wanted. */
  broken: string[]
  stories: Told[]
  /** Lives that ended as planned, and how many of them passed none of the points they were to die at. */
  deaths: number
  missed: number
  /** Crash points that were passed, in any life. */
  passed: Set<string>
  /** Where Bee died by its own hand. */
  diedAt: string[]
  /** From each start to "ready", in milliseconds. */
  recoveriesMs: number[]
  /** From the last start until nothing was left to do. */
  settledMs: number
}

export interface RoundOptions {
  /** `wanted`: at the first of these that is passed. */
  deaths: (Death | 'wanted')[]
  /** Points that nobody has died at yet; those that somebody dies at are taken out. */
  wanted: Set<string>
  /** Numbers from 0 to 1: who tells which story. */
  random: () => number
  /** Stories that are told at the same time. */
  atOnce?: number
  /** Plays `age.ts` at the end. */
  isAged?: boolean
  say?: (line: string) => void
}

/** How many times as long as a start a life may go on without passing any of its points; then it is killed where it is. */
const longestLifeStarts = 3
/** GitHub takes one write a second, however fast the machine is. */
const mostPacedMs = 180_000
/** A stop may take ten seconds (F03), and a busy machine some more. */
const longestStopMs = 20_000

/**
 * One world, and one Bee after another in it, each of which dies as planned while people keep asking; the last one is
 * left in peace until everything is settled, and stopped kindly. Then everything must be there, once.
 */
export async function playRound({
  deaths,
  wanted,
  random,
  atOnce = 4,
  isAged = false,
  say = () => {},
}: RoundOptions): Promise<RoundReport> {
  const people = Array.from(
    { length: Math.max(atOnce, Math.ceil(deaths.length / 4)) + atOnce },
    (_, at) => `person${at}`,
  )
  const world = await createTortureWorld(people)
  const ending = new AbortController()
  const report: RoundReport = {
    broken: [],
    stories: [],
    deaths: 0,
    missed: 0,
    passed: new Set(),
    diedAt: [],
    recoveriesMs: [],
    settledMs: 0,
  }
  try {
    let isEnding = false
    const tellers = Array.from({ length: atOnce }, async () => {
      do {
        const person = people.shift()
        if (person === undefined) return
        await play(plotFor(person, random), world, { signal: ending.signal, stories: report.stories })
      } while (!isEnding)
    })
    for (const death of deaths) {
      const isWanted = death === 'wanted' && wanted.size > 0
      const planned = isWanted ? { points: [...wanted] } : death === 'wanted' ? randomDeath(random) : death
      const diedAt = await live(planned, world, report, say)
      if (diedAt !== undefined) wanted.delete(diedAt)
    }
    isEnding = true
    await settle(world, tellers, report, { ending, say })
    report.broken.push(...check(world, report.stories))
    if (isAged) report.broken.push(...(await playAge(world)))
  } catch (cause) {
    // One round that cannot be played does not take the others with it, nor what it has found so far.
    report.broken.push(`the round could not be played: ${(cause as Error).stack ?? cause}`)
  } finally {
    ending.abort()
    for (const line of world.journal()) {
      if (line.startsWith('died: ')) report.diedAt.push(line.slice(6))
      else report.passed.add(line)
    }
    report.broken.push(...defects(world))
    await world.close()
  }
  return report
}

/** @returns the crash point where it died, if it did at one. */
async function live(
  death: Death,
  world: TortureWorld,
  report: RoundReport,
  say: (line: string) => void,
): Promise<string | undefined> {
  const life = world.start(death)
  void life.ready.then((ms) => ms !== undefined && report.recoveriesMs.push(ms))
  let impatience: NodeJS.Timeout | undefined
  void life.ready.then(() => {
    const longestMs = world.startMs() * longestLifeStarts + (isKind(death) ? longestStopMs : 0)
    impatience = setTimeout(() => life.kill('SIGKILL'), longestMs)
  })
  const { code, signal } = await life.ended
  clearTimeout(impatience)
  const isKilled = signal === 'SIGKILL'
  const last = world.journal().at(-1)
  const diedAt = death.points !== undefined && last?.startsWith('died: ') ? last.slice(6) : undefined
  const name = diedAt ?? nameOf(death)
  if (isKind(death) ? code !== 0 : !isKilled) report.broken.push(`${name}: Bee ended with ${code ?? signal}`)
  report.deaths++
  if (death.points !== undefined && diedAt === undefined) report.missed++
  say(name)
  return diedAt
}

/** The last life: nobody kills it, and everything that was begun must come to its end. */
async function settle(
  world: TortureWorld,
  tellers: Promise<void>[],
  report: RoundReport,
  { ending, say }: { ending: AbortController; say: (line: string) => void },
): Promise<void> {
  const life = world.start()
  const begun = performance.now()
  const ready = await life.ready
  if (ready === undefined) {
    report.broken.push('Bee does not start any more')
    ending.abort()
    await Promise.allSettled(tellers)
    return
  }
  report.recoveriesMs.push(ready)
  const impatience = setTimeout(() => ending.abort(), 60 * world.startMs() + mostPacedMs)
  const telling = setInterval(() => {
    for (const { person, waitsFor } of report.stories) if (waitsFor !== '') say(`${person} waits: ${waitsFor}`)
  }, 20_000)
  await Promise.allSettled(tellers)
  clearInterval(telling)
  clearTimeout(impatience)
  await untilIdle(world)
  report.settledMs = performance.now() - begun
  life.kill('SIGTERM')
  const { code, signal } = await life.ended
  if (code !== 0) report.broken.push(`SIGTERM: Bee ended with ${code ?? signal}`)
}

/** A point inside of a stop is a kill, too. */
const isKind = ({ points, stopAfterStarts }: Death) => stopAfterStarts !== undefined && points === undefined

const nameOf = ({ points, afterStarts, stopAfterStarts }: Death) => {
  if (points !== undefined) return `none of ${points.length} points was passed`
  return stopAfterStarts === undefined
    ? `SIGKILL after ${afterStarts?.toFixed(2)} starts`
    : `SIGTERM after ${stopAfterStarts.toFixed(2)} starts`
}

/** Until the outbox holds nothing that is still to do. */
async function untilIdle({ dataDir }: TortureWorld, patienceMs = mostPacedMs): Promise<void> {
  const db = new Sqlite(join(dataDir, 'bee.sqlite'), { readonly: true })
  try {
    const todo = db.prepare("select count(*) as n from outbox where state in ('new', 'trying')")
    const until = performance.now() + patienceMs
    while ((todo.get() as { n: number }).n > 0 && performance.now() < until) await wait(50)
  } finally {
    db.close()
  }
}

const plotFor = (person: string, random: () => number): Plot => {
  if (random() < 0.3) return { person, github: false, edits: false, ending: 'solved', aside: true }
  const github = random() < 0.5
  return {
    person,
    aside: false,
    github,
    edits: github && random() < 0.5,
    ending: random() < 0.7 ? 'solved' : 'reopened',
  }
}

/** What Bee itself calls an error. Being cut off in the middle is none. */
function defects({ log }: TortureWorld): string[] {
  const found = new Set<string>()
  for (const line of log().split('\n')) {
    if (!line.startsWith('{')) {
      if (line.trim() !== '') found.add(`Bee said: ${line.slice(0, 200)}`)
      continue
    }
    const { level, msg, err, code } = parse(line)
    if (Number(level) >= 50)
      found.add(`Bee logged: ${msg} ${code ?? ''} ${err?.stack ?? err?.message ?? ''}`.slice(0, 600))
  }
  return [...found]
}

/** The last line of a killed process may be cut. */
function parse(line: string): {
  level?: unknown
  msg?: string
  code?: string
  err?: { stack?: string; message?: string }
} {
  try {
    return JSON.parse(line)
  } catch {
    return {}
  }
}
