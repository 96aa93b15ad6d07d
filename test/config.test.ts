import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { Env, readConfig, readEnvironment } from '../src/config.ts'
import type { Refusal } from '../src/errors.ts'
import { packageRoot } from '../src/paths.ts'

const secret = 'hunter2-do-not-print-me'

/** What a person reads when these settings are wrong; empty when they are not. */
function complaint(env: Record<string, string>): string {
  try {
    readConfig(env)
    return ''
  } catch (cause) {
    expect((cause as Refusal).code).toBe('SETTINGS_WRONG')
    return (cause as Refusal).message
  }
}

describe('without any settings', () => {
  it('Bee starts in the sandbox, on this machine only', () => {
    expect(readConfig({})).toEqual({
      discord: 'sandbox',
      cdnHosts: [],
      github: undefined,
      mail: undefined,
      publicUrl: undefined,
      trustProxy: [],
      host: '127.0.0.1',
      port: 3000,
      dataDir: join(packageRoot, 'data/var'),
      databaseFile: join(packageRoot, 'data/var/bee.sqlite'),
      desk: 'sting-ce',
      logLevel: 'info',
    })
  })

  it.each(['', ' ', '\t'])('a blank (%j) counts as not given', (blank) => {
    const blanks = Object.fromEntries(keysOf(Env).map((key) => [key, blank]))
    expect(readConfig(blanks)).toEqual(readConfig({}))
  })

  it('what is none of its business is left alone', () => {
    expect(readConfig({ PATH: '/usr/bin', HOME: '/home/bee', PORTS: 'x' })).toEqual(readConfig({}))
  })
})

describe('right settings', () => {
  it('lead to Discord, with its address where another is named', () => {
    expect(readConfig({ DISCORD_TOKEN: 't' }).discord).toEqual({ token: 't', apiUrl: 'https://discord.com/api' })
    const local = { DISCORD_TOKEN: 't', DISCORD_API_URL: 'http://127.0.0.1:4000/api' }
    expect(readConfig(local).discord).toEqual({ token: 't', apiUrl: 'http://127.0.0.1:4000/api' })
  })

  it('lead to GitHub by app before token, with line ends written out in the key', () => {
    const app = { GITHUB_APP_ID: '12', GITHUB_APP_PRIVATE_KEY: 'one\\ntwo', GITHUB_APP_INSTALLATION_ID: '34' }
    const shared = { apiUrl: 'https://ghe.example/api/v3', webhookSecret: 's' }
    const address = { GITHUB_API_URL: 'https://ghe.example/api/v3/', GITHUB_WEBHOOK_SECRET: 's' }
    expect(readConfig({ ...address, GITHUB_TOKEN: 't' }).github).toEqual({ ...shared, auth: { token: 't' } })
    expect(readConfig({ ...address, ...app, GITHUB_TOKEN: 't' }).github).toEqual({
      ...shared,
      auth: { appId: '12', privateKey: 'one\ntwo', installationId: 34 },
    })
  })

  it('name a mail server and the address to write from', () => {
    expect(readConfig({ SMTP_URL: 'smtp://u:p@mail.example:587', MAIL_FROM: 'bee@example.org' }).mail).toEqual({
      url: 'smtp://u:p@mail.example:587',
      from: 'bee@example.org',
    })
    expect(readConfig({ MAIL_FROM: 'bee@example.org' }).mail).toBeUndefined()
  })

  it.each([
    ['var/other.sqlite', join(packageRoot, 'var/other.sqlite')],
    ['/srv/bee.sqlite', '/srv/bee.sqlite'],
    ['sqlite:/srv/bee.sqlite', '/srv/bee.sqlite'],
    ['sqlite:///srv/bee.sqlite', '/srv/bee.sqlite'],
    ['sqlite://bee.sqlite', join(packageRoot, 'bee.sqlite')],
    ['file:/srv/bee.sqlite', '/srv/bee.sqlite'],
  ])('find the database at %s', (given, file) => {
    expect(readConfig({ DATABASE_URL: given }).databaseFile).toBe(file)
  })

  it('keep the database with the data when the data is elsewhere', () => {
    expect(readConfig({ DATA_DIR: '/srv/bee' })).toMatchObject({
      dataDir: '/srv/bee',
      databaseFile: '/srv/bee/bee.sqlite',
    })
  })

  it('take the public address without a slash at its end', () => {
    expect(readConfig({ PUBLIC_URL: 'https://bee.example/' }).publicUrl).toBe('https://bee.example')
  })

  it('name further hosts of attachments', () => {
    const { cdnHosts } = readConfig({ DISCORD_CDN_HOSTS: '127.0.0.1:4000, CDN.example:443,,[::1]:80' })
    expect(cdnHosts).toEqual(['127.0.0.1:4000', 'cdn.example:443', '[::1]:80'])
  })
})

describe('wrong settings', () => {
  it.each([
    ['DISCORD_API_URL', 'discord.com', 'http:// or https://'],
    ['DISCORD_API_URL', 'ftp://discord.com', 'http:// or https://'],
    ['DISCORD_CDN_HOSTS', 'cdn.example', 'host:port'],
    ['GITHUB_API_URL', 'api.github.com', 'http:// or https://'],
    ['GITHUB_APP_ID', 'my-app', 'must be a number'],
    ['GITHUB_APP_INSTALLATION_ID', 'x', 'must be a number'],
    ['SMTP_URL', 'mail.example:587', 'smtp:// or smtps://'],
    ['PUBLIC_URL', 'bee.example', 'http:// or https://'],
    ['PORT', 'three thousand', 'number'],
    ['PORT', '70000', '65535'],
    ['PORT', '-1', 'from 0 to 65535'],
    ['PORT', '80.5', 'from 0 to 65535'],
    ['LOG_LEVEL', 'loud', 'one of fatal, error, warn, info'],
    ['DATABASE_URL', 'postgres://bee:pw@db/bee', 'SQLite'],
  ])('%s=%s is named, with what it should be', (key, value, hint) => {
    const [headline, ...lines] = complaint({ [key]: value }).split('\n')
    expect(headline).toBe('Bee cannot start, because some settings are wrong:')
    const line = lines.find((line) => line.startsWith(`  ${key}: `))
    expect(line).toContain(hint)
  })

  it.each([
    [{ GITHUB_APP_ID: '1' }, 'GITHUB_APP_ID'],
    [{ GITHUB_APP_ID: '1', GITHUB_APP_PRIVATE_KEY: secret }, 'GITHUB_APP_ID'],
    [{ GITHUB_APP_PRIVATE_KEY: secret, GITHUB_APP_INSTALLATION_ID: '1' }, 'GITHUB_APP_ID'],
    [{ SMTP_URL: 'smtp://mail.example' }, 'MAIL_FROM'],
  ])('%o is told what is missing beside it', (env, key) => {
    expect(complaint(env)).toMatch(new RegExp(`^ {2}${key}: .*(beside|from)`, 'm'))
  })

  it('are all named at once, also those that hang together', () => {
    const wrong = {
      PORT: 'x',
      LOG_LEVEL: 'loud',
      PUBLIC_URL: 'bee.example',
      GITHUB_APP_ID: '1',
      SMTP_URL: 'smtp://mail.example',
      DATABASE_URL: 'postgres://db/bee',
    }
    const text = complaint(wrong)
    for (const key of ['PORT', 'LOG_LEVEL', 'PUBLIC_URL', 'GITHUB_APP_ID', 'MAIL_FROM', 'DATABASE_URL']) {
      expect(text).toContain(`  ${key}: `)
    }
  })

  it('never show the value of a secret', () => {
    const everyKey = Object.fromEntries(keysOf(Env).map((key) => [key, secret]))
    const text = complaint({
      ...everyKey,
      SMTP_URL: `smtp://bee:${secret}`,
      DATABASE_URL: `postgres://bee:${secret}@db/bee`,
      PUBLIC_URL: `ftp://${secret}`,
    })
    expect(text).not.toBe('')
    expect(text).not.toContain(secret)
  })
})

describe('.env', () => {
  it('is read from the folder of the package, under the environment itself', () => {
    vi.stubEnv('PORT', '4001')
    onTestFinished(() => void vi.unstubAllEnvs())
    expect(readEnvironment().PORT).toBe('4001')
  })

  it('can hold every kind of value the example shows', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bee-env-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, '.env'), 'DISCORD_TOKEN="a b"\n# PORT=1\nPORT=4000 # mine\nPUBLIC_URL=\n')
    const { discord, port, publicUrl } = readConfig(parseEnv(readFileSync(join(folder, '.env'), 'utf8')))
    expect({ discord, port, publicUrl }).toEqual({
      discord: { token: 'a b', apiUrl: 'https://discord.com/api' },
      port: 4000,
      publicUrl: undefined,
    })
  })
})

describe('.env.example', () => {
  const text = readFileSync(join(packageRoot, '.env.example'), 'utf8')
  const lines = text.split('\n')
  const keys = lines.flatMap((line) => /^#? ?([A-Z][A-Z0-9_]+)=/.exec(line)?.[1] ?? [])

  it('has exactly the settings that Bee reads, each once, in the same order', () => {
    expect(keys).toEqual(keysOf(Env))
  })

  it('explains each of them, above it', () => {
    for (const key of keys) {
      const at = lines.findIndex((line) => line.replace(/^# ?/, '').startsWith(`${key}=`))
      expect(lines[at - 1], key).toMatch(/^# [A-Z(].{20,}/)
    }
  })

  it('changes nothing when it is copied as it is', () => {
    expect(readConfig(parseEnv(text))).toEqual(readConfig({}))
  })

  it('shows the default of each setting that has one', () => {
    const shown = parseEnv(text.replace(/^# ?(?=[A-Z][A-Z0-9_]+=)/gm, ''))
    for (const [key, value] of Object.entries(defaults())) expect(shown[key], key).toBe(String(value))
  })
})

/** The settings by the names that the schema gives them. */
function keysOf(schema: typeof Env): string[] {
  return Object.keys(shapeOf(schema))
}

function shapeOf(schema: typeof Env) {
  return schema.def.in.def.shape as Record<string, { def: { type: string; defaultValue?: unknown } }>
}

function defaults(): Record<string, unknown> {
  const found = Object.entries(shapeOf(Env)).filter(([, { def }]) => def.type === 'default' && def.defaultValue !== '')
  return Object.fromEntries(found.map(([key, { def }]) => [key, def.defaultValue]))
}
