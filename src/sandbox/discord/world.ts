import type { GuildPlan, PlannedPerson } from './api.ts'
import { DiscordError } from './errors.ts'
import type { Interaction } from './interaction.ts'
import { createPlannedIds, createSnowflakes } from './snowflake.ts'
import type { WireChannel, WireCommand, WireMember, WireMessage, WireRole, WireThreadMember, WireUser } from './wire.ts'

export interface Guild {
  id: string
  name: string
  plan: GuildPlan
  ownerId: string
  roles: Map<string, WireRole>
  members: Map<string, WireMember>
  commands: Map<string, WireCommand>
  /** By user id. */
  bans: Map<string, { user: WireUser; reason: string | null }>
  /** False during an outage. */
  available: boolean
  botJoinedAt: string
  systemChannelId: string | null
}

export interface Channel {
  id: string
  wire: WireChannel
  guild: Guild | undefined
  /** In the order of their ids. */
  messages: Map<string, Stored>
  /** Threads only. */
  members: Map<string, WireThreadMember>
  /** Threads only: Unix milliseconds, for archiving by inactivity. */
  activeAt: number
}

export interface Stored {
  /** Without what depends on the viewer or on other messages; render.ts adds that. */
  wire: WireMessage
  channel: Channel
  /** Ephemeral: the one person who sees it. */
  onlyFor?: string
  /** User ids that were really called. */
  pinged: string[]
  /** By emoji, as in the path of its route. */
  reactors: Map<string, Set<string>>
  pinnedAt?: string
  /** The one person has put it away. */
  dismissed?: true
}

export interface StoredFile {
  id: string
  channelId: string
  name: string
  contentType: string
  data: Uint8Array
}

export interface Dispatch {
  name: string
  data: unknown
  guildId?: string
  channelId?: string
  onlyFor?: string
  /** For people's pages, not for the bot's gateway. */
  notForBot?: boolean
}

export interface Webhook {
  id: string
  token: string
  channelId: string
  name: string
  guildId: string
}

/** All that the sandbox knows. Modules beside this one change it; nothing else does. */
export interface World {
  now: () => number
  /** Where attachment addresses lead; set when the server listens. */
  cdnHost: string
  maxFileBytes: number
  answerWithinMs: number
  nextId: () => string
  plannedId: () => string
  bot: WireUser
  applicationId: string
  token: string
  users: Map<string, WireUser>
  /** User ids by user name. */
  names: Map<string, string>
  plannedPeople: Map<string, PlannedPerson>
  guilds: Map<string, Guild>
  /** Threads and direct messages included. */
  channels: Map<string, Channel>
  /** Direct messages with the bot, by user id. */
  directs: Map<string, Channel>
  messages: Map<string, Stored>
  files: Map<string, StoredFile>
  commands: Map<string, WireCommand>
  /** By token. */
  interactions: Map<string, Interaction>
  webhooks: Map<string, Webhook>
  /** Message ids by channel and nonce, with the Unix milliseconds of sending. */
  nonces: Map<string, { messageId: string; at: number }>
  openModals: Map<string, { interactionId: string; token: string }>
  listeners: Set<(dispatch: Dispatch) => void>
  emit(dispatch: Dispatch): void
}

export function createWorld(options: { now: () => number; maxFileBytes: number; answerWithinMs: number }): World {
  const plannedId = createPlannedIds()
  const botId = plannedId()
  const listeners = new Set<(dispatch: Dispatch) => void>()
  const bot = createUser(botId, { name: 'bee', displayName: 'Bee', bot: true })
  return {
    ...options,
    cdnHost: '',
    nextId: createSnowflakes(options.now),
    plannedId,
    bot,
    applicationId: botId,
    token: sandboxToken(botId),
    users: new Map([[botId, bot]]),
    names: new Map(),
    plannedPeople: new Map(),
    guilds: new Map(),
    channels: new Map(),
    directs: new Map(),
    messages: new Map(),
    files: new Map(),
    commands: new Map(),
    interactions: new Map(),
    webhooks: new Map(),
    nonces: new Map(),
    openModals: new Map(),
    listeners,
    emit: (dispatch) => {
      for (const listener of listeners) listener(dispatch)
    },
  }
}

/** In the shape of a real token, and clearly none. */
function sandboxToken(botId: string): string {
  return `${Buffer.from(botId).toString('base64url')}.sandbx.${'not-a-real-discord-token'.padEnd(38, '0')}`
}

export function createUser(id: string, person: { name: string; displayName?: string; bot?: boolean }): WireUser {
  return {
    id,
    username: person.name,
    global_name: person.bot ? null : (person.displayName ?? person.name),
    discriminator: person.bot ? '4207' : '0',
    avatar: null,
    ...(person.bot ? { bot: true } : {}),
    public_flags: 0,
    flags: 0,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
    clan: null,
  }
}

export function createChannel(world: World, wire: WireChannel, guild: Guild | undefined): Channel {
  const channel: Channel = {
    id: wire.id,
    wire,
    guild,
    messages: new Map(),
    members: new Map(),
    activeAt: world.now(),
  }
  world.channels.set(wire.id, channel)
  return channel
}

export const isThread = (channel: Channel) => channel.wire.type >= 10 && channel.wire.type <= 12
export const isForum = (channel: Channel) => channel.wire.type === 15 || channel.wire.type === 16
export const isDm = (channel: Channel) => channel.wire.type === 1
export const holdsMessages = (channel: Channel) => !isForum(channel) && channel.wire.type !== 4

export const isoTime = (at: number) => new Date(at).toISOString().replace('Z', '000+00:00')

/** @throws DiscordError 10003 */
export function channelById(world: World, id: string): Channel {
  const channel = world.channels.get(id)
  if (channel === undefined) throw new DiscordError(10003)
  return channel
}

/** @throws DiscordError 10008 */
export function messageIn(channel: Channel, id: string): Stored {
  const stored = channel.messages.get(id)
  if (stored === undefined) throw new DiscordError(10008)
  return stored
}

/** @throws DiscordError 10004 */
export function guildById(world: World, id: string): Guild {
  const guild = world.guilds.get(id)
  if (guild === undefined || !guild.members.has(world.bot.id)) throw new DiscordError(10004)
  return guild
}

/** The channel that permissions and overwrites come from: a thread's parent, or itself. */
export function parentOf(world: World, channel: Channel): Channel {
  if (!isThread(channel)) return channel
  return world.channels.get(channel.wire.parent_id ?? '') ?? channel
}

/** The direct messages between the bot and a person; made when first wanted. */
export function directChannel(world: World, userId: string): Channel {
  const known = world.directs.get(userId)
  if (known !== undefined) return known
  const user = world.users.get(userId)
  if (user === undefined || userId === world.bot.id) throw new DiscordError(50033)
  const wire = { id: world.nextId(), type: 1, flags: 0, last_message_id: null, recipients: [user] }
  const channel = createChannel(world, wire, undefined)
  world.directs.set(userId, channel)
  return channel
}
