import { parentPort, workerData } from 'node:worker_threads'
import { foundIn } from './found.ts'
import { LineMemory } from './line-memory.ts'
import type { Answer, Question, ReaderData } from './parallel.ts'
import { createPolicyRules } from './policy.ts'
import { rulesFrom } from './rule-names.ts'
import { sharedLines, takeOver } from './shared-lines.ts'

const extra = createPolicyRules((workerData as ReaderData).policy)
const lines = new LineMemory()

let rulesTold = 0

parentPort?.on('message', ({ number, bytes, hints, news }: Question) => {
  for (const known of news) takeOver(lines.exact, known)
  const found = foundIn(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), hints, extra, lines)
  const rules = rulesFrom(rulesTold)
  rulesTold += rules.length
  const answer: Answer = { number, found, news: sharedLines(lines.exact), rules }
  parentPort?.postMessage(answer, [found.spans.numbers.buffer as ArrayBuffer, found.settled.buffer as ArrayBuffer])
})
