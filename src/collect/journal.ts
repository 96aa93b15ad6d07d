import { LeaveOut } from '../bundle/left-out.ts'
import type { Gathering } from './gather.ts'
import { asFile } from './printed.ts'
import { run } from './run.ts'

const mostLines = '50000'

/** What systemd's journal holds of some units. */
export function collectJournal(units: readonly string[], how: Gathering): void {
  // journalctl reads a time as the machine's own unless it is told otherwise; `@` is Unix seconds (systemd.time(7)).
  const since = how.since === undefined ? [] : ['--since', `@${Math.floor(how.since / 1000)}`]
  for (const unit of units) {
    const argv = [
      'journalctl',
      '--no-pager',
      '--quiet',
      '--output',
      'short-iso',
      '--lines',
      mostLines,
      ...since,
      '--unit',
      unit,
    ]
    how.sources.push(
      how.source(`journal/${unit}.log`, async function* (signal) {
        const limitBytes = Math.floor(how.limitBytes / units.length)
        const printed = await run(argv, { ...how, limitBytes, keep: 'last', signal })
        const isNothing = /^(?:-- No entries --|No journal files were found\.)?\s*$/m.test(
          printed.bytes.toString('latin1', 0, 100),
        )
        if (isNothing && printed.bytes.length < 100) throw new LeaveOut('NOTHING_FOUND', 'journal')
        yield* asFile(printed, 'last')
      }),
    )
  }
}
