import { randomBytes } from 'node:crypto'
import { createReadStream, fstatSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { Command } from 'commander'
import type { Redaction } from '../sanitize/index.ts'
import { createSanitizer } from '../sanitize/index.ts'
import { spooled } from './spool.ts'

type Options = { name: string; report?: string; explain?: boolean }

/** `bee sanitize`: standard input, made safe to show, on standard output. */
export function sanitizeCommand(): Command {
  return new Command('sanitize')
    .description('Remove secrets, personal data and addresses from a text: standard input to standard output.')
    .option('--name <file>', 'what the text is called where it comes from; some names tell how to read it', 'stdin')
    .option('--report <file>', 'write what was removed, by rule, as JSON (never a value)')
    .option('--explain', 'say for each removal its rule and place, one JSON line each, on standard error')
    .addHelpText(
      'after',
      `
Examples:
  bee sanitize < app.log > app.clean.log
  kubectl logs web-0 | bee sanitize --name web.log
  bee sanitize --explain < .env 2> why.jsonl

Exit codes: 0 done, 1 the text could not be read or written, 2 wrong usage.`,
    )
    .action(run)
}

async function run(options: Options): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever read us has had enough (`| head`): nothing is wrong.
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  const explain = options.explain
    ? (redaction: Redaction) => process.stderr.write(`${JSON.stringify(redaction)}\n`)
    : undefined
  const sanitizer = createSanitizer({
    key: randomBytes(32),
    threads: Math.min(availableParallelism(), 2),
    ...(explain && { explain }),
  })
  const source = isFile(0) ? fromFile : await spooled(process.stdin)
  await sanitizer.learn(source(), options.name)
  for await (const chunk of sanitizer.file(source(), options.name)) await write(chunk)
  if (options.report !== undefined) writeFileSync(options.report, `${JSON.stringify(sanitizer.report(), null, 2)}\n`)
}

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile()
  } catch {
    return false
  }
}

/** A redirected file can be read twice from where it is; its offset is the shell's. */
function fromFile(): AsyncIterable<Uint8Array> {
  return createReadStream('', { fd: 0, start: 0, autoClose: false, highWaterMark: 1 << 18 })
}

async function write(chunk: Uint8Array): Promise<void> {
  if (process.stdout.write(chunk)) return
  await new Promise<void>((resolve) => process.stdout.once('drain', resolve))
}
