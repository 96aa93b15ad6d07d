import { LeaveOut } from '../bundle/left-out.ts'
import type { Gathering } from './gather.ts'
import { run } from './run.ts'

/** A version fits in so much; what prints more prints its help. */
const answerBytes = 8 * 1024

/** What some programs say of their version, one after another in one file. */
export async function* askVersions(
  programs: readonly (readonly string[])[],
  how: Pick<Gathering, 'timeoutMs' | 'signal' | 'environment'>,
): AsyncGenerator<Buffer> {
  for (const argv of programs) {
    yield Buffer.from(`$ ${argv.join(' ')}\n`)
    try {
      const { bytes, exitCode, ended } = await run(argv, { ...how, limitBytes: answerBytes, keep: 'first' })
      const end =
        ended === 'timed-out' ? '[stopped: it took too long]\n' : exitCode === 0 ? '' : `[exit code ${exitCode}]\n`
      yield Buffer.from(`${bytes.toString('utf8').trimEnd()}\n${end}\n`)
    } catch (cause) {
      if (!(cause instanceof LeaveOut)) throw cause
      yield Buffer.from(cause.reason === 'NOT_INSTALLED' ? 'not installed\n\n' : 'could not be run\n\n')
    }
  }
}
