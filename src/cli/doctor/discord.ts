import { z } from 'zod'
import type { Config } from '../../config.ts'
import type { Desk } from '../../desk.ts'
import { type Asked, ask } from './ask.ts'
import { aside, type Check, ok, wrong } from './check.ts'
import { checkGuild } from './guild.ts'

const part = 'Discord'

/** GATEWAY_MESSAGE_CONTENT and _LIMITED: https://discord.com/developers/docs/resources/application */
const messageContent = (1 << 18) | (1 << 19)
/** RELIABILITY F15: more than this, and signatures and link times go wrong. */
const mostSkewMs = 5 * 60_000
const mostGuilds = 10

const Me = z.object({ id: z.string(), username: z.string() })
const Application = z.object({ flags: z.number().default(0) })
const Gateway = z.object({
  session_start_limit: z.object({ total: z.number(), remaining: z.number(), reset_after: z.number() }),
})
const Guilds = z.array(z.object({ id: z.string(), name: z.string() }))

/** Asks Discord's REST interface with Bee's token; `get` fails with a check that says why. */
export type Get = <T>(path: string, shape: z.ZodType<T>) => Promise<T>

export class Failed extends Error {
  readonly check: Check
  constructor(check: Check) {
    super(check.says)
    this.check = check
  }
}

export async function checkDiscord({ discord }: Config, desk: Desk, now: number): Promise<Check[]> {
  if (discord === 'sandbox') {
    const fix = 'To go to the real Discord, see README, "Go to Discord".'
    return [aside(part, 'no DISCORD_TOKEN: Bee starts in the sandbox', fix)]
  }
  const base = `${discord.apiUrl.replace(/\/+$/, '')}/v10`
  const headers = { Authorization: `Bot ${discord.token}` }
  let skewMs = 0
  const get: Get = async (path, shape) => {
    const asked = await ask(`${base}${path}`, { headers })
    if (asked.problem === undefined) skewMs = now - Date.parse(asked.headers.get('date') ?? new Date(now).toUTCString())
    return read(asked, path, shape)
  }

  const checks: Check[] = []
  try {
    const me = await get('/users/@me', Me)
    checks.push(ok(part, `the token is right: ${me.username}`), clock(skewMs))
    checks.push(intents(await get('/applications/@me', Application)))
    checks.push(sessions(await get('/gateway/bot', Gateway)))
    const guilds = await get('/users/@me/guilds', Guilds)
    if (guilds.length === 0) {
      const fix = 'Invite it: README, "Go to Discord", has the address.'
      checks.push(wrong(part, 'Bee is in no server yet', fix))
    }
    for (const guild of guilds.slice(0, mostGuilds)) checks.push(...(await checkGuild(guild, me.id, desk, get)))
  } catch (cause) {
    if (!(cause instanceof Failed)) throw cause
    checks.push(cause.check)
  }
  return checks
}

function read<T>(asked: Asked, path: string, shape: z.ZodType<T>): T {
  if (asked.problem !== undefined) {
    const fix = 'Check the network, a proxy or firewall on the way, and DISCORD_API_URL.'
    throw new Failed(wrong(part, `Discord cannot be reached: ${asked.problem}`, fix))
  }
  if (asked.status === 401) {
    const fix = 'Copy it again: discord.com/developers/applications, your application, page Bot, "Reset Token".'
    throw new Failed(wrong(part, 'Discord does not accept DISCORD_TOKEN', fix))
  }
  if (asked.status === 429) {
    throw new Failed(wrong(part, 'Discord asks to wait: too many requests', 'Try again in some minutes.'))
  }
  const parsed = shape.safeParse(asked.body)
  if (asked.status >= 400 || !parsed.success) {
    const says = `Discord answers ${asked.status} to ${path.replace(/\d{5,}/g, '…')}`
    throw new Failed(wrong(part, says, 'Look at discordstatus.com, check DISCORD_API_URL, and try again.'))
  }
  return parsed.data
}

function clock(skewMs: number): Check {
  const seconds = Math.round(Math.abs(skewMs) / 1000)
  if (Math.abs(skewMs) <= mostSkewMs) return ok(part, 'the clock agrees with Discord')
  const says = `this machine's clock is ${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} Discord's`
  return wrong(part, says, 'Set the clock, for example with: timedatectl set-ntp true')
}

function intents({ flags }: z.output<typeof Application>): Check {
  if ((flags & messageContent) !== 0) return ok(part, 'the Message Content intent is on')
  const fix =
    'Switch it on to let people write without a mention: discord.com/developers/applications, page Bot, "Message Content Intent".'
  return aside(
    part,
    'the Message Content intent is off: Bee hears mentions, direct messages, buttons and commands',
    fix,
  )
}

function sessions({ session_start_limit: limit }: z.output<typeof Gateway>): Check {
  const says = `${limit.remaining} of ${limit.total} logins left today`
  if (limit.remaining >= limit.total / 10) return ok(part, says)
  const hours = Math.ceil(limit.reset_after / 3_600_000)
  return wrong(
    part,
    says,
    `Something restarts Bee again and again: find out what. They are counted anew in ${hours} h.`,
  )
}
