import type { BundleSource } from '../bundle/build.ts'
import { LeaveOut, type LeftOut } from '../bundle/left-out.ts'
import type { Collector, CollectorKind } from '../desk.ts'
import { createBounds, type Totals } from './bounds.ts'
import { collectContainers } from './containers.ts'
import { showEnvironment } from './environment.ts'
import { collectFiles } from './files.ts'
import { askHttp } from './http.ts'
import { collectJournal } from './journal.ts'
import { describeMachine } from './machine.ts'
import { collectPods } from './pods.ts'
import { asFile } from './printed.ts'
import { run } from './run.ts'
import { tryPorts } from './tcp.ts'
import { askVersions } from './versions.ts'

export interface GatherOrder extends Totals {
  collectors: readonly Collector[]
  /** Where relative globs begin: where the person stands who collects. */
  from: string
  /** What programs that are run see, and what an environment's collector shows. */
  environment: Record<string, string | undefined>
  /** Real folders of which no file is read. */
  closed?: readonly string[] | undefined
  /** Unix milliseconds; of logs nothing older is taken. */
  since?: number | undefined
  signal?: AbortSignal | undefined
  /** Called when a collector begins to look for what it gathers, and once more when each of its sources is read. */
  onCollector?: ((title: string) => void) | undefined
}

/** What one collector has at hand while it looks for its sources. */
export interface Gathering extends Omit<GatherOrder, 'collectors' | 'onCollector' | keyof Totals> {
  timeoutMs: number
  limitBytes: number
  sources: BundleSource[]
  leftOut: LeftOut[]
  /** One more source of this collector, in its place in the bundle. */
  source(name: string, open: BundleSource['open']): BundleSource
  /** The same for a table of facts, which goes to `system/`. */
  table(name: string, open: BundleSource['open']): BundleSource
}

export interface Gathered {
  sources: BundleSource[]
  leftOut: LeftOut[]
}

/**
 * Finds what the collectors of a profile gather on this machine. Logs are read and programs run when the bundle takes
 * their bytes, so that these go straight to the sanitizer. What the machine does not have is listed, never an error.
 */
export async function gather(order: GatherOrder): Promise<Gathered> {
  const gathered: Gathered = { sources: [], leftOut: [] }
  const { deadline, hold } = createBounds(order)
  const { signal } = order
  const either = deadline && signal ? AbortSignal.any([deadline, signal]) : (deadline ?? signal)
  for (const collector of order.collectors) {
    const title = collector.title ?? collector.id
    order.onCollector?.(title)
    signal?.throwIfAborted()
    const place = collector.system ? 'system' : collector.service
    const told = (open: BundleSource['open']): BundleSource['open'] => {
      const held = hold(open)
      return (signal) => {
        order.onCollector?.(title)
        return held(signal)
      }
    }
    const how: Gathering = {
      ...order,
      ...gathered,
      signal: either,
      timeoutMs: collector.timeoutMs,
      limitBytes: collector.limitBytes,
      source: (name, open) => ({ name, open: told(open), ...(place === undefined ? {} : { place }) }),
      table: (name, open) => ({ name, open: told(open), place: 'system' }),
    }
    try {
      if (deadline?.aborted) throw new LeaveOut('TOO_SLOW')
      await lookFor(collector, how)
    } catch (cause) {
      const isLate = deadline?.aborted && !signal?.aborted
      if (!(isLate || cause instanceof LeaveOut)) throw cause
      const { reason, detail } = cause instanceof LeaveOut ? cause : new LeaveOut('TOO_SLOW')
      gathered.leftOut.push({ name: title, reason, detail })
    }
  }
  return gathered
}

/** Each kind of collector: it adds its sources, or throws why it has none. */
const kinds: { [Kind in CollectorKind]: (what: NonNullable<Collector[Kind]>, how: Gathering, id: string) => unknown } =
  {
    files: collectFiles,
    containers: collectContainers,
    pods: collectPods,
    journal: collectJournal,
    command: (argv, how, id) => {
      how.sources.push(
        how.table(`${id}.txt`, async function* (signal) {
          yield* asFile(await run(argv, { ...how, keep: 'first', signal }), 'first')
        }),
      )
    },
    http: (addresses, how, id) => how.sources.push(how.table(`${id}.txt`, () => askHttp(addresses, how))),
    tcp: (places, how, id) => how.sources.push(how.table(`${id}.txt`, () => tryPorts(places, how))),
    versions: (programs, how, id) => how.sources.push(how.table(`${id}.txt`, () => askVersions(programs, how))),
    machine: (parts, how, id) => how.sources.push(how.table(`${id}.txt`, () => describeMachine(parts, how))),
    environment: (names, how, id) => how.sources.push(how.table(`${id}.txt`, () => showEnvironment(names, how))),
  }

async function lookFor(collector: Collector, how: Gathering): Promise<void> {
  for (const kind of Object.keys(kinds) as CollectorKind[]) {
    const what = collector[kind]
    // The compiler cannot see that kind and content belong together.
    if (what !== undefined)
      await (kinds[kind] as (what: unknown, how: Gathering, id: string) => unknown)(what, how, collector.id)
  }
}
