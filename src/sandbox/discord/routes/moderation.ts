import { DiscordError } from '../errors.ts'
import { demandInGuild, permissionBits, topRole } from '../permissions.ts'
import { addRole, removeMember } from '../plan.ts'
import type { Call, Route } from '../router.ts'
import { check, checkText, fieldsOf } from '../validate/shape.ts'
import type { WireMember, WireRole } from '../wire.ts'
import type { Guild, World } from '../world.ts'
import { guildOf, memberOf, setMember } from './members.ts'

/** Roles, time-outs, kicks and bans. */
export const moderationRoutes: Route[] = [
  { method: 'PATCH', pattern: '/guilds/:guild/members/:user', handler: changeMember },
  { method: 'DELETE', pattern: '/guilds/:guild/members/:user', handler: kick },
  { method: 'PUT', pattern: '/guilds/:guild/members/:user/roles/:role', handler: (call) => setRole(call, true) },
  { method: 'DELETE', pattern: '/guilds/:guild/members/:user/roles/:role', handler: (call) => setRole(call, false) },
  { method: 'POST', pattern: '/guilds/:guild/roles', handler: createRole },
  { method: 'PATCH', pattern: '/guilds/:guild/roles/:role', handler: changeRole },
  { method: 'GET', pattern: '/guilds/:guild/bans', handler: (call) => [...guildOf(call).bans.values()] },
  { method: 'GET', pattern: '/guilds/:guild/bans/:user', handler: readBan },
  { method: 'PUT', pattern: '/guilds/:guild/bans/:user', handler: ban },
  { method: 'DELETE', pattern: '/guilds/:guild/bans/:user', handler: unban },
]

/** Nobody touches the owner, or someone whose highest role is not below their own. @throws DiscordError 50013 */
function demandAbove(world: World, guild: Guild, member: WireMember): void {
  const own = guild.members.get(world.bot.id)!
  if (member.user.id === guild.ownerId || topRole(guild, member) >= topRole(guild, own)) throw new DiscordError(50013)
}

const longestTimeoutMs = 28 * 86_400_000

function changeMember(call: Call) {
  const { world } = call
  const guild = guildOf(call)
  const member = memberOf(call)
  const change = call.body as { nick?: string | null; roles?: string[]; communication_disabled_until?: string | null }
  const isOwn = member.user.id === world.bot.id
  if (change.nick !== undefined && !isOwn) demandInGuild(world, guild, permissionBits.ManageNicknames)
  if (change.roles !== undefined) demandInGuild(world, guild, permissionBits.ManageRoles)
  const until = change.communication_disabled_until
  if (until !== undefined) {
    demandInGuild(world, guild, permissionBits.ModerateMembers)
    demandAbove(world, guild, member)
    check((checking) => {
      const isFit = until === null || Date.parse(until) - world.now() <= longestTimeoutMs
      if (!isFit) checking.say('communication_disabled_until', 'BASE_TYPE_BAD_TIME', 'At most 28 days from now.')
    })
  }
  const { nick = member.nick, roles = member.roles } = change
  const timeout = until === undefined ? member.communication_disabled_until : until
  const changed = { ...member, nick, roles, communication_disabled_until: timeout }
  setMember(world, guild, changed)
  return changed
}

function setRole(call: Call, has: boolean): void {
  const { world, params } = call
  const guild = guildOf(call)
  const member = memberOf(call)
  const role = roleOf(guild, params.role!)
  demandInGuild(world, guild, permissionBits.ManageRoles)
  const own = topRole(guild, guild.members.get(world.bot.id)!)
  if (role.position >= own || role.managed) throw new DiscordError(50013)
  const others = member.roles.filter((id) => id !== role.id)
  setMember(world, guild, { ...member, roles: has ? [...others, role.id] : others })
}

function roleOf(guild: Guild, id: string): WireRole {
  const role = guild.roles.get(id)
  if (role === undefined) throw new DiscordError(10011)
  return role
}

interface RoleInput {
  name?: string
  permissions?: string
  color?: number
  colors?: { primary_color?: number }
  hoist?: boolean
  mentionable?: boolean
}

function createRole(call: Call) {
  const guild = guildOf(call)
  demandInGuild(call.world, guild, permissionBits.ManageRoles)
  const input = call.body as RoleInput
  check((checking) => checkText(checking, 'name', fieldsOf(call.body).name, { max: 100 }))
  const role = { ...addRole(call.world, guild, { name: input.name ?? 'new role' }, 1), ...looksOf(input) }
  guild.roles.set(role.id, role)
  call.world.emit({ name: 'GUILD_ROLE_CREATE', data: { guild_id: guild.id, role }, guildId: guild.id })
  return role
}

function changeRole(call: Call) {
  const guild = guildOf(call)
  demandInGuild(call.world, guild, permissionBits.ManageRoles)
  const known = roleOf(guild, call.params.role!)
  if (known.position >= topRole(guild, guild.members.get(call.world.bot.id)!)) throw new DiscordError(50013)
  const input = call.body as RoleInput
  const role = { ...known, ...(input.name === undefined ? {} : { name: input.name }), ...looksOf(input) }
  guild.roles.set(role.id, role)
  call.world.emit({ name: 'GUILD_ROLE_UPDATE', data: { guild_id: guild.id, role }, guildId: guild.id })
  return role
}

function looksOf(input: RoleInput): Partial<WireRole> {
  const color = input.colors?.primary_color ?? input.color
  return {
    ...(input.permissions === undefined ? {} : { permissions: String(input.permissions) }),
    ...(input.hoist === undefined ? {} : { hoist: input.hoist }),
    ...(input.mentionable === undefined ? {} : { mentionable: input.mentionable }),
    ...(color === undefined
      ? {}
      : { color, colors: { primary_color: color, secondary_color: null, tertiary_color: null } }),
  }
}

function kick(call: Call): void {
  const guild = guildOf(call)
  demandInGuild(call.world, guild, permissionBits.KickMembers)
  const member = memberOf(call)
  demandAbove(call.world, guild, member)
  removeMember(call.world, guild, member.user.id)
}

function ban(call: Call): void {
  const { world, params, reason } = call
  const guild = guildOf(call)
  demandInGuild(world, guild, permissionBits.BanMembers)
  const user = world.users.get(params.user!)
  if (user === undefined) throw new DiscordError(10013)
  const member = guild.members.get(user.id)
  if (member !== undefined) demandAbove(world, guild, member)
  guild.bans.set(user.id, { user, reason: reason ?? null })
  world.emit({ name: 'GUILD_BAN_ADD', data: { guild_id: guild.id, user }, guildId: guild.id })
  if (member !== undefined) removeMember(world, guild, user.id)
}

function unban(call: Call): void {
  const { world, params } = call
  const guild = guildOf(call)
  demandInGuild(world, guild, permissionBits.BanMembers)
  const found = readBan(call)
  guild.bans.delete(params.user!)
  world.emit({ name: 'GUILD_BAN_REMOVE', data: { guild_id: guild.id, user: found.user }, guildId: guild.id })
}

function readBan(call: Call) {
  const found = guildOf(call).bans.get(call.params.user!)
  if (found === undefined) throw new DiscordError(10026)
  return found
}
