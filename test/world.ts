import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../src/config.ts'
import { readDesk } from '../src/desk.ts'
import { createLog } from '../src/log.ts'
import { type Bee, startBee } from '../src/main.ts'
import type { DiscordSandbox, DiscordSandboxOptions, GuildPlan } from '../src/sandbox/discord/api.ts'
import { startDiscordSandbox } from '../src/sandbox/discord/server.ts'
import type { GitHubSandbox } from '../src/sandbox/github/api.ts'
import { startGitHubSandbox } from '../src/sandbox/github/start.ts'
import { guildFor } from '../src/sandbox/plan.ts'

/** The real Bee between a Discord and a GitHub of our own, over real sockets, on a real SQLite file in a new folder. */
export interface World {
  bee: Bee
  discord: DiscordSandbox
  github: GitHubSandbox
  dataDir: string
  /** Every line Bee has logged, as JSON. */
  log: string[]
  /** Starts another Bee on the same data, as after a crash or an update. */
  restart(): Promise<Bee>
  stop(): Promise<void>
}

export interface WorldOptions {
  discord?: Partial<DiscordSandboxOptions>
  /** Changes the server that the desk expects. */
  guild?: (plan: GuildPlan) => GuildPlan
  env?: Record<string, string>
  hasGitHub?: boolean
  sweepEveryMs?: number
  now?: () => number
}

export const webhookSecret = 'test-secret'

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const { hasGitHub = true } = options
  const desk = readDesk(options.env?.DESK ?? 'sting-ce')
  const plan = guildFor(desk)
  const [owner = '', repo = ''] = desk.github!.repository.split('/')
  const discord = await startDiscordSandbox({ guild: options.guild ? options.guild(plan) : plan, ...options.discord })
  const github = await startGitHubSandbox({ owner, repo, limits: true })
  const dataDir = mkdtempSync(join(tmpdir(), 'bee-world-'))
  const log: string[] = []

  const start = async () => {
    const config = readConfig({
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      DISCORD_CDN_HOSTS: discord.cdnHost,
      ...(hasGitHub
        ? { GITHUB_TOKEN: github.token, GITHUB_API_URL: github.apiUrl, GITHUB_WEBHOOK_SECRET: webhookSecret }
        : {}),
      PORT: '0',
      DATA_DIR: dataDir,
      ...options.env,
    })
    if (config.discord === 'sandbox') throw new Error('the test needs a token')
    const logger = createLog({
      level: 'debug',
      key: new Uint8Array(32),
      isForPeople: false,
      write: (line) => log.push(line),
    })
    const bee = await startBee(
      { ...config, discord: config.discord },
      {
        log: logger,
        ...(options.sweepEveryMs !== undefined && { sweepEveryMs: options.sweepEveryMs }),
        ...(options.now !== undefined && { now: options.now }),
      },
    )
    github.setWebhook(`${bee.url}/webhooks/github`, webhookSecret)
    return bee
  }

  const world: World = {
    bee: await start(),
    discord,
    github,
    dataDir,
    log,
    async restart() {
      world.bee = await start()
      return world.bee
    },
    async stop() {
      await world.bee.stop(1000)
      await Promise.all([discord.close(), github.close()])
      // A look at the whole database, in a process of its own, may be going on still.
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    },
  }
  return world
}
