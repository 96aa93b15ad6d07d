import { Worker } from 'node:worker_threads'
import { expect, it, onTestFinished } from 'vitest'
import { startLoopAlarm } from '../src/loop-alarm.ts'

const busy = 'const end = performance.now() + 2000; while (performance.now() < end);'

it('F16: a busy loop of 2 s is told of, with its length; in a worker it holds nothing up', async () => {
  const told: { longMs: number }[] = []
  const alarm = startLoopAlarm({ log: { warn: (facts: object) => told.push(facts as { longMs: number }) } as never })
  onTestFinished(() => alarm.stop())

  // Turns of this thread go on while the other one has none.
  let turns = 0
  const ticking = setInterval(() => turns++, 5)
  const worker = new Worker(busy, { eval: true })
  await new Promise((done) => worker.once('exit', done))
  clearInterval(ticking)
  expect(turns).toBeGreaterThan(3)

  told.length = 0
  new Function(busy)()
  await expect.poll(() => told.length, { timeout: 10_000 }).toBeGreaterThan(0)
  expect(told[0]!.longMs).toBeGreaterThanOrEqual(1500)
})
