import { LeaveOut } from '../bundle/left-out.ts'
import type { Printed } from './run.ts'

/**
 * A program's output as a file: what happened to it besides stands in brackets, so that nobody takes half a log for a whole.
 *
 * @throws LeaveOut COMMAND_FAILED, TOO_SLOW, NOTHING_FOUND when it printed nothing
 */
export function* asFile({ bytes, exitCode, ended, isCut }: Printed, keep: 'first' | 'last'): Generator<Buffer> {
  if (bytes.length === 0) {
    if (ended === 'timed-out') throw new LeaveOut('TOO_SLOW')
    if (exitCode !== 0) throw new LeaveOut('COMMAND_FAILED', exitCode === null ? undefined : `exit code ${exitCode}`)
    throw new LeaveOut('EMPTY')
  }
  if (isCut && keep === 'last') yield Buffer.from('[only the last part is kept]\n')
  yield bytes
  const end = bytes.at(-1) === 10 ? '' : '\n'
  if (isCut && keep === 'first') yield Buffer.from(`${end}[only the first part is kept]\n`)
  else if (ended === 'timed-out') yield Buffer.from(`${end}[stopped: it took too long]\n`)
  else if (exitCode !== 0 && exitCode !== null) yield Buffer.from(`${end}[exit code ${exitCode}]\n`)
}
