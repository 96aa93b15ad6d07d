import { parseArgs } from 'node:util'
import { random } from '../../src/triage/learn/random.ts'
import { playBirths } from './births.ts'
import { busyPoints, randomDeath, stopDeaths } from './plan.ts'
import { everyPoint, isOfBackup } from './points.ts'
import { playRound, type RoundReport } from './round.ts'
import type { Death } from './world.ts'

const help = `Kills Bee again and again while people use it, and checks that nothing is lost and nothing is there twice.

  npm run torture -- [--rounds N] [--minutes M] [--random N] [--seed S] [--at-once N]

  --rounds N   ends after so many rounds of 40 deaths; left out: when Bee has died wherever it can, and so often
  --minutes M  begins no round after that; what was left is said, and no failure
  --random N   deaths at random times; 200 when left out
  --no-named   leaves out the named crash points
  --seed S     the same seed gives the same plan; any when left out
  --verbose    tells of each death, and what people wait for
  --at-once N  rounds beside each other, 2 when left out (each takes about one core)
`
const deathsInRound = 40
/** A whole run has to die at this many places at least (RELIABILITY, section 7). */
const fewestPoints = 70
/** When so many lives after one another pass none of the points that are left, those are left alone. */
const mostMissed = 12

export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string' },
      minutes: { type: 'string' },
      random: { type: 'string', default: '200' },
      'no-named': { type: 'boolean', default: false },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
      'at-once': { type: 'string', default: '2' },
      verbose: { type: 'boolean', short: 'v', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return print(help)
  const seed = Number(values.seed)
  const next = random(seed)
  const isNamed = !values['no-named']
  const wanted = isNamed ? busyPoints() : new Set<string>()
  const others: Death[] = Array.from({ length: Number(values.random) }, () => randomDeath(next))
  if (isNamed) others.unshift(...stopDeaths())
  const most = Number(values.rounds ?? Number.POSITIVE_INFINITY)
  print(
    `seed ${seed}: ${wanted.size} named points, ${values.random} deaths at random, ${tortured().length} points in all\n`,
  )

  const reports: RoundReport[] = []
  const died = new Set<string>()
  const broken: string[] = []
  const begun = performance.now()
  let missedInARow = 0
  let round = 0
  const until = begun + Number(values.minutes ?? Number.POSITIVE_INFINITY) * 60_000
  const isLeft = () => others.length > 0 || (wanted.size > 0 && missedInARow < mostMissed)
  const isTime = () => performance.now() < until

  /** Both kinds, as far as there are some left. */
  function deathsOfRound(): (Death | 'wanted')[] {
    const deaths: (Death | 'wanted')[] = []
    for (let at = 0; at < deathsInRound; at++) {
      const other = at % 2 === 1 || missedInARow >= mostMissed || wanted.size === 0 ? others.shift() : undefined
      if (other !== undefined) deaths.push(other)
      else if (wanted.size > 0 && missedInARow < mostMissed) deaths.push('wanted')
    }
    return deaths
  }

  async function player(): Promise<void> {
    while (isLeft() && round < most && isTime()) {
      const number = ++round
      const report = await playRound({
        deaths: deathsOfRound(),
        wanted,
        random: random(seed + number),
        isAged: number % 5 === 1,
        ...(values.verbose ? { say: (line: string) => void print(`  ${line}\n`) } : {}),
      })
      reports.push(report)
      for (const point of report.diedAt) died.add(point)
      missedInARow = report.diedAt.length > 0 ? 0 : missedInARow + report.missed
      print(lineOf(number, report))
      for (const problem of report.broken) {
        broken.push(problem)
        print(`  BROKEN ${problem}\n`)
      }
    }
  }
  if (isNamed && values.rounds === undefined) {
    const births = await playBirths()
    for (const point of births.diedAt) died.add(point)
    broken.push(...births.broken)
    print(`first starts: ${births.diedAt.length} deaths, ${births.broken.join('; ') || 'all well'}\n`)
  }
  await Promise.all(Array.from({ length: Number(values['at-once']) }, player))

  const deaths = reports.reduce((sum, report) => sum + report.deaths, 0)
  const stories = reports.flatMap((report) => report.stories)
  const repeats = stories.reduce((sum, story) => sum + story.repeats, 0)
  const ready = reports.flatMap((report) => report.recoveriesMs).sort((a, b) => a - b)
  print(
    `\n${reports.length} rounds, ${deaths} deaths, ${stories.length} requests told to their end in ${seconds(performance.now() - begun)}\n`,
  )
  print(
    `ready again after p50 ${seconds(ready[Math.floor(ready.length / 2)] ?? 0)}, p99 ${seconds(ready[Math.floor(ready.length * 0.99)] ?? 0)}\n`,
  )
  print(`${repeats} times somebody had to say it again\n`)
  const never = tortured().filter((point) => !died.has(point))
  if (isNamed)
    print(
      `died at ${died.size} of ${tortured().length} named points${never.length > 0 ? `; not at: ${never.join(', ')}` : ''}\n`,
    )
  print(broken.length === 0 ? 'nothing lost, nothing twice\n' : `${broken.length} BROKEN (seed ${seed})\n`)
  if (!isTime()) print(`the time was over before ${others.length} of the deaths at random\n`)
  const isWhole = died.size >= fewestPoints || !isNamed || values.rounds !== undefined || !isTime()
  return broken.length === 0 && isWhole ? 0 : 1
}

const tortured = () => everyPoint().filter((point) => !isOfBackup(point))

function lineOf(number: number, { deaths, missed, stories, settledMs, broken }: RoundReport): string {
  const after = missed > 0 ? `, ${missed} of them at no named point` : ''
  const verdict = broken.length === 0 ? 'all well' : `${broken.length} BROKEN`
  return `round ${number}: ${deaths} deaths, ${stories.length} requests, settled after ${seconds(settledMs)}${after}: ${verdict}\n`
}

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

function print(text: string): number {
  process.stdout.write(text)
  return 0
}
