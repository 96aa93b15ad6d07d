import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { readDesk } from '../desk.ts'
import { freePort } from '../free-port.ts'
import { type Bee, startBee } from '../main.ts'
import type { DiscordSandbox } from './discord/api.ts'
import { startDiscordSandbox } from './discord/server.ts'
import type { GitHubSandbox } from './github/api.ts'
import { startGitHubSandbox } from './github/start.ts'
import { createSandboxPage } from './page-server.ts'
import { cast, guildFor } from './plan.ts'

/** A whole world on this machine: Discord, GitHub, the real Bee between them, and a page to play in. */
export interface Sandbox {
  /** The page's address. */
  url: string
  bee: Bee
  discord: DiscordSandbox
  github: GitHubSandbox
  stop(): Promise<void>
}

/** A webhook's secret, for two servers in one process. */
const webhookSecret = 'sandbox-webhook-secret'

export async function startSandbox(config: Config): Promise<Sandbox> {
  const desk = readDesk(config.desk)
  const [owner = 'sandbox', repo = 'sandbox'] = (desk.github?.repository ?? '').split('/')
  const discord = await startDiscordSandbox({ guild: guildFor(desk) })
  const github = await startGitHubSandbox({ owner, repo })

  // The sandbox's Discord and GitHub begin anew each time, and so must what Bee knows of them.
  const dataDir = join(config.dataDir, 'sandbox')
  const bee = await startBee(
    {
      ...config,
      port: await freePort(config.host, config.port),
      discord: { token: discord.token, apiUrl: discord.apiUrl },
      cdnHosts: [discord.cdnHost],
      github: { apiUrl: github.apiUrl, webhookSecret, auth: { token: github.token } },
      dataDir,
      databaseFile: join(dataDir, 'bee.sqlite'),
    },
    { isFresh: true },
  )
  github.setWebhook(`${bee.url}/webhooks/github`, webhookSecret)
  const page = await createSandboxPage({
    discord,
    github,
    host: config.host,
    port: await freePort(config.host, config.port === 0 ? 0 : config.port + 1),
    guildName: `${desk.product.name} Community`,
    hints: {
      [cast.member]: 'member',
      [cast.second]: 'second member',
      [cast.moderator]: 'moderator',
      [cast.engineer]: 'support engineer',
      [cast.customer]: 'enterprise customer',
    },
    downloads: () => bee.app.links.countClaims(),
  })
  return {
    url: page.url,
    bee,
    discord,
    github,
    async stop() {
      await page.close()
      await bee.stop()
      await Promise.all([discord.close(), github.close()])
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
