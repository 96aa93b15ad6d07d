import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { program } from '../../paths.ts'
import { BundleProblem, type BundleProblemCode } from '../problems.ts'
import type { VerifiedBundle } from './verify-bundle.ts'

export type Verified = { verified: VerifiedBundle } | { problem: BundleProblemCode }

/** The largest bundle takes about a minute on a slow core. */
const mostMs = 10 * 60_000

/**
 * Checks a bundle in a thread of its own, so that the event loop waits for nothing.
 *
 * @throws BundleProblem NOT_A_BUNDLE, BUILD_TIMED_OUT, WORKER_DIED
 */
export async function verifyOnThread(path: string): Promise<VerifiedBundle> {
  const thread = new Worker(program('src/bundle/verify/verify-thread.ts'), {
    workerData: { path },
    resourceLimits: { maxOldGenerationSizeMb: 256 },
    stderr: false,
    stdin: false,
  })
  const over = AbortSignal.timeout(mostMs)
  try {
    // `once` rejects when the thread fails, and an exit without a word is no answer either.
    const said = (await Promise.race([
      once(thread, 'message', { signal: over }).then(([said]) => said as Verified),
      once(thread, 'exit').then((): Verified => ({ problem: 'WORKER_DIED' })),
    ])) satisfies Verified
    if ('problem' in said) throw new BundleProblem(said.problem)
    return said.verified
  } catch (cause) {
    if (cause instanceof BundleProblem) throw cause
    throw new BundleProblem(over.aborted ? 'BUILD_TIMED_OUT' : 'WORKER_DIED', { cause })
  } finally {
    await thread.terminate()
  }
}
