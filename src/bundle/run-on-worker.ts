import { unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { MessagePort, Worker } from 'node:worker_threads'
import type { BundleResult, Progress } from './build.ts'
import { bundleLimits } from './limits.ts'
import { handOver } from './port-stream.ts'
import { BundleProblem } from './problems.ts'
import { temporaryName } from './sweep.ts'
import type { BundleJob, FromWorker, ToWorker } from './worker-messages.ts'

/** After "cancel", or after its time, a build has this long to end by itself; then its thread is ended. */
const GRACE_MS = 3000

/** Bytes that are at hand here and nowhere else. */
export interface Upload {
  name: string
  read(): AsyncIterable<Uint8Array>
}

export type Outcome = { result: BundleResult } | { problem: Error }

/** Has one bundle made by a thread that does nothing else meanwhile. Always ends, whatever becomes of the thread. */
export async function runOn(
  worker: Worker,
  job: BundleJob,
  {
    workDir,
    uploads = [],
    signal,
    onProgress,
  }: {
    workDir: string
    uploads?: Upload[] | undefined
    signal: AbortSignal
    onProgress?: ((progress: Progress) => void) | undefined
  },
): Promise<Outcome> {
  const part = join(dirname(job.outFile), temporaryName('.part'))
  const maxBuildMs = job.limits?.maxBuildMs ?? bundleLimits.maxBuildMs
  const handed = uploads.map(({ name, read }) => ({ name, ...handOver(read) }))
  const say = (message: ToWorker, ports: MessagePort[] = []) => worker.postMessage(message, ports)
  let died: unknown
  let isLate = false

  const outcome = await new Promise<Outcome | undefined>((resolve) => {
    const onMessage = (message: FromWorker) => {
      if (message.type === 'progress') onProgress?.(message.progress)
      else end(outcomeOf(message))
    }
    const onError = (cause: unknown) => {
      died = cause
    }
    const onExit = () => end(undefined)
    const deadline = setTimeout(() => {
      isLate = true
      void worker.terminate()
    }, maxBuildMs + GRACE_MS)
    deadline.unref()
    let graceTimer: NodeJS.Timeout | undefined

    function end(outcome: Outcome | undefined) {
      clearTimeout(deadline)
      clearTimeout(graceTimer)
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      signal.removeEventListener('abort', cancel)
      resolve(outcome)
    }
    function cancel() {
      say({ type: 'cancel' })
      graceTimer = setTimeout(() => void worker.terminate(), GRACE_MS)
      graceTimer.unref()
    }
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    signal.addEventListener('abort', cancel)
    const ports = handed.map(({ port }) => port)
    say({ type: 'build', job, uploads: handed.map(({ name, port }) => ({ name, port })), workDir, part }, ports)
  })
  for (const { close } of handed) close()
  if (outcome !== undefined) return outcome

  // The thread is gone; what it was writing is ours to remove.
  await unlink(part).catch(() => undefined)
  if (signal.aborted) return { problem: new BundleProblem('CANCELLED') }
  return { problem: new BundleProblem(isLate ? 'BUILD_TIMED_OUT' : 'WORKER_DIED', { cause: withoutWords(died) }) }
}

function outcomeOf(message: Exclude<FromWorker, { type: 'progress' }>): Outcome {
  if (message.type === 'done') return { result: message.result }
  if (message.type === 'refused') return { problem: new BundleProblem(message.code, { leftOut: message.leftOut }) }
  const cause = new Error(message.error)
  cause.stack = [message.error, ...message.frames].join('\n')
  return { problem: new BundleProblem('WORKER_DIED', { cause }) }
}

/** An error's message may quote what was being read, so only its kind is kept. */
function withoutWords(cause: unknown): Error {
  if (!(cause instanceof Error)) return new Error('the thread ended')
  return new Error('code' in cause ? `${cause.name} ${String(cause.code)}` : cause.name)
}
