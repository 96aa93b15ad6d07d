import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { DiscordSandbox, GuildPlan } from '../../../src/sandbox/discord/api.ts'
import { startDiscordSandbox } from '../../../src/sandbox/discord/server.ts'
import type { GitHubSandbox } from '../../../src/sandbox/github/api.ts'
import { startGitHubSandbox } from '../../../src/sandbox/github/start.ts'
import { createSandboxPage, type SandboxPage } from '../../../src/sandbox/page-server.ts'
import { startStandIn } from './stand-in.ts'

const executablePath = '/usr/bin/chromium'
export const hasBrowser = existsSync(executablePath)
if (!hasBrowser) console.warn(`${executablePath} is absent: the sandbox's page is not driven by a browser here.`)

export const hive: GuildPlan = {
  name: 'STING community',
  roles: [
    { name: 'Moderator', permissions: ['ManageMessages', 'ManageThreads', 'ModerateMembers'], colour: 0x2f81c7 },
    { name: 'Support Engineer', colour: 0x2e8b57, mentionable: true },
    { name: 'Enterprise User', colour: 0x8e5cc2 },
  ],
  people: [
    { name: 'mia', displayName: 'Mia' },
    { name: 'sam', displayName: 'Sam' },
    { name: 'max', displayName: 'Max', roles: ['Moderator'] },
    { name: 'eva', displayName: 'Eva', roles: ['Support Engineer'] },
    { name: 'noor', displayName: 'Noor', roles: ['Enterprise User'] },
  ],
  bot: { displayName: 'Bee' },
  channels: [
    {
      name: 'welcome',
      type: 'announcement',
      topic: 'Start here',
      overwrites: [{ for: 'everyone', deny: ['SendMessages'] }],
    },
    { name: 'help', category: 'Support', topic: 'Say @bee and what is wrong' },
    { name: 'auth-help', category: 'Support', topic: 'Sign-in, sessions, second factor' },
    {
      name: 'support-forum',
      category: 'Support',
      type: 'forum',
      tags: [{ name: 'auth', emoji: '🔑' }, { name: 'network' }],
    },
    { name: 'support-staff', category: 'Staff', privateTo: ['Moderator', 'Support Engineer'] },
  ],
}

export interface Stage {
  discord: DiscordSandbox
  github: GitHubSandbox
  page: SandboxPage
  /** A tab at the page, as Mia. What the page complains about ends up in `complaints`. */
  open(options?: BrowserContextOptions & { as?: string; at?: string }): Promise<Page>
  /** Errors and refusals by the content policy that the browser wrote to its console. */
  complaints: string[]
  close(): Promise<void>
}

/** The real sandbox servers, a stand-in for Bee, the page, and a browser. */
export async function setStage({ browser: wantsBrowser = true } = {}): Promise<Stage> {
  const discord = await startDiscordSandbox({ guild: hive })
  const github = await startGitHubSandbox({ owner: 'sting', repo: 'sting-ce' })
  let downloads = 0
  const bundles = createServer((_request, response) => {
    downloads += 1
    response.end('bundle')
    page.refresh()
  })
  await new Promise<void>((resolve) => bundles.listen(0, '127.0.0.1', resolve))
  const bundleUrl = `http://127.0.0.1:${(bundles.address() as AddressInfo).port}/d/fake-token-0000000000000001`
  const bot = await startStandIn(discord, github, bundleUrl)
  const page = await createSandboxPage({ discord, github, guildName: hive.name, downloads: () => downloads })
  const browser = wantsBrowser && hasBrowser ? await launch() : undefined
  const complaints: string[] = []

  return {
    discord,
    github,
    page,
    complaints,
    async open({ as = 'mia', at = '', ...options } = {}) {
      if (!browser) throw new Error('There is no browser')
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
      await context.addInitScript((name) => localStorage.getItem('bee.as') ?? localStorage.setItem('bee.as', name), as)
      const tab = await context.newPage()
      tab.setDefaultTimeout(10_000)
      tab.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      tab.on('pageerror', (error) => complaints.push(error.message))
      await tab.goto(`${page.url}${at}`)
      await tab.getByRole('banner').first().waitFor()
      return tab
    },
    async close() {
      await browser?.close()
      await page.close()
      await bot.destroy()
      await discord.close()
      await github.close()
      bundles.close()
    },
  }
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
