import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { isAbsolute, join } from 'node:path'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { Refusal } from './errors.ts'
import { packageRoot } from './paths.ts'

const url = z.url({ protocol: /^https?$/, error: 'must be an address that begins with http:// or https://' })
const portError = 'must be a number from 0 to 65535'
const port = z.coerce.number(portError).int(portError).min(0, portError).max(65_535, portError)
const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** `host:port, host:port` */
const hostList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((host) => host.trim().toLowerCase())
      .filter((host) => host !== ''),
  )
  .pipe(z.array(z.string().regex(/^[a-z0-9.[\]:-]{1,255}:\d{1,5}$/, 'must be a list of host:port')))

/** `127.0.0.1, 10.0.0.0/8` */
const proxyList = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((address) => address.trim())
      .filter((address) => address !== ''),
  )
  .refine((list) => list.every(isNetwork), 'must be a list of IP addresses or networks, such as 127.0.0.1, 10.0.0.0/8')

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/')
  const most = isIP(address) === 6 ? 128 : 32
  return (
    isIP(address) !== 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most))
  )
}

/** What hangs together is checked also when something else is wrong, so that every mistake is named at once. */
const always = { when: () => true }

/** An app is three settings; one or two of them are none. */
function hasWholeApp(env: Partial<Record<`GITHUB_APP_${string}`, unknown>>): boolean {
  const app = [env.GITHUB_APP_ID, env.GITHUB_APP_PRIVATE_KEY, env.GITHUB_APP_INSTALLATION_ID]
  return new Set(app.map((part) => part === undefined)).size === 1
}

/** Every setting, as in `.env.example`. */
export const Env = z
  .object({
    DISCORD_TOKEN: z.string().optional(),
    DISCORD_API_URL: url.default('https://discord.com/api'),
    DISCORD_CDN_HOSTS: hostList,
    GITHUB_TOKEN: z.string().optional(),
    GITHUB_APP_ID: z
      .string()
      .regex(/^\d{1,20}$/, 'must be a number')
      .optional(),
    GITHUB_APP_PRIVATE_KEY: z.string().optional(),
    GITHUB_APP_INSTALLATION_ID: z
      .string()
      .regex(/^\d{1,20}$/, 'must be a number')
      .optional(),
    GITHUB_API_URL: url.default('https://api.github.com'),
    GITHUB_WEBHOOK_SECRET: z.string().optional(),
    SMTP_URL: z
      .url({ protocol: /^smtps?$/, error: 'must be an address that begins with smtp:// or smtps://' })
      .optional(),
    MAIL_FROM: z.string().optional(),
    MODEL_URL: url.optional(),
    MODEL_NAME: z.string().optional(),
    MODEL_KEY: z.string().optional(),
    MODEL_PROTOCOL: z.enum(['openai', 'anthropic'], 'must be openai or anthropic').default('openai'),
    PUBLIC_URL: url.optional(),
    TRUST_PROXY: proxyList,
    HOST: z.string().default('127.0.0.1'),
    PORT: port.default(3000),
    DATABASE_URL: z.string().optional(),
    DATA_DIR: z.string().default('data/var'),
    DESK: z.string().default('sting-ce'),
    LOG_LEVEL: z.enum(levels, `must be one of ${levels.join(', ')}`).default('info'),
  })
  .refine(hasWholeApp, {
    ...always,
    path: ['GITHUB_APP_ID'],
    error: 'needs GITHUB_APP_PRIVATE_KEY and GITHUB_APP_INSTALLATION_ID beside it',
  })
  .refine((env) => env.SMTP_URL === undefined || env.MAIL_FROM !== undefined, {
    ...always,
    path: ['MAIL_FROM'],
    error: 'is needed beside SMTP_URL: the address Bee writes from',
  })
  .refine((env) => env.MODEL_URL === undefined || env.MODEL_NAME !== undefined, {
    ...always,
    path: ['MODEL_NAME'],
    error: 'is needed beside MODEL_URL: which model to ask',
  })
  .refine((env) => env.DATABASE_URL === undefined || isSqlite(env.DATABASE_URL), {
    ...always,
    path: ['DATABASE_URL'],
    error: 'must be the path of a SQLite file, or sqlite: and a path; PostgreSQL is not supported yet',
  })
  .transform((env) => {
    const dataDir = isAbsolute(env.DATA_DIR) ? env.DATA_DIR : join(packageRoot, env.DATA_DIR)
    return {
      discord: env.DISCORD_TOKEN ? { token: env.DISCORD_TOKEN, apiUrl: env.DISCORD_API_URL } : ('sandbox' as const),
      cdnHosts: env.DISCORD_CDN_HOSTS,
      github: gitHubOf(env),
      mail: env.SMTP_URL && env.MAIL_FROM ? { url: env.SMTP_URL, from: env.MAIL_FROM } : undefined,
      model:
        env.MODEL_URL && env.MODEL_NAME
          ? {
              protocol: env.MODEL_PROTOCOL,
              url: env.MODEL_URL.replace(/\/+$/, ''),
              key: env.MODEL_KEY,
              name: env.MODEL_NAME,
            }
          : undefined,
      publicUrl: env.PUBLIC_URL?.replace(/\/+$/, ''),
      trustProxy: env.TRUST_PROXY,
      host: env.HOST,
      port: env.PORT,
      dataDir,
      databaseFile: databaseFile(env.DATABASE_URL, dataDir),
      desk: env.DESK,
      logLevel: env.LOG_LEVEL,
    }
  })

export type Config = z.output<typeof Env>
/** How Bee signs in to GitHub; undefined when it does not. */
export type GitHubSettings = NonNullable<Config['github']>

/**
 * Reads the settings. A blank value counts as not given.
 *
 * @throws Refusal SETTINGS_WRONG naming every wrong setting at once.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  )
  const result = Env.safeParse(given)
  if (result.success) return result.data
  const list = result.error.issues.map(({ path, message }) => `  ${String(path[0])}: ${message}`).join('\n')
  throw new Refusal('SETTINGS_WRONG', { values: { list } })
}

/** The environment, and under it what `.env` in the package's folder says. The only reader of `process.env`. */
export function readEnvironment(): Record<string, string | undefined> {
  let file = ''
  try {
    file = readFileSync(join(packageRoot, '.env'), 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
  }
  return { ...parseEnv(file), ...process.env }
}

/** The environment of this process as it is, for collectors. */
export const ownEnvironment = (): Record<string, string | undefined> => process.env

/** The same without Bee's own settings, tokens among them, for collectors on the machine that Bee runs on. */
export function environmentWithoutSettings(): Record<string, string | undefined> {
  const settings = new Set(Object.keys(Env.in.shape))
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !settings.has(name)))
}

function gitHubOf(env: {
  GITHUB_TOKEN?: string | undefined
  GITHUB_APP_ID?: string | undefined
  GITHUB_APP_PRIVATE_KEY?: string | undefined
  GITHUB_APP_INSTALLATION_ID?: string | undefined
  GITHUB_API_URL: string
  GITHUB_WEBHOOK_SECRET?: string | undefined
}) {
  const shared = { apiUrl: env.GITHUB_API_URL.replace(/\/+$/, ''), webhookSecret: env.GITHUB_WEBHOOK_SECRET }
  if (env.GITHUB_APP_ID && env.GITHUB_APP_PRIVATE_KEY && env.GITHUB_APP_INSTALLATION_ID) {
    // A key in one line, as `.env` files hold it, has its line ends written out.
    const privateKey = env.GITHUB_APP_PRIVATE_KEY.replace(/\\n/g, '\n')
    const app = { appId: env.GITHUB_APP_ID, privateKey, installationId: Number(env.GITHUB_APP_INSTALLATION_ID) }
    return { ...shared, auth: app }
  }
  return env.GITHUB_TOKEN ? { ...shared, auth: { token: env.GITHUB_TOKEN } } : undefined
}

const isSqlite = (address: string) => !/^[a-z][a-z0-9+]*:/i.test(address) || /^(sqlite|file):/i.test(address)

function databaseFile(address: string | undefined, dataDir: string): string {
  if (address === undefined) return join(dataDir, 'bee.sqlite')
  const path = address.replace(/^(sqlite|file):(\/\/)?/i, '')
  return isAbsolute(path) ? path : join(packageRoot, path)
}
