import { Worker } from 'node:worker_threads'
import { program } from '../paths.ts'
import type { Block } from './blocks.ts'
import type { Found } from './found.ts'
import { lineSecrets } from './line-marks.ts'
import { perSpan, ruleAt } from './packed.ts'
import type { Policy } from './policy.ts'
import { rule, type Style } from './rule-names.ts'
import type { Hints } from './scan.ts'
import { renumbered, type SharedLines } from './shared-lines.ts'

/** What a thread is started with. */
export type ReaderData = { policy: Policy | undefined; lineSecrets: Int32Array }

/** What goes to a thread, and what comes back under the same number; with what other threads have learned of lines. */
export type Question = { number: number; bytes: Uint8Array; hints: Hints; news: SharedLines[] }
export type Answer = {
  number: number
  found: Found
  news: SharedLines | undefined
  /** The thread's rules that it has not told of yet, in the order of its numbers. */
  rules: [string, Style][]
}

/** Threads that read blocks. Answers come in the order of the questions only if they are awaited so. */
export type Readers = {
  read(block: Block, hints: Hints): Promise<Found>
  /** Ends the threads; nobody waits for an answer any more. */
  close(): void
}

/**
 * Starts the threads at once; they do not keep the process alive.
 *
 * @param tell gets what was learned of lines
 */
export function createReaders(
  threads: number,
  policy: Policy | undefined,
  tell: (lines: SharedLines) => void,
): Readers {
  const waiting = new Map<number, { resolve: (found: Found) => void; reject: (error: Error) => void }>()
  const data: ReaderData = { policy, lineSecrets }
  /** For each thread what the others have learned since its last question. */
  const news: SharedLines[][] = Array.from({ length: threads }, () => [])
  /** How many questions each thread has before it. */
  const asked = new Array<number>(threads).fill(0)
  const workers = Array.from({ length: threads }, (_, own) => {
    const worker = new Worker(program('src/sanitize/parallel-worker.ts'), {
      workerData: data,
      execArgv: [],
      // With V8's own 48 MB for what is young, garbage lies longer: 30 MB more at the peak. With 2 MB 7 % of the time goes
      // into clearing it away.
      resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 96 },
    })
    /** The own number for each of the thread's, whose rules may have come in another order. */
    const ruleOf: number[] = []
    worker.on('message', (answer: Answer) => {
      for (const [name, style] of answer.rules) ruleOf.push(rule(name, style))
      const lines = answer.news
      if (lines !== undefined) {
        tell(renumbered(lines, ruleOf))
        for (const [other, list] of news.entries()) if (other !== own) list.push(lines)
      }
      const { found } = answer
      const { numbers } = found.spans
      for (let k = ruleAt; k < numbers.length; k += perSpan) numbers[k] = ruleOf[numbers[k]!]!
      for (const value of found.learned) value.rule = ruleOf[value.rule]!
      asked[own]!--
      waiting.get(answer.number)?.resolve(found)
      waiting.delete(answer.number)
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
    read(block, hints) {
      const bytes = new Uint8Array(block.bytes)
      const own = asked.indexOf(Math.min(...asked))
      asked[own]!++
      const question: Question = { number: number++, bytes, hints, news: news[own]!.splice(0) }
      const worker = workers[own]!
      for (const each of workers) each.ref()
      return new Promise((resolve, reject) => {
        waiting.set(question.number, { resolve, reject })
        worker.postMessage(question, [bytes.buffer])
      })
    },
    close() {
      for (const worker of workers) void worker.terminate()
    },
  }
}
