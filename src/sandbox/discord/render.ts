import { canSee } from './permissions.ts'
import type { WireChannel, WireMember, WireMessage, WireReaction } from './wire.ts'
import { type Channel, type Guild, isDm, isThread, type Stored, type World } from './world.ts'

/** A message as REST shows it to one viewer. */
export function renderMessage(world: World, stored: Stored, viewerId = world.bot.id, depth = 0): WireMessage {
  const { wire, channel } = stored
  const message: WireMessage = { ...wire, pinned: stored.pinnedAt !== undefined }
  const reactions = renderReactions(stored, viewerId)
  if (reactions.length > 0) message.reactions = reactions
  const thread = world.channels.get(wire.id)
  if (thread !== undefined && isThread(thread) && thread.wire.parent_id === channel.id) {
    message.thread = renderChannel(thread)
    message.flags |= 32
  }
  const { message_id: referredId, channel_id: referredIn, type = 0 } = wire.message_reference ?? {}
  if (referredId !== undefined && type === 0 && depth === 0 && (wire.type === 19 || wire.type === 21)) {
    const referred = world.channels.get(referredIn ?? '')?.messages.get(referredId)
    // What only one person sees is not shown to others by way of an answer to it.
    const isHidden = referred?.onlyFor !== undefined && referred.onlyFor !== stored.onlyFor
    message.referenced_message = referred === undefined || isHidden ? null : renderMessage(world, referred, viewerId, 1)
  }
  return message
}

/** The same as the gateway sends it, with the guild and the author's member. */
export function dispatchedMessage(world: World, stored: Stored): WireMessage & { member?: Omit<WireMember, 'user'> } {
  const message = renderMessage(world, stored)
  const { guild } = stored.channel
  if (guild === undefined) return { ...message, channel_type: 1 }
  const member = guild.members.get(message.author.id)
  return {
    ...message,
    channel_type: stored.channel.wire.type,
    guild_id: guild.id,
    mentions: message.mentions.map((user) => withMember(guild, user)),
    ...(member === undefined || message.webhook_id !== undefined ? {} : { member: withoutUser(member) }),
  }
}

function withMember<User extends { id: string }>(guild: Guild, user: User): User {
  const member = guild.members.get(user.id)
  return member === undefined ? user : { ...user, member: withoutUser(member) }
}

export function withoutUser(member: WireMember): Omit<WireMember, 'user'> {
  const { user: _, ...rest } = member
  return rest
}

function renderReactions(stored: Stored, viewerId: string): WireReaction[] {
  return [...stored.reactors].map(([emoji, users]) => ({
    count: users.size,
    count_details: { burst: 0, normal: users.size },
    burst_colors: [],
    me: users.has(viewerId),
    me_burst: false,
    emoji: emojiOf(emoji),
  }))
}

/** `name:id` for a guild's own emoji, the character itself otherwise. */
export function emojiOf(key: string): { id: string | null; name: string } {
  const [name = '', id] = key.split(':')
  return id === undefined ? { id: null, name: key } : { id, name }
}

/** A channel as its own route and CHANNEL_* show it; a thread with the viewer's membership where asked. */
export function renderChannel(channel: Channel, memberId?: string): WireChannel {
  if (!isThread(channel)) return { ...channel.wire }
  const member = memberId === undefined ? undefined : channel.members.get(memberId)
  return {
    ...channel.wire,
    member_count: Math.min(channel.members.size, 50),
    ...(member === undefined ? {} : { member }),
  }
}

export function renderGuild(guild: Guild) {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    features: ['COMMUNITY', 'NEWS'],
    banner: null,
    owner_id: guild.ownerId,
    application_id: null,
    region: 'rotterdam',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: guild.systemChannelId,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 1,
    roles: [...guild.roles.values()],
    default_message_notifications: 1,
    mfa_level: 0,
    explicit_content_filter: 2,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    preferred_locale: 'en-US',
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    emojis: [],
    stickers: [],
    incidents_data: null,
    approximate_member_count: guild.members.size,
    approximate_presence_count: guild.members.size,
    hub_type: null,
    latest_onboarding_question_id: null,
  }
}

/** What GUILD_CREATE says to the bot. Members are only the bot itself, unless presences are granted and asked for. */
export function guildCreate(world: World, guild: Guild, allMembers: boolean) {
  const channels = [...world.channels.values()].filter((channel) => channel.guild === guild)
  const threads = channels.filter(
    (channel) => isThread(channel) && !channel.wire.thread_metadata?.archived && canSee(world, world.bot.id, channel),
  )
  const members = [...guild.members.values()]
  return {
    ...renderGuild(guild),
    joined_at: guild.botJoinedAt,
    large: members.length > 50,
    unavailable: false,
    member_count: members.length,
    voice_states: [],
    members: allMembers ? members : members.filter((member) => member.user.id === world.bot.id),
    channels: channels.filter((channel) => !isThread(channel) && !isDm(channel)).map((channel) => channel.wire),
    threads: threads.map((thread) => renderChannel(thread, world.bot.id)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}
