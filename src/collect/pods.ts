import { LeaveOut } from '../bundle/left-out.ts'
import { lines } from './containers.ts'
import type { Gathering } from './gather.ts'
import { asFile } from './printed.ts'
import { whyRefused } from './refused.ts'
import { run } from './run.ts'

const mostLines = '50000'
const mostPods = 30

/** Logs of the pods that kubectl, as it is set up here, finds by namespace and label selector. */
export async function collectPods(
  { namespace, selector }: { namespace?: string | undefined; selector?: string | undefined },
  how: Gathering,
): Promise<void> {
  const where = namespace === undefined ? [] : ['--namespace', namespace]
  const which = selector === undefined ? [] : ['--selector', selector]
  const ask = ['kubectl', 'get', 'pods', ...where, ...which, '--output', 'name', '--request-timeout', '10s']
  const printed = await run(ask, { ...how, limitBytes: 1024 ** 2, keep: 'first' })
  if (printed.exitCode !== 0) throw whyRefused('kubectl', printed)
  const pods = lines(printed.bytes)
    .filter((line) => line.startsWith('pod/'))
    .slice(0, mostPods)
  if (pods.length === 0) throw new LeaveOut('NOTHING_FOUND', 'kubectl')
  const since = how.since === undefined ? [] : ['--since-time', new Date(how.since).toISOString()]
  for (const pod of pods) {
    const argv = ['kubectl', 'logs', pod, ...where, '--all-containers', '--timestamps', '--tail', mostLines, ...since]
    how.sources.push(
      how.source(`kubectl/${pod.slice('pod/'.length)}.log`, async function* (signal) {
        const limitBytes = Math.floor(how.limitBytes / pods.length)
        yield* asFile(await run(argv, { ...how, limitBytes, keep: 'last', signal }), 'last')
      }),
    )
  }
}
