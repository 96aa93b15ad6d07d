import { constants, platform, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { BundleProblem } from '../problems.ts'
import { verifyBundle } from './verify-bundle.ts'
import type { Verified } from './verify-on-thread.ts'

// A thread for one bundle: unpacking, hashing and scanning can use a whole core for a minute. On Linux 0 means this thread.
if (platform() === 'linux') setPriority(0, constants.priority.PRIORITY_LOW)

const say = (verified: Verified) => parentPort?.postMessage(verified)
try {
  say({ verified: await verifyBundle((workerData as { path: string }).path) })
} catch (cause) {
  // A message may quote what was read, so nothing but the kind of failure leaves.
  say({ problem: cause instanceof BundleProblem ? cause.code : 'WORKER_DIED' })
}
