import { DiscordError } from '../errors.ts'
import { applicationFlags } from '../gateway.ts'
import type { Grants } from '../intents.ts'
import { demandInGuild, guildPermissions, permissionBits } from '../permissions.ts'
import { addChannel } from '../plan.ts'
import { renderGuild } from '../render.ts'
import { type Call, type Route, reply } from '../router.ts'
import type { WireOverwrite, WireTag } from '../wire.ts'
import { isDm, isThread, type World } from '../world.ts'
import { tellOfChannel } from './channels.ts'
import { guildOf, memberOf } from './members.ts'

export interface AboutGateway {
  url: () => string
  totalStarts: number
  remainingStarts: () => number
  grants: Grants
}

export const guildRoutes = (about: AboutGateway): Route[] => [
  { method: 'GET', pattern: '/gateway', open: true, handler: () => ({ url: about.url() }) },
  { method: 'GET', pattern: '/gateway/bot', handler: () => gatewayBot(about) },
  { method: 'GET', pattern: '/users/@me', handler: ({ world }) => me(world) },
  { method: 'GET', pattern: '/users/@me/guilds', handler: ({ world }) => myGuilds(world) },
  { method: 'GET', pattern: '/users/:user', handler: user },
  { method: 'GET', pattern: '/applications/@me', handler: ({ world }) => application(world, about.grants) },
  { method: 'GET', pattern: '/oauth2/applications/@me', handler: ({ world }) => application(world, about.grants) },
  { method: 'GET', pattern: '/guilds/:guild', handler: (call) => renderGuild(guildOf(call)) },
  { method: 'GET', pattern: '/guilds/:guild/channels', handler: channels },
  { method: 'POST', pattern: '/guilds/:guild/channels', handler: createChannelHere },
  { method: 'GET', pattern: '/guilds/:guild/roles', handler: (call) => [...guildOf(call).roles.values()] },
  { method: 'GET', pattern: '/guilds/:guild/members', handler: members },
  { method: 'GET', pattern: '/guilds/:guild/members/search', handler: search },
  { method: 'GET', pattern: '/guilds/:guild/members/:user', handler: (call) => memberOf(call) },
]

function gatewayBot({ url, totalStarts, remainingStarts }: AboutGateway) {
  const start = { total: totalStarts, remaining: remainingStarts(), reset_after: 14_400_000, max_concurrency: 1 }
  return { url: url(), shards: 1, session_start_limit: start }
}

const me = (world: World) => ({
  ...world.bot,
  mfa_enabled: true,
  locale: 'en-US',
  premium_type: 0,
  email: null,
  verified: true,
})

function myGuilds(world: World) {
  const joined = [...world.guilds.values()].filter((guild) => guild.members.has(world.bot.id))
  return joined.map((guild) => ({
    id: guild.id,
    name: guild.name,
    icon: null,
    banner: null,
    owner: false,
    permissions: String(guildPermissions(guild, world.bot.id)),
    features: [],
  }))
}

function user({ world, params }: Call) {
  const found = world.users.get(params.user!)
  if (found === undefined) throw new DiscordError(10013)
  return found
}

function application(world: World, grants: Grants) {
  return {
    id: world.applicationId,
    name: world.bot.global_name ?? world.bot.username,
    icon: null,
    description: '',
    summary: '',
    type: null,
    bot: world.bot,
    bot_public: true,
    bot_require_code_grant: false,
    is_monetized: false,
    is_verified: false,
    is_discoverable: false,
    hook: true,
    verify_key: '0'.repeat(64),
    flags: applicationFlags(grants),
    flags_new: String(applicationFlags(grants)),
    role_connections_verification_url: null,
    eligible_oauth2_scopes: [],
    approximate_user_authorization_count: 0,
    redirect_uris: [],
    interactions_endpoint_url: null,
    owner: world.bot,
    team: null,
    approximate_guild_count: world.guilds.size,
    approximate_user_install_count: 0,
    explicit_content_filter: 0,
  }
}

function channels(call: Call) {
  const guild = guildOf(call)
  const found = [...call.world.channels.values()].filter((channel) => channel.guild === guild)
  return found.filter((channel) => !isThread(channel) && !isDm(channel)).map((channel) => channel.wire)
}

interface ChannelInput {
  name: string
  type?: number
  topic?: string
  parent_id?: string
  permission_overwrites?: WireOverwrite[]
  available_tags?: WireTag[]
}

function createChannelHere(call: Call) {
  const { world } = call
  const guild = guildOf(call)
  demandInGuild(world, guild, permissionBits.ManageChannels)
  const input = call.body as ChannelInput
  if (typeof input.name !== 'string' || input.name === '') throw new DiscordError(50035)
  const type = input.type === 15 ? 'forum' : input.type === 5 ? 'announcement' : 'text'
  const planned = { name: input.name, type, ...(input.topic ? { topic: input.topic } : {}) } as const
  const tags = (input.available_tags ?? []).map((tag) => ({ name: tag.name }))
  const channel = addChannel(world, guild, { ...planned, tags }, input.parent_id ?? null, 99, world.nextId())
  if (input.type === 4) channel.wire.type = 4
  channel.wire.permission_overwrites = input.permission_overwrites ?? []
  tellOfChannel(world, 'CHANNEL_CREATE', channel)
  return reply(201, channel.wire)
}

function members(call: Call) {
  const { query } = call
  const after = BigInt(query.get('after') ?? 0)
  const limit = Math.min(Number(query.get('limit') ?? 1), 1000)
  const all = [...guildOf(call).members.values()].filter(({ user }) => BigInt(user.id) > after)
  return all.sort((a, b) => (BigInt(a.user.id) < BigInt(b.user.id) ? -1 : 1)).slice(0, limit)
}

function search(call: Call) {
  const wanted = (call.query.get('query') ?? '').toLowerCase()
  const limit = Math.min(Number(call.query.get('limit') ?? 1), 1000)
  const startsSo = (name: string | null) => name?.toLowerCase().startsWith(wanted) === true
  const found = [...guildOf(call).members.values()].filter(
    ({ user, nick }) => startsSo(user.username) || startsSo(user.global_name) || startsSo(nick),
  )
  return found.slice(0, limit)
}
