import { type Client, DiscordAPIError, Events } from 'discord.js'
import type { Chat } from '../core/ports.ts'
import { Refusal } from '../errors.ts'

/**
 * What waits for a server looks again after half the time that it has been out: soon after a short outage, and rarely in
 * a long one, as each refusal counts towards Discord's limit (RELIABILITY F34).
 */
const soonestMs = 2000
const latestMs = 60_000

/**
 * Tells a server that Bee has been removed from from one that Discord cannot reach for a while ("unavailable"): what is
 * for the first is given up without asking, what is for the second is kept (RELIABILITY F37).
 */
export interface Servers {
  /** Before the client logs in, so that nothing is missed. */
  watch(client: Client): void
  /** Bee has been removed from it, since this process began, and not been invited again. */
  hasLeft(guildId: string): boolean
  /** The same chat, for which a refusal that comes of an outage is one that passes. */
  keepInOutage(chat: Chat): Chat
}

/** @param told when Bee was removed from a server, or is in one. */
export function createServers(
  now: () => number,
  told: { left(guildId: string): void; isThere(guildId: string): void },
): Servers {
  const left = new Set<string>()
  const outSince = new Map<string, number>()
  const startedAt = now()
  let client: Client | undefined

  /** The server of the place that was asked for; while Bee does not know the place, any that is out may be its. */
  function outOf({ url }: DiscordAPIError): string | undefined {
    const guilds = client?.guilds.cache.filter(({ available }) => !available)
    if (guilds === undefined || guilds.size === 0) return undefined
    const [, what, id = ''] = /\/(guilds|channels)\/(\d+)/.exec(url) ?? []
    if (what === 'guilds') return guilds.get(id)?.id
    const channel = client?.channels.cache.get(id)
    if (channel === undefined) return what === undefined ? undefined : guilds.firstKey()
    return 'guildId' in channel ? guilds.get(channel.guildId ?? '')?.id : undefined
  }

  function keep(cause: unknown): never {
    const isGone = cause instanceof Refusal && (cause.code === 'CHANNEL_GONE' || cause.code === 'CHANNEL_FORBIDDEN')
    const guildId = isGone && cause.cause instanceof DiscordAPIError ? outOf(cause.cause) : undefined
    if (guildId !== undefined) {
      const outMs = now() - (outSince.get(guildId) ?? startedAt)
      const retryAfterMs = Math.ceil(Math.min(Math.max(outMs / 2, soonestMs), latestMs))
      throw new Refusal('DISCORD_UNAVAILABLE', { cause, values: { retryAfterMs } })
    }
    throw cause
  }

  return {
    watch(fresh) {
      client = fresh
      fresh.on(Events.GuildDelete, ({ id }) => {
        left.add(id)
        told.left(id)
      })
      fresh.on(Events.GuildUnavailable, ({ id }) => void outSince.set(id, now()))
      fresh.on(Events.GuildAvailable, ({ id }) => {
        outSince.delete(id)
        told.isThere(id)
      })
      fresh.on(Events.GuildCreate, ({ id }) => {
        left.delete(id)
        told.isThere(id)
      })
    },
    // A new session tells of the servers without saying which of them are new.
    hasLeft: (guildId) => left.has(guildId) && !client?.guilds.cache.has(guildId),
    keepInOutage: (chat) =>
      new Proxy(chat, {
        get(target, key) {
          const part: unknown = Reflect.get(target, key)
          if (typeof part !== 'function') return part
          return (...given: unknown[]) => {
            const result: unknown = part.apply(target, given)
            return result instanceof Promise ? result.catch(keep) : result
          }
        },
      }),
  }
}
