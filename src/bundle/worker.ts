import { constants, platform, setPriority } from 'node:os'
import { parentPort } from 'node:worker_threads'
import { type Gathered, gather } from '../collect/gather.ts'
import { adoptBundle } from './adopt.ts'
import { buildBundle, type Progress } from './build.ts'
import { fetchAttachment } from './fetch-attachment.ts'
import { bundleLimits } from './limits.ts'
import { readPort } from './port-stream.ts'
import { BundleProblem } from './problems.ts'
import type { FromWorker, ToWorker } from './worker-messages.ts'

// The thread in which bundles are made, one at a time. Fetching, unpacking, sanitizing and scanning all happen here, so
// that the bot keeps answering, and raw bytes never leave this thread.

// Packing can use a whole core for minutes; whoever waits for an answer of the bot comes first. On Linux the number 0
// means this thread alone; elsewhere it would be the whole process, which is left as it is.
if (platform() === 'linux') setPriority(0, constants.priority.PRIORITY_LOW)

const PROGRESS_MS = 250
const port = parentPort
if (port === null) throw new Error('this file is a worker thread')
const say = (message: FromWorker) => port.postMessage(message)
let running: AbortController | undefined

port.on('message', (message: ToWorker) => {
  if (message.type === 'cancel') running?.abort()
  else void build(message)
})

async function build({ job, uploads, workDir, part }: Extract<ToWorker, { type: 'build' }>): Promise<void> {
  running = new AbortController()
  const limits = { ...bundleLimits, ...job.limits }
  const { extraHosts = [] } = job
  const { signal } = running
  try {
    const place = { workDir, part, signal, onProgress: throttled((progress) => say({ type: 'progress', progress })) }
    const [made] = uploads
    if (job.isMade && made !== undefined) {
      const result = await adoptBundle({ ...job, ...place, bytes: readPort(made.port, signal) })
      say({ type: 'done', result })
      return
    }
    const found: Gathered = job.ownHost ? await gather({ ...job.ownHost, signal }) : { sources: [], leftOut: [] }
    const result = await buildBundle({
      ...job,
      leftOut: [...(job.leftOut ?? []), ...found.leftOut],
      sources: [
        ...found.sources,
        ...job.attachments.map(({ url, name }) => ({
          name,
          open: (signal: AbortSignal) => fetchAttachment(url, { extraHosts, limits, signal }),
        })),
        ...uploads.map(({ name, port }) => ({ name, open: (signal: AbortSignal) => readPort(port, signal) })),
      ],
      ...place,
    })
    say({ type: 'done', result })
  } catch (caught) {
    const cause = signal.aborted && !(caught instanceof BundleProblem) ? new BundleProblem('CANCELLED') : caught
    say(
      cause instanceof BundleProblem ? { type: 'refused', code: cause.code, leftOut: cause.leftOut } : describe(cause),
    )
  } finally {
    running = undefined
  }
}

function describe(cause: unknown): FromWorker {
  if (!(cause instanceof Error)) return { type: 'failed', error: typeof cause, frames: [] }
  const code = 'code' in cause ? ` ${String(cause.code)}` : ''
  const frames = (cause.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return { type: 'failed', error: `${cause.name}${code}`, frames: frames.slice(0, 10) }
}

function throttled(report: (progress: Progress) => void): (progress: Progress) => void {
  let stage = ''
  let saidAt = 0
  return (progress) => {
    const now = performance.now()
    if (progress.stage === stage && now - saidAt < PROGRESS_MS) return
    stage = progress.stage
    saidAt = now
    report(progress)
  }
}
