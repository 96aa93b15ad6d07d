import { parentPort, workerData } from 'node:worker_threads'
import { foundIn } from './found.ts'
import { LineMemory } from './line-memory.ts'
import type { Answer, Question } from './parallel.ts'
import { createPolicyRules, type Policy } from './policy.ts'

const extra = createPolicyRules(workerData as Policy | undefined)
const lines = new LineMemory()

parentPort?.on('message', ({ number, bytes, hints }: Question) => {
  const found = foundIn(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), hints, extra, lines)
  const answer: Answer = { number, found }
  parentPort?.postMessage(answer)
})
