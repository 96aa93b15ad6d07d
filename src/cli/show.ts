import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { type Config, readConfig, readEnvironment } from '../config.ts'
import { nearest } from '../core/nearest.ts'
import { readTicketNumber } from '../core/ticket-number.ts'
import { cut } from '../core/title.ts'
import { readDesk } from '../desk.ts'
import { Refusal } from '../errors.ts'
import { openForReading } from '../store/database.ts'
import { createStories } from '../store/story.ts'
import { listText, storyText } from './story-text.ts'

const shownInList = 20

/** `bee show [TICKET]`: one ticket's story, or the latest tickets; reads only, also beside a running Bee. */
export function showCommand(): Command {
  return new Command('show')
    .description("Prints a ticket's story: facts, events, bundles, links, posts and deliveries; or the latest tickets.")
    .argument('[ticket]', 'its number, such as ST-2026-001, or only 1')
    .option('--json', 'print it as JSON; times are Unix milliseconds')
    .addHelpText('after', '\nExit codes: 0 done, 1 no such ticket or database, 2 wrong usage, 78 wrong settings.')
    .action(async (asked: string | undefined, { json = false }: { json?: boolean }) => {
      const config = readConfig(readEnvironment())
      process.stdout.write(await show(asked, { config, json, now: Date.now() }))
    })
}

/**
 * What to print.
 *
 * @throws Refusal TICKET_NOT_FOUND with the nearest numbers, DATABASE_MISSING, DATABASE_UNUSABLE
 */
export async function show(
  asked: string | undefined,
  { config, json, now }: { config: Config; json: boolean; now: number },
): Promise<string> {
  const { prefix } = readDesk(config.desk)
  const file = databaseOf(config)
  const db = openForReading(file)
  try {
    const stories = createStories(db)
    if (asked === undefined) {
      const latest = await stories.latest(shownInList)
      return json ? `${JSON.stringify(latest, null, 2)}\n` : listText(latest)
    }
    const number = readTicketNumber(asked, prefix, new Date(now).getUTCFullYear()) ?? asked.trim().toUpperCase()
    const story = await stories.of(number)
    if (story === undefined) throw notFound(asked, await stories.numbers())
    return json ? `${JSON.stringify(story, null, 2)}\n` : storyText(story, now)
  } catch (cause) {
    if (cause instanceof Refusal) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Refusal('DATABASE_UNUSABLE', { cause, values: { file, reason } })
  } finally {
    await db.destroy()
  }
}

/** Without a token Bee runs in the sandbox, which keeps its own data. */
export function databaseOf({ discord, dataDir, databaseFile }: Config): string {
  const sandbox = join(dataDir, 'sandbox', 'bee.sqlite')
  return discord === 'sandbox' && existsSync(sandbox) ? sandbox : databaseFile
}

function notFound(asked: string, known: string[]): Refusal {
  const near = nearest(asked, known)
  const shown = near.length > 0 ? near : known.slice(0, 3)
  return new Refusal('TICKET_NOT_FOUND', {
    values: {
      asked: `"${cut(asked, 40)}"`,
      nearest: shown.length > 0 ? `Did you mean ${shown.join(', ')}?` : 'There are no tickets yet.',
    },
  })
}
