import { Command } from 'commander'
import { type Config, readConfig, readEnvironment } from '../config.ts'
import { Refusal } from '../errors.ts'
import { openBeside, openForReading } from '../store/database.ts'
import { createOutboxDesk, type OutboxDesk, type OutboxRow } from '../store/outbox-desk.ts'
import { exitCodes } from './explain.ts'
import { databaseOf } from './show.ts'

const exitWords = '\nExit codes: 0 done, 1 no such delivery or database, 2 wrong usage, 78 wrong settings.'

/** `bee outbox`: what Bee owes the outside, and what it had to give up. Works while Bee runs. */
export function outboxCommand(): Command {
  const command = new Command('outbox')
    .description('What Bee has yet to deliver, and what it had to give up; also while Bee runs.')
    .addHelpText('after', exitWords)
  command
    .command('list')
    .description('what is waiting, being tried, or was given up')
    .option('--all', 'what was delivered as well')
    .option('--limit <n>', 'the newest so many', count, 50)
    .option('--json', 'print it as JSON; times are Unix milliseconds')
    .action(async ({ all = false, limit, json = false }: { all?: boolean; limit: number; json?: boolean }) => {
      const rows = await reading((desk) => desk.list({ all, limit }))
      print(json ? asJson(rows) : listText(rows))
    })
  command
    .command('show')
    .description('one delivery')
    .argument('<id>', 'its number, from the list', count)
    .option('--json', 'print it as JSON; times are Unix milliseconds')
    .action(async (id: number, { json = false }: { json?: boolean }) => {
      const row = await reading((desk) => desk.get(id))
      if (row === undefined) throw new Refusal('DELIVERY_NOT_FOUND', { values: { ids: id } })
      print(json ? asJson(row) : rowText(row))
    })
  for (const [name, summary] of [
    ['retry', 'try what was given up again'],
    ['drop', 'count what was given up as settled'],
  ] as const) {
    command
      .command(name)
      .description(summary)
      .argument('[ids...]', 'their numbers, from the list')
      .option('--all', 'all that was given up')
      .option('--json', 'print the numbers as JSON')
      .action(
        async (given: string[], { all = false, json = false }: { all?: boolean; json?: boolean }, self: Command) => {
          if (all === given.length > 0)
            self.error('error: name deliveries, or give --all', { exitCode: exitCodes.usage })
          const ids = given.map((text) => count(text))
          const changed = await writing((desk) => desk[name](all ? 'all' : ids))
          const missing = ids.filter((id) => !changed.includes(id))
          if (json) print(asJson(changed))
          else if (changed.length > 0)
            print(`${name === 'retry' ? 'To be tried again' : 'Dropped'}: ${changed.join(', ')}\n`)
          else if (all) print('Nothing was given up.\n')
          if (missing.length > 0) throw new Refusal('DELIVERY_NOT_FOUND', { values: { ids: missing.join(', ') } })
        },
      )
  }
  return command
}

const reading = <Result>(work: (desk: OutboxDesk) => Promise<Result>) => using(openForReading, work)
const writing = <Result>(work: (desk: OutboxDesk) => Promise<Result>) => using(openBeside, work)

async function using<Result>(
  open: typeof openForReading,
  work: (desk: OutboxDesk) => Promise<Result>,
): Promise<Result> {
  const config: Config = readConfig(readEnvironment())
  const db = open(databaseOf(config))
  try {
    return await work(createOutboxDesk(db, { now: Date.now }))
  } finally {
    await db.destroy()
  }
}

/** @throws Refusal DELIVERY_NOT_FOUND */
function count(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new Refusal('DELIVERY_NOT_FOUND', { values: { ids: text.slice(0, 40) } })
  return Number(text)
}

function listText(rows: OutboxRow[]): string {
  if (rows.length === 0) return 'Nothing is waiting, and nothing was given up.\n'
  const lines = rows.map(({ id, state, do: what, ticket, attempts, problem }) =>
    [
      String(id).padStart(6),
      state.padEnd(7),
      what.padEnd(14),
      (ticket ?? '-').padEnd(12),
      `${attempts}x`,
      problem ?? '',
    ]
      .join('  ')
      .trimEnd(),
  )
  return `${lines.join('\n')}\n`
}

function rowText(row: OutboxRow): string {
  const time = (at: number | null) => (at === null ? '-' : new Date(at).toISOString())
  const facts = {
    Delivery: row.id,
    'What it does': row.do,
    Ticket: row.ticket ?? '-',
    State: row.state,
    Attempts: row.attempts,
    'Last problem': row.problem ?? '-',
    Wanted: time(row.createdAt),
    'Next try': row.state === 'new' || row.state === 'unknown' ? time(row.notBefore) : '-',
    Settled: time(row.doneAt),
  }
  return `${Object.entries(facts)
    .map(([name, value]) => `${name.padEnd(13)} ${value}`)
    .join('\n')}\n`
}

const asJson = (data: unknown) => `${JSON.stringify(data, null, 2)}\n`
const print = (text: string) => process.stdout.write(text)
