import { LeaveOut } from '../bundle/left-out.ts'
import type { Gathering } from './gather.ts'
import { matches } from './glob.ts'

/** The variables whose names fit; in dotenv's form, which the sanitizer reads best. */
export async function* showEnvironment(
  patterns: readonly string[],
  { environment }: Pick<Gathering, 'environment'>,
): AsyncGenerator<Buffer> {
  const names = Object.keys(environment).filter((name) => patterns.some((pattern) => matches(name, pattern)))
  if (names.length === 0) throw new LeaveOut('NOTHING_FOUND', patterns.join(', '))
  for (const name of names.sort()) yield Buffer.from(`${name}=${environment[name] ?? ''}\n`)
}
