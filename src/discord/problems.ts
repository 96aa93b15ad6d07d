import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from 'discord.js'
import { Refusal } from '../errors.ts'

/** Turns what Discord's client throws into Bee's own words. A defect of ours stays what it is. */
export function translate(cause: unknown, channelId?: string): never {
  if (cause instanceof DiscordAPIError) throw refusalOf(cause, channelId)
  if (cause instanceof HTTPError || cause instanceof RateLimitError || isNetwork(cause)) {
    throw new Refusal('DISCORD_UNAVAILABLE', { cause })
  }
  throw cause
}

/**
 * For a look-up without which Bee can go on: what Discord refuses to show, or does not know, counts as nothing.
 *
 * @throws Refusal DISCORD_UNAVAILABLE when it does not answer, and what is no answer of Discord's.
 */
export function nothingIfRefused(cause: unknown): undefined {
  if (cause instanceof DiscordAPIError && refusalOf(cause, undefined).code !== 'DISCORD_UNAVAILABLE') return undefined
  return translate(cause)
}

/** Whether Discord answered with this error code (discord.com/developers/docs/topics/opcodes-and-status-codes, "JSON"). */
export const isCode = (cause: unknown, code: RESTJSONErrorCodes): boolean =>
  cause instanceof DiscordAPIError && Number(cause.code) === code

/** Their settings refuse private messages, or they have left every server that Bee is in. */
const privateRefused = new Set([50007, 50278])

function refusalOf(cause: DiscordAPIError, channelId: string | undefined): Refusal {
  const channel = channelId === undefined ? 'that channel' : `<#${channelId}>`
  switch (Number(cause.code)) {
    case RESTJSONErrorCodes.UnknownChannel:
    case RESTJSONErrorCodes.UnknownGuild:
      return new Refusal('CHANNEL_GONE', { cause })
    case RESTJSONErrorCodes.MissingAccess:
    case RESTJSONErrorCodes.MissingPermissions:
    case RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel:
      return new Refusal('CHANNEL_FORBIDDEN', { cause, values: { channel } })
  }
  if (privateRefused.has(Number(cause.code))) return new Refusal('DM_CLOSED', { cause })
  if (cause.status >= 500 || cause.status === 429 || cause.status === 401)
    return new Refusal('DISCORD_UNAVAILABLE', { cause })
  return new Refusal('DISCORD_REFUSED', {
    cause,
    values: { reason: cause.rawError && 'message' in cause.rawError ? cause.rawError.message : 'unknown' },
  })
}

const networkCodes = /^(E(CONN|PIPE|HOST|NET|TIMEDOUT|AI_AGAIN|NOTFOUND)|UND_ERR_)/

function isNetwork(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false
  if (cause.name === 'AbortError' || cause.name === 'TimeoutError') return true
  const code = (cause as { code?: unknown }).code ?? (cause.cause as { code?: unknown } | undefined)?.code
  return typeof code === 'string' && networkCodes.test(code)
}
