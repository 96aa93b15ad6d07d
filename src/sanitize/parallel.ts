import { Worker } from 'node:worker_threads'
import { program } from '../paths.ts'
import type { Block } from './blocks.ts'
import type { Found } from './found.ts'
import type { Policy } from './policy.ts'
import type { Hints } from './scan.ts'

/** What goes to a thread, and what comes back under the same number. */
export type Question = { number: number; bytes: Uint8Array; hints: Hints }
export type Answer = { number: number; found: Found }

/** Threads that read blocks. Answers come in the order of the questions only if they are awaited so. */
export type Readers = {
  read(block: Block, hints: Hints): Promise<Found>
  /** How many questions keep every thread busy. */
  readonly width: number
}

/** Starts the threads at once; they do not keep the process alive. */
export function createReaders(threads: number, policy: Policy | undefined): Readers {
  const waiting = new Map<number, { resolve: (found: Found) => void; reject: (error: Error) => void }>()
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(program('src/sanitize/parallel-worker.ts'), {
      workerData: policy,
      execArgv: [],
      // Blocks come and go by the hundred; with more room their garbage would only lie longer: 30 MB more at the peak, and
      // no faster.
      resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 96 },
    })
    worker.on('message', ({ number, found }: Answer) => {
      waiting.get(number)?.resolve(found)
      waiting.delete(number)
      if (waiting.size === 0) for (const each of workers) each.unref()
    })
    worker.on('error', (error) => {
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    })
    worker.unref()
    return worker
  })
  let number = 0
  return {
    width: threads * 2,
    read(block, hints) {
      const bytes = new Uint8Array(block.bytes)
      const question: Question = { number: number++, bytes, hints }
      const worker = workers[question.number % threads]!
      for (const each of workers) each.ref()
      return new Promise((resolve, reject) => {
        waiting.set(question.number, { resolve, reject })
        worker.postMessage(question, [bytes.buffer])
      })
    },
  }
}
