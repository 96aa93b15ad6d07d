import { constants, setPriority } from 'node:os'
import { openSqlite } from './sqlite.ts'

// A process of its own: reading every page of a large database takes minutes, in which Bee has to go on answering.
// Prints `ok`, or what SQLite finds wrong first.

setPriority(constants.priority.PRIORITY_LOW)
try {
  const sqlite = openSqlite(process.argv[2] ?? '', { readonly: true, timeout: 5000 })
  const [row] = sqlite.prepare('pragma integrity_check(1)').all([]) as { integrity_check: string }[]
  process.stdout.write(row?.integrity_check ?? 'no answer')
} catch (cause) {
  process.stdout.write(cause instanceof Error ? cause.message : String(cause))
}
