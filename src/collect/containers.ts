import { LeaveOut } from '../bundle/left-out.ts'
import type { Gathering } from './gather.ts'
import { matches } from './glob.ts'
import { asFile } from './printed.ts'
import { whyRefused } from './refused.ts'
import { run } from './run.ts'

/** More lines than five megabytes hold; it spares the engine from reading weeks of logs only to have them dropped. */
const mostLines = '50000'
const mostContainers = 50

/** Logs of containers, running or not, by Docker or else Podman. */
export async function collectContainers(patterns: readonly string[], how: Gathering): Promise<void> {
  const { engine, names } = await list(how)
  const wanted = names.filter((name) => patterns.some((pattern) => matches(name, pattern)))
  if (wanted.length === 0) throw new LeaveOut('NOTHING_FOUND', `${engine}: ${patterns.join(', ')}`)
  const since = how.since === undefined ? [] : ['--since', new Date(how.since).toISOString()]
  for (const name of wanted.slice(0, mostContainers)) {
    const argv = [engine, 'logs', '--timestamps', '--tail', mostLines, ...since, name]
    how.sources.push(
      how.source(`${engine}/${name}.log`, async function* (signal) {
        const limitBytes = Math.floor(how.limitBytes / Math.min(wanted.length, mostContainers))
        yield* asFile(await run(argv, { ...how, limitBytes, keep: 'last', signal }), 'last')
      }),
    )
  }
}

async function list(how: Gathering): Promise<{ engine: string; names: string[] }> {
  const problems: LeaveOut[] = []
  for (const engine of ['docker', 'podman']) {
    try {
      const argv = [engine, 'ps', '--all', '--format', '{{.Names}}']
      const printed = await run(argv, { ...how, limitBytes: 1024 ** 2, keep: 'first' })
      if (printed.exitCode !== 0) throw whyRefused(engine, printed)
      return { engine, names: lines(printed.bytes) }
    } catch (cause) {
      if (!(cause instanceof LeaveOut)) throw cause
      problems.push(cause)
    }
  }
  // An engine that is there and does not answer says more than another that is not there at all.
  throw problems.find(({ reason }) => reason !== 'NOT_INSTALLED') ?? new LeaveOut('NOT_INSTALLED', 'docker or podman')
}

export const lines = (bytes: Buffer): string[] =>
  bytes
    .toString('utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
