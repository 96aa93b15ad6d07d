import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { Command, Option } from 'commander'
import { type BundleResult, buildBundle, type Progress } from '../bundle/build.ts'
import { collectPaths } from '../bundle/collect-paths.ts'
import { factsOfDesk, policyOfDesk } from '../bundle/desk-settings.ts'
import { LeaveOut, type LeftOut, leftOutReasons, sayLeftOut } from '../bundle/left-out.ts'
import { bundleLimits } from '../bundle/limits.ts'
import { BundleProblem } from '../bundle/problems.ts'
import { plural, size } from '../bundle/summary.ts'
import { sweepWork } from '../bundle/sweep.ts'
import { findingWords } from '../core/finding.ts'
import { readDesk } from '../desk.ts'

interface Options {
  category?: string
  output?: string
  desk: string
  ticket?: string
  title?: string
  force?: boolean
  json?: boolean
}

const MAX_SHOWN = 20

/** `bee bundle PATH…`: a sanitized bundle from files, folders and archives on this machine. Needs no server. */
export function bundleCommand(): Command {
  return new Command('bundle')
    .description('Packs files, folders and archives into a sanitized bundle. Nothing unsanitized is written anywhere.')
    .argument('<path...>', 'log files, folders, zip, tar, tar.gz or gz')
    .option('-c, --category <id>', "one of the desk's categories: it names the bundle and its profile")
    .option('-o, --output <file>', 'where to write it (default: named after category and ticket, here)')
    .option('-d, --desk <name|file>', 'the desk to pack for', 'sting-ce')
    .option('-t, --ticket <number>', 'the ticket it belongs to, such as ST-2026-001')
    .addOption(new Option('--title <words>', 'the problem in one line, for SUMMARY.md'))
    .option('-f, --force', 'overwrite the output file')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 no bundle or held back by the second scan, 2 wrong usage, 78 wrong desk.',
    )
    .action(run)
}

async function run(paths: string[], options: Options, command: Command): Promise<void> {
  const usage = (message: string): never => command.error(message, { code: 'commander.invalidArgument', exitCode: 2 })
  const desk = readDesk(options.desk)
  const categoryId = options.category ?? desk.fallbackCategory
  const category = desk.categories.find(({ id }) => id === categoryId)
  if (category === undefined) {
    return usage(
      `There is no category "${categoryId}". This desk has: ${desk.categories.map(({ id }) => id).join(', ')}`,
    )
  }
  if (options.ticket !== undefined && !/^[A-Z][A-Z0-9]{0,9}-\d{4}-\d{3,9}$/.test(options.ticket)) {
    return usage(`"${options.ticket}" is not a ticket number. They look like ${desk.prefix}-2026-001.`)
  }
  const outFile = resolve(options.output ?? `${category.bundleName}-${options.ticket ?? 'local'}.tar.gz`)
  if (existsSync(outFile) && !options.force) throw new BundleProblem('FILE_EXISTS')
  const collected = await collectPaths(paths).catch((cause) => {
    if (cause instanceof LeaveOut) return usage(`${cause.detail} ${leftOutReasons[cause.reason]}`)
    throw cause
  })

  const stop = new AbortController()
  const onSignal = () => stop.abort()
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  const progress = createProgress(process.stderr)
  try {
    const result = await build({
      desk,
      categoryId,
      options,
      outFile,
      collected,
      signal: stop.signal,
      onProgress: progress.show,
    })
    progress.clear()
    print(result, options.json === true)
  } catch (cause) {
    progress.clear()
    if (cause instanceof BundleProblem && cause.leftOut.length > 0) process.stderr.write(listOf(cause.leftOut))
    throw cause
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  }
}

interface Build {
  desk: ReturnType<typeof readDesk>
  categoryId: string
  options: Options
  outFile: string
  collected: Awaited<ReturnType<typeof collectPaths>>
  signal: AbortSignal
  onProgress: (progress: Progress) => void
}

async function build({
  desk,
  categoryId,
  options,
  outFile,
  collected,
  signal,
  onProgress,
}: Build): Promise<BundleResult> {
  // An earlier run that was killed may have left half an archive here; a running one must keep its own.
  await sweepWork(dirname(outFile), { olderThanMs: 2 * bundleLimits.maxBuildMs })
  return await buildBundle({
    facts: {
      ...factsOfDesk(desk, categoryId),
      name: basename(outFile),
      ticket: options.ticket ?? null,
      title: options.title ?? null,
      triage: [],
    },
    ...collected,
    key: randomBytes(32),
    policy: policyOfDesk(desk),
    outFile,
    keepExisting: !options.force,
    workDir: dirname(outFile),
    signal,
    onProgress,
  })
}

function print(result: BundleResult, asJson: boolean): void {
  const { state, file, sizeBytes, sha256, manifest, leftOut, verification } = result
  if (state === 'quarantined') process.exitCode = 1
  if (asJson) {
    process.stdout.write(
      `${JSON.stringify({ state, file, sizeBytes, sha256, leftOut, verification, manifest }, null, 2)}\n`,
    )
    return
  }
  if (state === 'quarantined') {
    process.stderr.write(
      'The second scan found something that may be private, so the bundle is held back. Do not share it.\n',
    )
    for (const { rule, file, line } of verification.hits.slice(0, MAX_SHOWN)) {
      process.stderr.write(`  ${rule} in ${file}, line ${line}\n`)
    }
  }
  const redacted = manifest.redactions.total
  process.stdout.write(
    `Wrote ${file}\n  ${size(sizeBytes)}, ${plural(manifest.files.length, 'file')}, ${plural(redacted, 'value')} redacted\n  SHA-256 ${sha256}\n${findingsList(manifest)}${listOf(leftOut)}`,
  )
}

function findingsList({ findings }: BundleResult['manifest']): string {
  const lines = findings.map((finding) => `  ${finding.severity}: ${findingWords(finding)}\n`)
  return lines.length === 0 ? '' : `Found in the logs:\n${lines.join('')}`
}

function listOf(leftOut: LeftOut[]): string {
  if (leftOut.length === 0) return ''
  const lines = leftOut.slice(0, MAX_SHOWN).map((file) => `  - ${sayLeftOut(file)}\n`)
  if (leftOut.length > MAX_SHOWN) lines.push(`  … and ${leftOut.length - MAX_SHOWN} more, listed in manifest.json\n`)
  return `Left out:\n${lines.join('')}`
}

const stageWords = {
  read: 'Reading',
  learn: 'Looking for secrets',
  sanitize: 'Removing them',
  write: 'Packing',
  check: 'Checking again',
}

/** One line that rewrites itself, only where somebody watches. */
function createProgress(stream: NodeJS.WriteStream) {
  let shownAt = 0
  return {
    show({ stage, doneBytes, totalBytes }: Progress) {
      if (!stream.isTTY || performance.now() - shownAt < 100) return
      shownAt = performance.now()
      const share = totalBytes > 0 ? ` (${Math.floor((100 * doneBytes) / totalBytes)} %)` : ''
      stream.write(`\r\u001b[K${stageWords[stage]}: ${size(doneBytes)}${share}`)
    },
    clear() {
      if (stream.isTTY && shownAt > 0) stream.write('\r\u001b[K')
    },
  }
}
