import { type DestinationStream, type Logger, pino } from 'pino'
import { createSanitizer } from './sanitize/index.ts'

export interface LogOptions {
  level: string
  /** 32 bytes, for the pseudonyms in what errors say. */
  key: Uint8Array
  /** Lines for a person at a terminal, instead of JSON for a machine. */
  isForPeople: boolean
  write?: (line: string) => void
}

/**
 * Bee's log: fixed messages, data in fields. What an error says may hold anything, so it goes through the
 * sanitizer like everything else that leaves.
 */
export function createLog({
  level,
  key,
  isForPeople,
  write = (line) => process.stderr.write(line),
}: LogOptions): Logger {
  const sanitizer = createSanitizer({ key })
  const clean = (text: unknown) => (typeof text === 'string' ? sanitizer.text(text) : undefined)
  const describe = (error: unknown): object | undefined => {
    if (!(error instanceof Error)) return error === undefined ? undefined : { message: clean(String(error)) }
    const { name, message, stack, cause } = error
    const code = (error as { code?: unknown }).code
    return {
      type: name,
      message: clean(message),
      code,
      stack: clean(stack),
      cause: cause === undefined ? undefined : describe(cause),
    }
  }
  const stream: DestinationStream = { write: (line) => write(isForPeople ? lineForPeople(line) : line) }
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { err: describe } }, stream)
}

const levelWords: Record<number, string> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
}

function lineForPeople(line: string): string {
  const { level, time, msg, err, ...fields } = JSON.parse(line) as Record<string, unknown>
  const rest = Object.entries(fields).map(
    ([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const problem = err as { stack?: string; message?: string } | undefined
  const trouble = problem ? `\n  ${(problem.stack ?? problem.message ?? '').replace(/\n/g, '\n  ')}` : ''
  return `${String(time).slice(11, 19)} ${levelWords[Number(level)] ?? level}: ${msg}${rest.join('')}${trouble}\n`
}
