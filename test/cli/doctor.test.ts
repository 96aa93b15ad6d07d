import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Check, reportText } from '../../src/cli/doctor/check.ts'
import { examine } from '../../src/cli/doctor.ts'
import { readDesk } from '../../src/desk.ts'
import type { DiscordSandboxOptions, GuildPlan } from '../../src/sandbox/discord/api.ts'
import { startDiscordSandbox } from '../../src/sandbox/discord/server.ts'
import { startGitHubSandbox } from '../../src/sandbox/github/start.ts'
import { guildFor } from '../../src/sandbox/plan.ts'
import { aFolder, aRequest, aStore } from '../store/kit.ts'

const desk = readDesk('sting-ce')
const [owner = '', repo = ''] = desk.github!.repository.split('/')

/** Settings that lead nowhere outside. */
const alone = () => ({ PORT: '0', DATA_DIR: join(aFolder(), 'var') })

/** A Discord in good order; a test breaks one thing. */
async function aDiscord(
  guild: (plan: GuildPlan) => GuildPlan = (plan) => plan,
  options: Partial<DiscordSandboxOptions> = {},
) {
  const discord = await startDiscordSandbox({ guild: guild(guildFor(desk)), ...options })
  onTestFinished(() => discord.close())
  return { discord, env: { ...alone(), DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl } }
}

async function aGitHub() {
  const github = await startGitHubSandbox({ owner, repo })
  onTestFinished(() => github.close())
  const access = { GITHUB_API_URL: github.apiUrl, GITHUB_WEBHOOK_SECRET: 'a webhook secret' }
  return { github, access: { ...alone(), ...access }, env: { ...alone(), ...access, GITHUB_TOKEN: github.token } }
}

async function someData() {
  const env = alone()
  const dataDir = env.DATA_DIR
  const { db, tickets } = await aStore({ file: join(dataDir, 'bee.sqlite') })
  await tickets.open(aRequest('m1'), 'ana')
  return { env, dataDir, db }
}

/** What the doctor says, one line a check; of the parts that are named. */
async function diagnosis(env: Record<string, string>, part: string, now = Date.now()) {
  const { checks, exitCode } = await examine(env, now)
  const mine = checks.filter((check) => check.part.startsWith(part))
  return { exitCode, lines: mine.map(line), fixes: mine.flatMap(({ fix }) => fix ?? []), checks }
}

const line = ({ state, says }: Check) => `${{ ok: '✓', wrong: '✗', aside: '–' }[state]} ${says}`

describe('when all is well', () => {
  it('says so of every part, exits with 0, and asks only for what it may', async () => {
    const { discord, env: toDiscord } = await aDiscord()
    const { github, env: toGitHub } = await aGitHub()
    const { env: withData } = await someData()
    const env = { ...toDiscord, ...toGitHub, ...withData, PUBLIC_URL: 'https://bee.example.org' }
    const { checks, exitCode } = await examine(env, Date.now())
    expect(checks.filter(({ state }) => state === 'wrong')).toEqual([])
    expect(exitCode).toBe(0)
    expect([...new Set(checks.map(({ part }) => part))]).toEqual([
      'Settings',
      'Desk',
      'Data',
      'Web',
      'Discord',
      'Server STING-CE Community',
      'GitHub',
      'E-mail',
    ])
    expect(checks.map(line)).toContain('✓ #help: Bee may do all it needs')
    expect(discord.violations).toEqual([])
    expect(discord.requests.every(({ method }) => method === 'GET')).toBe(true)
    expect(github.requests.every(({ method }) => method === 'GET')).toBe(true)
  })

  it('takes an app for GitHub as well', async () => {
    const { github, access } = await aGitHub()
    const app = {
      GITHUB_APP_ID: String(github.app.id),
      GITHUB_APP_PRIVATE_KEY: github.app.privateKey.replaceAll('\n', '\\n'),
      GITHUB_APP_INSTALLATION_ID: String(github.app.installationId),
    }
    expect((await diagnosis({ ...access, ...app }, 'GitHub')).lines).toEqual([
      `✓ ${owner}/${repo} can be seen`,
      '✓ issues are switched on',
      '✓ Bee may write issues',
      '✓ a secret for webhooks is set',
    ])
    const other = { ...app, GITHUB_APP_INSTALLATION_ID: '1' }
    expect((await diagnosis({ ...access, ...other }, 'GitHub')).lines[0]).toMatch(/^✗ .*not installed/)
    const notAKey = { ...app, GITHUB_APP_PRIVATE_KEY: 'not a key' }
    expect((await diagnosis({ ...access, ...notAKey }, 'GitHub')).lines).toEqual([
      '✗ GITHUB_APP_PRIVATE_KEY cannot be read',
    ])
  })

  it('is a report that a person can read', () => {
    const report = reportText([
      { part: 'Data', state: 'ok', says: 'it is there' },
      { part: 'Discord', state: 'wrong', says: 'the token is not accepted', fix: 'Copy it again.' },
      { part: 'Discord', state: 'aside', says: 'something else' },
    ])
    expect(report).toBe(
      'Data\n  ✓ it is there\n\nDiscord\n  ✗ the token is not accepted\n      Copy it again.\n  – something else\n\nOne thing needs your hand.\n',
    )
  })
})

describe('settings', () => {
  it('are named all at once with those of the desk, and the exit code is 78', async () => {
    const { checks, exitCode } = await examine({ PORT: 'x', LOG_LEVEL: 'loud', DESK: 'sting' }, Date.now())
    expect(exitCode).toBe(78)
    expect(checks.map(line)).toEqual([
      '✗ PORT: must be a number from 0 to 65535',
      '✗ LOG_LEVEL: must be one of fatal, error, warn, info, debug, trace, silent',
      expect.stringMatching(/^✗ There is no desk "sting".*did you mean "sting-ce"/),
    ])
  })

  it('are enough when there are none: Bee starts in the sandbox', async () => {
    const { exitCode, lines } = await diagnosis(alone(), 'Discord')
    expect(lines).toEqual(['– no DISCORD_TOKEN: Bee starts in the sandbox'])
    expect(exitCode).toBe(0)
  })
})

describe('data', () => {
  it('may be read by nobody else', async () => {
    const { env, dataDir } = await someData()
    chmodSync(dataDir, 0o755)
    mkdirSync(join(dataDir, 'bundles'), { mode: 0o755 })
    const { lines, fixes, exitCode } = await diagnosis(env, 'Data')
    expect(lines).toContain(`✗ other users can read ${dataDir}, ${join(dataDir, 'bundles')}`)
    expect(fixes).toContain(`chmod -R go= ${dataDir}`)
    expect(exitCode).toBe(1)
  })

  it('is looked at page by page, and known by its schema', async () => {
    const { env, db, dataDir } = await someData()
    const file = join(dataDir, 'bee.sqlite')
    expect((await diagnosis(env, 'Data')).lines).toContain(`✓ ${file} is whole: 1 ticket`)
    await db.insertInto('migration').values({ number: 99, name: 'later', at: 0 }).execute()
    expect((await diagnosis(env, 'Data')).lines).toContainEqual(
      expect.stringMatching(/^✗ .* was written by a newer Bee/),
    )
    await db.destroy()
    writeFileSync(file, 'a note '.repeat(1000))
    expect((await diagnosis(env, 'Data')).lines).toContainEqual(
      expect.stringMatching(/^✗ .*bee\.sqlite cannot be read/),
    )
  })

  it('is made at the first start', async () => {
    const dataDir = join(aFolder(), 'var')
    const { lines } = await diagnosis({ DATA_DIR: dataDir, PORT: '0' }, 'Data')
    expect(lines).toEqual([
      `– ${dataDir} will be made when Bee starts`,
      '– there is no database yet; it is made when Bee starts',
    ])
  })
})

describe('the web', () => {
  it.each([
    ['http://127.0.0.1:3000', /^– .* this machine only/],
    ['http://localhost', /^– .* this machine only/],
    ['http://bee.example.org', /^– .* anybody on the way can read/],
    ['https://bee.example.org', /^✓ links begin with/],
  ])('takes %s for what it is', async (PUBLIC_URL, expected) => {
    const { lines } = await diagnosis({ PUBLIC_URL, PORT: '0', DATA_DIR: aFolder() }, 'Web')
    expect(lines[0]).toMatch(expected)
  })

  it.each([
    [200, /^✓ Bee is running on port/],
    [404, /^✗ port \d+ on 127\.0\.0\.1 belongs to another program/],
  ])('tells Bee from another program on its port (%i)', async (status, expected) => {
    const server = createServer((_, response) => void response.writeHead(status).end())
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const { lines } = await diagnosis({ PORT: String(port), DATA_DIR: aFolder() }, 'Web')
    expect(lines[1]).toMatch(expected)
  })
})

describe('Discord', () => {
  it('does not take the token', async () => {
    const { env } = await aDiscord()
    const { lines, exitCode, checks } = await diagnosis({ ...env, DISCORD_TOKEN: 'wrong-secret' }, 'Discord')
    expect(lines).toEqual(['✗ Discord does not accept DISCORD_TOKEN'])
    expect(exitCode).toBe(1)
    expect(JSON.stringify(checks)).not.toContain('wrong-secret')
  })

  it('cannot be reached', async () => {
    const { env, discord } = await aDiscord()
    await discord.close()
    expect((await diagnosis(env, 'Discord')).lines).toEqual([
      expect.stringMatching(/^✗ Discord cannot be reached: (ECONN|the connection)/),
    ])
  })

  it('answers with an error of its own', async () => {
    const { env, discord } = await aDiscord()
    discord.faults.add({ match: { path: '/gateway/bot' }, do: { status: 502 } })
    expect((await diagnosis(env, 'Discord')).lines.at(-1)).toBe('✗ Discord answers 502 to /gateway/bot')
  })

  it('has another time', async () => {
    const { env } = await aDiscord()
    const { lines, fixes } = await diagnosis(env, 'Discord', Date.now() + 600_000)
    expect(lines[1]).toMatch(/^✗ this machine's clock is (599|600|601) s ahead of Discord's$/)
    expect(fixes[0]).toContain('set-ntp')
  })

  it('does not let Bee read messages, which is no failure', async () => {
    const { env } = await aDiscord(undefined, { granted: { messageContent: false } })
    const { lines, exitCode } = await diagnosis(env, 'Discord')
    expect(lines).toContainEqual(expect.stringMatching(/^– the Message Content intent is off/))
    expect(exitCode).toBe(0)
  })

  it('has few logins left', async () => {
    const { env } = await aDiscord(undefined, { sessionStarts: { total: 1000, remaining: 12 } })
    expect((await diagnosis(env, 'Discord')).lines).toContain('✗ 12 of 1000 logins left today')
  })
})

describe('a server', () => {
  it('lacks a channel, and has one that is nearly called so', async () => {
    const guild = (plan: GuildPlan) => ({
      ...plan,
      channels: plan.channels.map((channel) =>
        channel.name === 'auth-help' ? { ...channel, name: 'auth-halp' } : channel,
      ),
    })
    const { env } = await aDiscord(guild)
    const { lines, fixes, exitCode } = await diagnosis(env, 'Server')
    expect(lines).toContain('✗ there is no channel #auth-help')
    expect(fixes).toContainEqual(expect.stringContaining('did you mean #auth-halp?'))
    expect(exitCode).toBe(1)
  })

  it('has a channel where a forum should be', async () => {
    const guild = (plan: GuildPlan) => ({
      ...plan,
      channels: plan.channels.map((channel) =>
        channel.name === 'support-forum' ? { name: 'support-forum', type: 'text' as const } : channel,
      ),
    })
    const { env } = await aDiscord(guild)
    expect((await diagnosis(env, 'Server')).lines).toContain('✗ there is no forum #support-forum')
  })

  it('does not let Bee do what it needs, by overwrites of a channel', async () => {
    const guild = (plan: GuildPlan) => ({
      ...plan,
      channels: plan.channels.map((channel) => {
        if (channel.name === 'help')
          return {
            ...channel,
            overwrites: [{ for: 'bot' as const, deny: ['EmbedLinks' as const, 'CreatePublicThreads' as const] }],
          }
        if (channel.name === 'auth-help')
          return { ...channel, overwrites: [{ for: 'everyone' as const, deny: ['ViewChannel' as const] }] }
        return channel
      }),
    })
    const { env } = await aDiscord(guild)
    const { lines } = await diagnosis(env, 'Server')
    expect(lines).toContain('✗ #help: Bee lacks Embed Links, Create Public Threads')
    expect(lines).toContain('✗ #auth-help: Bee lacks View Channel, Send Messages, Embed Links, Read Message History')
    expect(lines).toContain('✓ #support-staff: Bee may do all it needs')
  })

  it('lacks a role', async () => {
    const guild = (plan: GuildPlan) => ({
      ...plan,
      roles: plan.roles!.filter(({ name }) => name !== 'Moderator'),
      people: plan.people.filter(({ roles = [] }) => !roles.includes('Moderator')),
      channels: plan.channels.map(({ privateTo, ...channel }) => ({
        ...channel,
        ...(privateTo ? { privateTo: privateTo.filter((name) => name !== 'Moderator') } : {}),
      })),
    })
    const { env } = await aDiscord(guild)
    const { lines, fixes } = await diagnosis(env, 'Server')
    expect(lines).toContain('✗ there is no role "Moderator"')
    expect(fixes[0]).toContain('roles.moderator')
  })
})

describe('GitHub', () => {
  it.each([
    ['hidden', (github: { repository: { hide(): void } }) => github.repository.hide(), 'cannot be seen'],
    [
      'without issues',
      (github: { repository: { disableIssues(): void } }) => github.repository.disableIssues(),
      'issues are switched off',
    ],
    ['archived', (github: { repository: { archive(): void } }) => github.repository.archive(), 'is archived'],
    [
      'only to be read',
      (github: { repository: { setPermission(login: string, to: 'read'): void } }) =>
        github.repository.setPermission('bee-desk', 'read'),
      'may not write issues',
    ],
    [
      'behind a token that ended',
      (github: { repository: { revokeTokens(): void } }) => github.repository.revokeTokens(),
      'does not accept GITHUB_TOKEN',
    ],
  ])('has the repository %s', async (_, harm, words) => {
    const { env, github } = await aGitHub()
    harm(github)
    const { lines, exitCode } = await diagnosis(env, 'GitHub')
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^✗ .*${words}`)))
    expect(exitCode).toBe(1)
  })

  it('cannot be reached, or has no secret for webhooks', async () => {
    const { env, github } = await aGitHub()
    const { GITHUB_WEBHOOK_SECRET: _, ...without } = env
    expect((await diagnosis(without, 'GitHub')).lines.at(-1)).toMatch(/^– no GITHUB_WEBHOOK_SECRET/)
    await github.close()
    expect((await diagnosis(env, 'GitHub')).lines[0]).toMatch(/^✗ GitHub cannot be reached: (ECONN|the connection)/)
  })

  it('is not set up, which is no failure', async () => {
    const { lines, exitCode } = await diagnosis(alone(), 'GitHub')
    expect(lines).toEqual(['– not set up: tickets cannot become issues'])
    expect(exitCode).toBe(0)
  })
})

describe('e-mail', () => {
  async function aMailServer() {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      onAuth: ({ password }, _, done) =>
        password === 'right-secret' ? done(null, { user: 'bee' }) : done(new Error('Invalid username or password')),
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    onTestFinished(() => new Promise<void>((done) => server.close(() => done())))
    return (server.server.address() as AddressInfo).port
  }

  it.each([
    ['right-secret', /^✓ 127\.0\.0\.1:\d+ takes mail from Bee$/],
    ['wrong-secret', /^✗ 127\.0\.0\.1:\d+ does not accept the user or password$/],
  ])('with %s', async (password, expected) => {
    const port = await aMailServer()
    const env = {
      SMTP_URL: `smtp://bee:${password}@127.0.0.1:${port}`,
      MAIL_FROM: 'bee@example.org',
      DATA_DIR: aFolder(),
      PORT: '0',
    }
    const { lines, checks } = await diagnosis(env, 'E-mail')
    expect(lines).toEqual([expect.stringMatching(expected)])
    expect(JSON.stringify(checks)).not.toContain('secret')
  })

  it('cannot be reached', async () => {
    const env = { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'bee@example.org', DATA_DIR: aFolder(), PORT: '0' }
    expect((await diagnosis(env, 'E-mail')).lines[0]).toMatch(
      /^✗ 127\.0\.0\.1:1 cannot be used: (ESOCKET|ECONNECTION|ECONNREFUSED)/,
    )
  })
})
