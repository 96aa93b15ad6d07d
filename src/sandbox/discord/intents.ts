import { canSee } from './permissions.ts'
import type { WireMessage } from './wire.ts'
import type { Dispatch, World } from './world.ts'

/** @see https://discord.com/developers/docs/events/gateway#list-of-intents */
export const intentBits = {
  guilds: 1 << 0,
  members: 1 << 1,
  moderation: 1 << 2,
  presences: 1 << 8,
  messages: 1 << 9,
  reactions: 1 << 10,
  typing: 1 << 11,
  directMessages: 1 << 12,
  directReactions: 1 << 13,
  directTyping: 1 << 14,
  messageContent: 1 << 15,
}

/** Every bit that Discord knows today; another one is 4013. */
export const knownIntents = ((1 << 17) - 1) | (0b11 << 20) | (0b11 << 24)

/** Which privileged intents the developer portal grants. */
export interface Grants {
  messageContent: boolean
  members: boolean
  presences: boolean
}

export function isDisallowed(intents: number, grants: Grants): boolean {
  const { members, presences, messageContent } = intentBits
  const asked = (bit: number) => (intents & bit) !== 0
  return (
    (asked(members) && !grants.members) ||
    (asked(presences) && !grants.presences) ||
    (asked(messageContent) && !grants.messageContent)
  )
}

/** The data a bot with these intents is sent for a change; undefined when it is sent nothing. */
export function forBot(world: World, dispatch: Dispatch, intents: number): unknown {
  if (dispatch.onlyFor !== undefined || dispatch.notForBot === true) return undefined
  const { name, data } = dispatch
  if (!isWanted(world, dispatch, intents)) return undefined
  if (dispatch.guildId !== undefined && !isReachable(world, dispatch)) return undefined
  if (name !== 'MESSAGE_CREATE' && name !== 'MESSAGE_UPDATE') return data
  return (intents & intentBits.messageContent) !== 0 ? data : withoutContent(world, data as WireMessage)
}

function isWanted(world: World, dispatch: Dispatch, intents: number): boolean {
  const { name, guildId, data } = dispatch
  const has = (bit: number) => (intents & bit) !== 0
  const inGuild = guildId !== undefined
  if (name === 'INTERACTION_CREATE' || name === 'USER_UPDATE') return true
  if (name.startsWith('MESSAGE_REACTION')) return has(inGuild ? intentBits.reactions : intentBits.directReactions)
  if (name.startsWith('MESSAGE_')) return has(inGuild ? intentBits.messages : intentBits.directMessages)
  if (name === 'TYPING_START') return has(inGuild ? intentBits.typing : intentBits.directTyping)
  if (name === 'CHANNEL_PINS_UPDATE') return has(inGuild ? intentBits.guilds : intentBits.directMessages)
  if (name.startsWith('GUILD_MEMBER_')) return has(intentBits.members) || isAbout(data, world.bot.id)
  if (name.startsWith('GUILD_BAN_')) return has(intentBits.moderation)
  if (name === 'THREAD_MEMBERS_UPDATE') {
    return has(intentBits.guilds) && (has(intentBits.members) || JSON.stringify(data).includes(world.bot.id))
  }
  return has(intentBits.guilds)
}

const isAbout = (data: unknown, userId: string) => (data as { user?: { id: string } }).user?.id === userId

function isReachable(world: World, dispatch: Dispatch): boolean {
  const guild = world.guilds.get(dispatch.guildId!)
  if (dispatch.name === 'GUILD_DELETE') return true
  if (guild === undefined || !guild.available || !guild.members.has(world.bot.id)) return false
  // Channels are told of even when they are hidden; what happens in them is not.
  if (dispatch.name.startsWith('CHANNEL_') || dispatch.name === 'INTERACTION_CREATE') return true
  const channel = dispatch.channelId === undefined ? undefined : world.channels.get(dispatch.channelId)
  return channel === undefined || canSee(world, world.bot.id, channel)
}

/** What a bot without the message content intent is left with, except in its own messages, where it is mentioned, and in private. */
export function withoutContent(world: World, message: WireMessage): WireMessage {
  const channel = world.channels.get(message.channel_id)
  const isOwn = message.author.id === world.bot.id || message.application_id === world.applicationId
  const calls = message.mentions.some((user) => user.id === world.bot.id)
  const referred = message.referenced_message
  const withReferred = referred ? { ...message, referenced_message: withoutContent(world, referred) } : message
  if (isOwn || calls || channel?.guild === undefined) return withReferred
  return { ...withReferred, content: '', embeds: [], attachments: [], components: [] }
}
