import type { Logger } from 'pino'

/** A third of the 3 s in which Discord wants an answer. Everything long runs in threads, so this is a defect or a busy machine. */
const lateMs = 1000
const stepMs = 250

/** Writes to the log when nothing else could happen for too long, heartbeats and answers included (RELIABILITY F16). */
export function startLoopAlarm({ log }: { log: Pick<Logger, 'warn'> }): { stop(): void } {
  let lookedAt = performance.now()
  const timer = setInterval(() => {
    const longMs = Math.round(performance.now() - lookedAt - stepMs)
    lookedAt = performance.now()
    if (longMs >= lateMs) log.warn({ longMs }, 'nothing else could happen for a while: the event loop was held up')
  }, stepMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
