import { Worker } from 'node:worker_threads'
import { program } from '../paths.ts'
import type { Retrained, RetrainJob } from './retrain.ts'

const longestMs = 120_000

/**
 * Learns in a thread of its own, so that Bee goes on answering. The thread ends with the job and does not keep the
 * process alive.
 *
 * @throws Error when the job fails, takes longer than two minutes, or `signal` aborts it.
 */
export function retrainInThread(job: RetrainJob, signal?: AbortSignal): Promise<Retrained> {
  const worker = new Worker(program('src/triage/retrain-worker.ts'), {
    workerData: job,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  worker.unref()
  return new Promise<Retrained>((resolve, reject) => {
    const giveUp = () => reject(new Error('learning was stopped, or took longer than two minutes'))
    AbortSignal.any([AbortSignal.timeout(longestMs), ...(signal ? [signal] : [])]).addEventListener('abort', giveUp)
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', giveUp)
  }).finally(() => worker.terminate())
}
