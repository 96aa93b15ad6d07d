import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { Command, InvalidArgumentError } from 'commander'
import { buildBundle, type Contents, type Progress } from '../bundle/build.ts'
import { sayLeftOut } from '../bundle/left-out.ts'
import { BundleProblem } from '../bundle/problems.ts'
import { size } from '../bundle/summary.ts'
import { isInTheClear, readAddress, type UploadAddress } from '../collect/address.ts'
import { gather } from '../collect/gather.ts'
import { matches } from '../collect/glob.ts'
import { previewOf, printable } from '../collect/preview.ts'
import type { UploadInfo, UploadState } from '../collect/protocol.ts'
import { review } from '../collect/review.ts'
import { askServer, sendBundle, UploadProblem } from '../collect/send.ts'
import { ownEnvironment } from '../config.ts'
import type { Desk } from '../desk.ts'
import { heldBack, print } from './collect/print.ts'
import { createTeller, type Teller } from './collect/teller.ts'
import { sayWanted, type Wanted, whatIsWanted } from './collect/what.ts'

interface Options {
  desk?: string
  category?: string
  server?: string
  since?: number
  output?: string
  send?: string
  leaveOut?: string[]
  dryRun?: boolean
  yes?: boolean
  force?: boolean
  json?: boolean
}

/** A person may take their time to look; what runs has its own limits. */
const reviewMs = 24 * 3_600_000

/**
 * `bee collect [ADDRESS]`: gathers what a ticket needs on this machine, sanitizes it here, shows it, and sends it after a yes.
 *
 * @param known desks that are built in, where there are no files beside the program
 */
export function collectCommand(known?: Record<string, Desk>): Command {
  return new Command('collect')
    .description(
      'Gathers logs and facts on this machine, takes private things out of them here, shows what is left, and sends it to your ticket after you agree.',
    )
    .argument('[address]', 'the one-time address that the ticket\'s button "Send logs privately" gave you')
    .option('-n, --dry-run', 'only show what would be sent; nothing is kept')
    .option('-o, --output <file>', 'write the bundle here; without an address nothing is sent')
    .option('-c, --category <id>', 'what the problem is about (default: what the ticket says)')
    .option('-d, --desk <name|file>', 'whose collectors to use (default: those the address names)')
    .option('-s, --since <time>', 'of logs take only what is younger, such as 2h, 30min or 7d', readSince)
    .option('-x, --leave-out <path>', 'leave this file out, * standing for any rest (may be repeated)', addTo)
    .option('--send <file>', 'send a bundle that was written earlier; collects nothing')
    .option('--server <url>', 'where the code is from, when only the code is given')
    .option('-y, --yes', 'agree to everything that would be asked')
    .option('-f, --force', 'overwrite the output file')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Examples:
  bee collect --dry-run --category database
  bee collect --output logs.tar.gz --since 2h
  bee collect https://bee.example.org/u/…

Exit codes: 0 done, 1 not done (you said no, held back by the second scan, nothing found, refused or out of reach), 2 wrong usage, 78 wrong desk.`,
    )
    .action((address: string | undefined, options: Options, command: Command) => run(address, options, command, known))
}

const addTo = (path: string, paths: string[] = []) => [...paths, path]

const units: Record<string, number> = { s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 }

function readSince(text: string): number {
  const [, amount, unit = ''] = /^(\d{1,6}) ?([a-z]{1,3})$/.exec(text.trim()) ?? []
  const ms = Number(amount) * (units[unit] ?? Number.NaN)
  if (!(ms > 0)) throw new InvalidArgumentError('Write 2h, 30min or 7d.')
  return ms
}

async function run(pasted: string | undefined, options: Options, command: Command, known?: Record<string, Desk>) {
  const usage = (message: string): never => command.error(message, { code: 'commander.invalidArgument', exitCode: 2 })
  const address = pasted === undefined ? undefined : readAddress(pasted, options.server)
  if (typeof address === 'string') return usage(address)
  const { send, output, dryRun, yes } = options
  if (address === undefined && output === undefined && !dryRun)
    return usage('Where shall it go? Give the address from your ticket, or --output FILE, or --dry-run.')
  if (send !== undefined && (address === undefined || dryRun)) return usage('--send needs an address to send to.')
  if (send !== undefined && !existsSync(send)) return usage(`There is no file ${send}`)
  if (address !== undefined && !dryRun && !yes && !process.stdin.isTTY)
    return usage('Nobody is here to agree to sending. Run this in a terminal, or add --yes.')
  if (output !== undefined && existsSync(output) && !options.force) throw new BundleProblem('FILE_EXISTS')

  const stop = new AbortController()
  const onSignal = () => stop.abort()
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  const tell = createTeller(process.stderr)
  try {
    const info = address && (await askServer(address, { signal: stop.signal, patienceMs: 5000 }))
    if (address && isInTheClear(address))
      tell.line('Note: this address begins with http://, so others on the way can read what is sent.')
    if (send !== undefined) return print(await upload(resolve(send), address!, tell, stop.signal), options)
    const wanted = whatIsWanted(options, info, known)
    if (typeof wanted === 'string') return usage(wanted)
    if (wanted.plan.collectors.length === 0)
      return usage(`This desk has no collectors for ${wanted.plan.category}. Name another --category or --desk.`)
    await collect({ wanted, info, address, options, tell, signal: stop.signal, usage })
  } catch (cause) {
    if (!stop.signal.aborted || cause instanceof BundleProblem) throw cause
    throw new BundleProblem('CANCELLED', { cause })
  } finally {
    tell.clear()
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  }
}

interface Collecting {
  wanted: Wanted
  info: UploadInfo | undefined
  address: UploadAddress | undefined
  options: Options
  tell: Teller
  signal: AbortSignal
  usage: (message: string) => never
}

async function collect(about: Collecting): Promise<void> {
  const { wanted, info, address, options, tell, signal } = about
  const { plan } = wanted
  tell.line(`${info ? `${info.ticket}, ${printable(info.product)}` : `No ticket`}, ${plan.category}. Looked at here:`)
  tell.line(sayWanted(plan))
  const asking = options.yes || options.dryRun || !process.stdin.isTTY ? undefined : openTerminal(signal)
  const folder = await mkdtemp(join(tmpdir(), 'bee-collect-'))
  let isKept = false
  try {
    if (wanted.isForeign && asking !== undefined) await agreed(asking.asking.question('Collect these now? [y, n] '))
    const name = `${plan.bundleName}-${info?.ticket ?? 'local'}.tar.gz`
    const outFile = options.output && !options.dryRun ? resolve(options.output) : join(folder, name)
    const found = await gather({
      collectors: plan.collectors,
      from: process.cwd(),
      environment: ownEnvironment(),
      since: options.since === undefined ? undefined : Date.now() - options.since,
      signal,
      onCollector: (title) => tell.now(`Collecting: ${printable(title)}`),
    })
    const result = await buildBundle({
      ...found,
      facts: { ...plan, name, ticket: info?.ticket ?? null, title: null, triage: [] },
      key: randomBytes(32),
      policy: wanted.policy,
      outFile,
      keepExisting: !options.force,
      workDir: folder,
      limits: { maxBuildMs: reviewMs, ...(info ? { maxBundleBytes: info.maxBytes } : {}) },
      signal,
      onProgress: (progress) => tell.now(stageWords(progress)),
      review: async (contents) => {
        tell.clear()
        const unwanted = leaveOut(contents, options.leaveOut ?? [], about)
        if (asking === undefined) {
          if (!options.json) process.stdout.write(previewOf(contents, unwanted))
          return unwanted
        }
        const question = address ? `Send this to ${new URL(address.server).host}?` : `Write this to ${options.output}?`
        const chosen = await review(contents, unwanted, question, asking)
        if (chosen === undefined) throw new BundleProblem('CANCELLED')
        return chosen
      },
    })
    tell.clear()
    if (result.state === 'quarantined') return await heldBack(result, options)
    if (options.dryRun) return print({ dryRun: true, result }, options)
    if (address === undefined) return print({ result }, options)
    isKept = true
    const state = await upload(result.file, address, tell, signal)
    isKept = false
    print({ result, ...state }, options)
  } catch (cause) {
    if (isKept && cause instanceof UploadProblem) {
      const kept = options.output ?? join(folder, `${plan.bundleName}-${info?.ticket}.tar.gz`)
      tell.line(`The bundle is kept: ${kept}\nTo go on later: bee collect --send ${kept} and the address`)
    } else isKept = false
    if (cause instanceof BundleProblem && cause.leftOut.length > 0)
      tell.line(cause.leftOut.map((file) => `  - ${printable(sayLeftOut(file))}`).join('\n'))
    throw cause
  } finally {
    asking?.asking.close()
    if (!isKept) await rm(folder, { recursive: true, force: true })
  }
}

function openTerminal(signal: AbortSignal) {
  const asking = createInterface({ input: process.stdin, output: process.stderr })
  signal.addEventListener('abort', () => asking.close())
  asking.on('SIGINT', () => process.emit('SIGINT'))
  return { asking, say: (text: string) => process.stderr.write(text), rows: process.stderr.rows ?? 24 }
}

async function agreed(answer: Promise<string>): Promise<void> {
  if (!/^y(?:es)?$/i.test((await answer).trim())) throw new BundleProblem('CANCELLED')
}

/** Somebody relies on what they asked to leave out: if it is not there under that name, it may be there under another. */
function leaveOut({ files }: Contents, patterns: string[], { usage }: Collecting): Set<string> {
  const unwanted = new Set<string>()
  for (const pattern of patterns) {
    const found = files.filter(({ path }) => path === pattern || matches(path, pattern))
    if (found.length === 0) {
      usage(
        `There is no file "${pattern}" to leave out, so nothing was sent. There are:\n${files.map(({ path }) => `  ${path}`).join('\n')}`,
      )
    }
    for (const { path } of found) unwanted.add(path)
  }
  return unwanted
}

async function upload(path: string, address: UploadAddress, tell: Teller, signal: AbortSignal): Promise<UploadState> {
  const onProgress = (sent: number, total: number) => tell.now(`Sending: ${size(sent)} of ${size(total)}`)
  const state = await sendBundle(path, address, { signal, onProgress })
  tell.clear()
  return state
}

const stages = {
  read: 'Collecting',
  learn: 'Looking for secrets',
  sanitize: 'Removing them',
  write: 'Packing',
  check: 'Checking again',
}

const stageWords = ({ stage, doneBytes, totalBytes }: Progress) =>
  `${stages[stage]}: ${size(doneBytes)}${totalBytes > 0 ? ` (${Math.floor((100 * doneBytes) / totalBytes)} %)` : ''}`
