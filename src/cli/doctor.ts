import { Command } from 'commander'
import { type Config, readConfig, readEnvironment } from '../config.ts'
import { type Desk, DeskProblem, readDesk } from '../desk.ts'
import { Refusal } from '../errors.ts'
import { type Check, ok, reportText, wrong } from './doctor/check.ts'
import { checkDiscord } from './doctor/discord.ts'
import { checkGitHub } from './doctor/github.ts'
import { checkDatabase, checkFolder, checkWeb } from './doctor/local.ts'
import { checkMail } from './doctor/mail.ts'

/** 78 is EX_CONFIG of sysexits.h. */
const exitCodes = { well: 0, ill: 1, settings: 78 } as const

/** `bee doctor`: everything that Bee needs, one line each, with how to fix it. Works while Bee is down, changes nothing. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Checks settings, desk, data, Discord, GitHub and e-mail, and says how to fix what is wrong.')
    .option('--json', 'print the checks as JSON')
    .addHelpText('after', '\nExit codes: 0 all is well, 1 something needs your hand, 78 the settings are wrong.')
    .action(async ({ json = false }: { json?: boolean }) => {
      const { checks, exitCode } = await examine(readEnvironment(), Date.now())
      const isWell = exitCode === exitCodes.well
      process.stdout.write(json ? `${JSON.stringify({ ok: isWell, checks }, null, 2)}\n` : reportText(checks))
      process.exitCode = exitCode
    })
}

/** @param now Unix time in milliseconds. */
export async function examine(
  env: Record<string, string | undefined>,
  now: number,
): Promise<{ checks: Check[]; exitCode: number }> {
  const checks: Check[] = []
  const config = settings(env, checks)
  const desk = deskOf(config?.desk ?? env.DESK, checks)
  if (config === undefined || desk === undefined) return { checks, exitCode: exitCodes.settings }

  checks.push(...checkFolder(config, desk), ...(await checkDatabase(config)))
  checks.push(...(await checkWeb(config)))
  const remote = await Promise.all([
    checkDiscord(config, desk, now),
    checkGitHub(config, desk, now),
    checkMail(config, desk),
  ])
  checks.push(...remote.flat())
  const isWell = checks.every(({ state }) => state !== 'wrong')
  return { checks, exitCode: isWell ? exitCodes.well : exitCodes.ill }
}

function settings(env: Record<string, string | undefined>, checks: Check[]): Config | undefined {
  const part = 'Settings'
  try {
    const config = readConfig(env)
    checks.push(ok(part, 'every setting is in order'))
    return config
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    for (const line of String(cause.values.list).split('\n')) {
      checks.push(
        wrong(part, line.trim(), 'Correct it in .env or the environment; .env.example explains each setting.'),
      )
    }
    return undefined
  }
}

function deskOf(name: string | undefined, checks: Check[]): Desk | undefined {
  const part = 'Desk'
  try {
    const desk = readDesk(name || 'sting-ce')
    checks.push(ok(part, `${desk.id} serves ${desk.product.name}`))
    return desk
  } catch (cause) {
    if (!(cause instanceof DeskProblem)) throw cause
    const [headline = '', ...lines] = cause.message.split('\n')
    const says = lines.length === 0 ? [headline] : lines.map((line) => line.trim())
    for (const line of says)
      checks.push(wrong(part, line, 'Correct the desk file; data/desks/sting-ce.yaml explains each key.'))
    return undefined
  }
}
