import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Command } from 'commander'
import { readConfig, readEnvironment } from '../config.ts'
import type { Refusal } from '../errors.ts'
import { type Bee, startBee } from '../main.ts'
import { explain } from './explain.ts'

export function startCommand(): Command {
  return new Command('start')
    .description(
      'Starts Bee with the settings of the environment and .env. Without DISCORD_TOKEN it starts in the sandbox.',
    )
    .action(async () => {
      const config = readConfig(readEnvironment())
      if (config.discord === 'sandbox') return runSandbox()
      let bee: Bee | undefined
      const onFatal = (problem: Refusal) => {
        process.exitCode = explain(problem)
        // Not gracefully: Discord answers nothing any more, and what is owed is kept.
        const stopping = bee?.stop(0) ?? Promise.resolve()
        stopping.catch(() => {}).finally(() => process.exit())
      }
      bee = await startBee({ ...config, discord: config.discord }, { onFatal })
      const running = bee
      setTimeout(settleDown, 3000).unref()
      ignoreClosedPipes()
      stopOnSignal(() => running.stop())
      stopWhenFatal(running)
      // Last: whoever reads it may stop Bee at once.
      process.stdout.write(`Bee is ready and serves ${running.desk.product.name}. Links begin with ${running.url}\n`)
    })
}

export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description(
      'Starts a Discord and a GitHub on this machine, Bee between them, and a page where you play everybody.',
    )
    .action(runSandbox)
}

async function runSandbox(): Promise<void> {
  const { startSandbox } = await import('../sandbox/index.ts')
  const sandbox = await startSandbox(readConfig(readEnvironment()))
  ignoreClosedPipes()
  stopOnSignal(() => sandbox.stop())
  process.stdout.write(
    `\nBee is ready in the sandbox: no account needed, nothing leaves this machine.\n\n  Open ${sandbox.url}\n\nCtrl+C stops it. To go to the real Discord, see README, "Go to Discord".\n`,
  )
}

/**
 * Starting leaves garbage behind that V8 would keep for a long time in an idle process: it is collected once, and then
 * the young generation may grow again, and what is used often is optimised (see `keepMemorySmall` in `main.ts`).
 */
function settleDown(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect === 'function') collect()
  setFlagsFromString('--semi-space-growth-factor=2')
  setFlagsFromString('--opt')
}

/** The first signal stops kindly, the second at once. */
function stopOnSignal(stop: () => Promise<void>): void {
  let isStopping = false
  const onSignal = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(signal === 'SIGINT' ? 130 : 143)
    isStopping = true
    stop().then(
      () => process.exit(0),
      (cause: unknown) => {
        process.stderr.write(`Bee could not stop cleanly: ${cause instanceof Error ? cause.message : String(cause)}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}

/** Nobody reads what Bee says any more: that is no reason to stop, nor to say so. */
function ignoreClosedPipes(): void {
  process.stdout.on('error', () => {})
  process.stderr.on('error', () => {})
}

/** A defect in one place must not take down the rest: it is logged, and Bee goes on. */
function stopWhenFatal({ app }: Bee): void {
  process.on('unhandledRejection', (cause) =>
    app.log.error({ err: cause }, 'a promise was left alone with its failure'),
  )
  process.on('uncaughtException', (cause) => app.log.fatal({ err: cause }, 'an error was caught by nobody'))
}
