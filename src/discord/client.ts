import {
  Client,
  DiscordAPIError,
  Events,
  GatewayCloseCodes,
  GatewayIntentBits,
  Options,
  Partials,
  RESTEvents,
  Status,
} from 'discord.js'
import type { Logger } from 'pino'
import { Refusal } from '../errors.ts'
import type { IdentifyThrottle } from './identify.ts'
import type { InvalidRequests } from './invalid-requests.ts'

export interface DiscordSettings {
  token: string
  apiUrl: string
}

const neededIntents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages]

export interface ConnectionParts {
  log: Logger
  /** Puts listeners on a client before it logs in, so that nothing is missed. */
  prepare: (client: Client) => void
  throttle: IdentifyThrottle
  invalid: InvalidRequests
  /** Discord will have nothing more to do with this Bee until its operator changes something. */
  fatal: (problem: Refusal) => void
}

/**
 * Logs in. Where Discord does not grant the content of messages, Bee works without it: mentions, direct messages,
 * menus, buttons and forms still carry text.
 *
 * @throws Refusal TOKEN_WRONG, INTENT_DENIED, DISCORD_UNREACHABLE, DISCORD_SESSIONS_SPENT
 */
export async function connectDiscord(
  settings: DiscordSettings,
  parts: ConnectionParts,
): Promise<{ client: Client<true>; readsMessages: boolean }> {
  try {
    const client = await logIn(settings, [...neededIntents, GatewayIntentBits.MessageContent], parts)
    return { client, readsMessages: true }
  } catch (cause) {
    if (!(cause instanceof Refusal) || cause.code !== 'INTENT_DENIED') throw cause
    parts.log.warn(
      'Discord does not grant the Message Content intent: Bee answers mentions, direct messages, buttons and commands',
    )
    return { client: await logIn(settings, neededIntents, parts), readsMessages: false }
  }
}

async function logIn(
  { token, apiUrl }: DiscordSettings,
  intents: GatewayIntentBits[],
  { log, prepare, throttle, invalid, fatal }: ConnectionParts,
): Promise<Client<true>> {
  const client = new Client({
    intents,
    partials: [Partials.Channel, Partials.Message],
    allowedMentions: { parse: [], repliedUser: false },
    // The outbox tries again by itself, and knows how to look for what an earlier try did.
    ws: { buildIdentifyThrottler: throttle.build },
    rest: { api: apiUrl.replace(/\/+$/, ''), retries: 0, timeout: 15_000 },
    // Bee asks for what it needs; keeping every message and member would only cost memory.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      GuildInviteManager: 0,
      GuildScheduledEventManager: 0,
      StageInstanceManager: 0,
      ThreadMemberManager: 0,
      GuildMemberManager: { maxSize: 200, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 200, keepOverLimit: (user) => user.id === user.client.user?.id },
    }),
  })
  prepare(client)
  client.on(Events.Error, (error) => log.error({ err: error }, 'the Discord client reported an error'))
  client.on(Events.ShardReconnecting, () => log.info('the connection to Discord was lost; reconnecting'))
  client.on(Events.ShardResume, () => log.info('the connection to Discord is back'))

  client.on(Events.ShardReady, () => {
    throttle.ready().catch((cause: unknown) => log.error({ err: cause }, 'a new session could not be kept'))
  })
  client.rest.on(RESTEvents.Response, ({ path }, { status, headers }) => {
    invalid.note(status, headers.get('x-ratelimit-scope'))
    // Tokens of interactions run out by themselves; any other 401 means Bee's own.
    if (status === 401 && !/^\/(interactions|webhooks)\//.test(path)) fatal(new Refusal('TOKEN_WRONG'))
  })

  try {
    const ready = new Promise<void>((resolve, reject) => {
      client.once(Events.ClientReady, () => resolve())
      client.once(Events.ShardDisconnect, ({ code }) => reject(closedBecause(code)))
    })
    // Whichever comes first counts; the other must not be called unhandled.
    ready.catch(() => {})
    await Promise.all([client.login(token), ready])
  } catch (cause) {
    await client.destroy()
    throw asRefusal(cause, apiUrl)
  }
  // From now on these end a Bee that was at work (RELIABILITY F25).
  client.on(Events.ShardDisconnect, ({ code }) => fatal(closedBecause(code)))
  return client as Client<true>
}

/** True while events arrive. */
export const isConnected = (client: Client) =>
  client.ws.status === Status.Ready && client.ws.shards.every(({ status }) => status === Status.Ready)

function asRefusal(cause: unknown, url: string): unknown {
  if (cause instanceof Refusal) return cause
  if (cause instanceof DiscordAPIError && cause.status === 401) return new Refusal('TOKEN_WRONG', { cause })
  const text = cause instanceof Error ? `${cause.message} ${(cause as { code?: unknown }).code ?? ''}` : ''
  if (/not enough sessions/i.test(text)) return new Refusal('DISCORD_SESSIONS_SPENT', { cause })
  if (/token/i.test(text)) return new Refusal('TOKEN_WRONG', { cause })
  if (/intent/i.test(text)) return new Refusal('INTENT_DENIED', { cause })
  return new Refusal('DISCORD_UNREACHABLE', { cause, values: { url } })
}

function closedBecause(code: number): Refusal {
  if (code === GatewayCloseCodes.AuthenticationFailed) return new Refusal('TOKEN_WRONG')
  if (code === GatewayCloseCodes.DisallowedIntents || code === GatewayCloseCodes.InvalidIntents) {
    return new Refusal('INTENT_DENIED')
  }
  return new Refusal('DISCORD_UNAVAILABLE')
}
