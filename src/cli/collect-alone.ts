#!/usr/bin/env node
import { type Desk, parseDesk } from '../desk.ts'
import { collectCommand } from './collect.ts'
import { explain } from './explain.ts'

/** Put in by scripts/build-collect.mjs: the text of each desk that ships, by name. */
declare const beeDesks: Record<string, string>
declare const beeVersion: string

// `bee collect` as a program of its own, in one file. `collect.mjs collect …` works as well, as people copy lines.
const args = process.argv.slice(process.argv[2] === 'collect' ? 3 : 2)
const known: Record<string, Desk> = {}
for (const [name, text] of Object.entries(beeDesks)) {
  Object.defineProperty(known, name, { get: () => parseDesk(text, `${name}.yaml`) })
}

collectCommand(known)
  .name('bee-collect')
  .version(beeVersion)
  .exitOverride()
  .parseAsync(args, { from: 'user' })
  .catch((cause: unknown) => {
    process.exitCode = explain(cause)
  })
