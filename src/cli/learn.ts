import { Command } from 'commander'
import { readConfig, readEnvironment } from '../config.ts'
import { labelKey, type Meaning } from '../core/label-meaning.ts'
import { Kind, readDesk } from '../desk.ts'
import { openDatabase } from '../store/database.ts'
import { createTriageVersions, type TriageVersion } from '../store/triage-versions.ts'
import { createTeacher, type Taken } from './learn/teacher.ts'

interface Options {
  github?: string
  jsonl?: string
  map: string[]
  dryRun?: true
  again?: true
  json?: true
}

/** `bee learn`: labelled requests teach triage; and what it has learned, to go back to. */
export function learnCommand(): Command {
  const gather = (value: string, before: string[]) => [...before, value]
  return new Command('learn')
    .description(
      "Teaches triage from a repository's labelled issues or a file. Everything is sanitized before it is kept.",
    )
    .option('--github <owner/repo>', 'labelled issues; goes on where an earlier run stopped')
    .option(
      '--jsonl <file>',
      'JSON Lines of {"title","body","kind","category","product"}; kind or category may be missing',
    )
    .option('--map <label=meaning>', 'what a label means: a kind, a category, or nothing ("wontfix=")', gather, [])
    .option('--dry-run', 'say what there is to learn, and keep nothing')
    .option('--again', 'read the repository from its first issue on')
    .option('--json', 'print what was taken as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  bee learn --github acme/app --dry-run\n  bee learn --github acme/app --map "login problem=authentication"\n  bee learn versions',
    )
    .action(async (options: Options, command: Command) => {
      const fail = (message: string): never => command.error(message)
      if ((options.github === undefined) === (options.jsonl === undefined)) {
        fail('Give either --github OWNER/REPO or --jsonl FILE.')
      }
      const taken = await teach(options, fail)
      process.stdout.write(options.json ? `${JSON.stringify(taken)}\n` : takenText(taken, options.dryRun === true))
    })
    .addCommand(versionsCommand())
    .addCommand(useCommand())
}

async function teach(options: Options, fail: (message: string) => never): Promise<Taken> {
  const config = readConfig(readEnvironment())
  const desk = readDesk(config.desk)
  const map = readMap(
    options.map,
    desk.categories.map(({ id }) => id),
    fail,
  )
  const db = await openDatabase(config.databaseFile)
  try {
    const teacher = createTeacher({
      db,
      desk,
      dataDir: config.dataDir,
      isDryRun: options.dryRun === true,
      say: (line) => void process.stderr.write(`${line}\n`),
    })
    if (options.jsonl !== undefined) return await teacher.fromFile(options.jsonl, fail)
    const [, owner, repo] = /^([\w.-]{1,100})\/([\w.-]{1,100})$/.exec(options.github ?? '') ?? []
    if (owner === undefined) fail('--github takes OWNER/REPO, as in acme/app.')
    if (config.github === undefined) return fail('Set GITHUB_TOKEN, or the three settings of an app, to read issues.')
    return await teacher.fromGitHub(config.github, `${owner}/${repo}`, { map, isAgain: options.again === true })
  } catch (cause) {
    if (!(cause instanceof Error && cause.name === 'GitHubProblem')) throw cause
    return fail(
      `GitHub did not give the issues: ${cause.message}\nWhat was read is kept; the same line goes on from there.`,
    )
  } finally {
    await db.destroy()
  }
}

function readMap(
  given: readonly string[],
  categories: readonly string[],
  fail: (message: string) => never,
): Map<string, Meaning> {
  return new Map(
    given.map((each) => {
      const at = each.lastIndexOf('=')
      const [label, meaning] = [each.slice(0, at), each.slice(at + 1).trim()]
      if (at < 1) return fail(`--map takes LABEL=MEANING, not "${each}".`)
      const kind = Kind.safeParse(meaning).data
      if (kind === undefined && meaning !== '' && !categories.includes(meaning)) {
        return fail(`"${meaning}" is neither a kind nor one of this desk's categories: ${categories.join(', ')}.`)
      }
      return [labelKey(label), kind ? { kind } : meaning === '' ? {} : { category: meaning }]
    }),
  )
}

function takenText({ read, taught, kinds, categories, model }: Taken, isDryRun: boolean): string {
  const list = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', ') || 'none'
  return [
    `${read} read, ${taught} of them teach something${isDryRun ? '; nothing was kept' : ''}.`,
    `Kinds: ${list(kinds)}. Categories: ${list(categories)}.`,
    ...(model === undefined ? [] : [model]),
    '',
  ].join('\n')
}

function versionsCommand(): Command {
  return new Command('versions')
    .description('Lists what triage has learned from corrections, newest first; losses are of held-back requests.')
    .option('--json', 'print them as JSON')
    .action(async ({ json }: { json?: true }) => {
      const versions = await withVersions((store) => store.all())
      process.stdout.write(json ? `${JSON.stringify(versions)}\n` : versions.map(versionLine).join(''))
      if (versions.length === 0 && !json)
        process.stdout.write('Nothing was learned yet: ten corrections make a version.\n')
    })
}

const versionLine = ({ id, state, corrections, loss, at }: TriageVersion) =>
  `${id}  ${new Date(at).toISOString().slice(0, 16)}  ${state.padEnd(8)}  ${corrections.length} lessons  loss ${loss.before.toFixed(3)} → ${loss.after.toFixed(3)}\n`

function useCommand(): Command {
  return new Command('use')
    .description(
      'Goes back to a version, or with "none" to what the desk says alone. A running Bee follows in minutes.',
    )
    .argument('<version>', 'its number, or none')
    .action(async (asked: string, _options: unknown, command: Command) => {
      if (!/^(none|\d{1,9})$/.test(asked)) command.error('Give a number that `bee learn versions` lists, or none.')
      await withVersions((store) => store.use(asked === 'none' ? undefined : Number(asked)))
      process.stdout.write(asked === 'none' ? 'No version is in use now.\n' : `Version ${asked} is in use now.\n`)
    })
}

async function withVersions<Result>(
  work: (store: ReturnType<typeof createTriageVersions>) => Promise<Result>,
): Promise<Result> {
  const config = readConfig(readEnvironment())
  const db = await openDatabase(config.databaseFile)
  try {
    return await work(createTriageVersions(db, readDesk(config.desk).id, { now: Date.now }))
  } finally {
    await db.destroy()
  }
}
