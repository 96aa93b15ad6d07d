import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { program } from '../paths.ts'
import type { BundleResult, Progress } from './build.ts'
import { BundleProblem } from './problems.ts'
import { runOn, type Upload } from './run-on-worker.ts'
import { sweepWork } from './sweep.ts'
import type { BundleJob } from './worker-messages.ts'

export type { BundleJob } from './worker-messages.ts'

export interface BundleWorkerOptions {
  /** Private to this Bee, like the folders that bundles go to: what a killed one left in them is removed first. */
  workDir: string
  /** Bundles made at the same time; each takes a thread, about one core and up to 200 MB. */
  atOnce?: number
  /** Further ones wait; beyond this many they are refused. */
  maxWaiting?: number
  /** A thread without work ends after this time, because it holds about 30 MB. */
  idleMs?: number
  /** A thread's JavaScript heap. Bytes in transit are outside of it. */
  heapMb?: number
  /** The thread's file; another one only in tests. */
  entry?: string
}

export interface BuildOptions {
  /** Read here, sanitized there. */
  uploads?: Upload[]
  signal?: AbortSignal
  onProgress?: (progress: Progress) => void
}

export interface BundleWorker {
  /** @throws BundleProblem every code; WORKER_DIED has what is known in its cause */
  build(job: BundleJob, options?: BuildOptions): Promise<BundleResult>
  /** Threads that are alive, for memory reports and tests. */
  readonly threads: number
  /** Cancels what runs and what waits, and ends all threads. */
  close(): Promise<void>
}

interface Waiting {
  job: BundleJob
  options: BuildOptions
  resolve: (result: BundleResult) => void
  reject: (cause: unknown) => void
}

/**
 * Makes bundles in worker threads, so that the event loop of the bot never waits for one. Threads start when there is work
 * and end when there is none. A thread that dies takes its one bundle with it, which is said and not hung.
 */
export async function createBundleWorker(options: BundleWorkerOptions): Promise<BundleWorker> {
  const { workDir, atOnce = 1, maxWaiting = 200, idleMs = 30_000, heapMb = 256 } = options
  const entry = options.entry ?? program('src/bundle/worker.ts')
  await sweepWork(workDir)
  const swept = new Map<string, Promise<unknown>>()
  const queue: Waiting[] = []
  const idle: Worker[] = []
  const alive = new Set<Worker>()
  const stopping = new AbortController()
  const idleTimers = new Map<Worker, NodeJS.Timeout>()

  function start(): Worker {
    const worker = new Worker(entry, {
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
      stderr: false,
      stdin: false,
    })
    alive.add(worker)
    worker.on('exit', () => forget(worker))
    worker.on('error', () => undefined)
    return worker
  }

  function forget(worker: Worker) {
    alive.delete(worker)
    clearTimeout(idleTimers.get(worker))
    idleTimers.delete(worker)
    const at = idle.indexOf(worker)
    if (at !== -1) idle.splice(at, 1)
  }

  function rest(worker: Worker) {
    if (!alive.has(worker)) return
    worker.unref()
    idle.push(worker)
    const timer = setTimeout(() => void worker.terminate(), idleMs)
    timer.unref()
    idleTimers.set(worker, timer)
  }

  function wake(): Worker {
    const worker = idle.pop() ?? start()
    clearTimeout(idleTimers.get(worker))
    idleTimers.delete(worker)
    worker.ref()
    return worker
  }

  /** Before the first build into a folder nothing unfinished in there can be ours. */
  function sweepOnce(folder: string): Promise<unknown> {
    const sweeping = swept.get(folder) ?? sweepWork(folder)
    swept.set(folder, sweeping)
    return sweeping
  }

  let busy = 0
  async function next(): Promise<void> {
    const waiting = busy < atOnce ? queue.shift() : undefined
    if (waiting === undefined) return
    busy++
    const { job, options, resolve, reject } = waiting
    const signal = AbortSignal.any([stopping.signal, ...(options.signal ? [options.signal] : [])])
    await sweepOnce(dirname(job.outFile))
    if (signal.aborted) reject(new BundleProblem('CANCELLED'))
    else {
      const worker = wake()
      const outcome = await runOn(worker, job, { ...options, workDir, signal })
      rest(worker)
      if ('result' in outcome) resolve(outcome.result)
      else reject(outcome.problem)
    }
    busy--
    void next()
  }

  return {
    async build(job, options = {}) {
      if (stopping.signal.aborted || options.signal?.aborted) throw new BundleProblem('CANCELLED')
      if (queue.length >= maxWaiting) throw new BundleProblem('TOO_BUSY')
      return await new Promise<BundleResult>((resolve, reject) => {
        const waiting = { job, options, resolve, reject }
        queue.push(waiting)
        options.signal?.addEventListener('abort', () => {
          const at = queue.indexOf(waiting)
          if (at !== -1) queue.splice(at, 1)
          if (at !== -1) reject(new BundleProblem('CANCELLED'))
        })
        void next()
      })
    },
    get threads() {
      return alive.size
    },
    async close() {
      stopping.abort()
      for (const { reject } of queue.splice(0)) reject(new BundleProblem('CANCELLED'))
      await Promise.all([...alive].map((worker) => worker.terminate()))
    },
  }
}
