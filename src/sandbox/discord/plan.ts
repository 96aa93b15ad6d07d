import type { GuildPlan, PlannedChannel, PlannedHolder, PlannedOverwrite, PlannedPerson, PlannedRole } from './api.ts'
import { bitsOf, usualForBee, usualForEveryone } from './permissions.ts'
import type { WireMember, WireOverwrite, WireRole, WireUser } from './wire.ts'
import { createChannel, createUser, type Guild, isoTime, type World } from './world.ts'

/**
 * Makes a guild as planned, with ids that are the same for the same plan.
 * @throws Error naming what the plan names and does not have
 */
export function buildGuild(world: World, plan: GuildPlan): Guild {
  const id = world.plannedId()
  const createdAt = isoTime(Date.UTC(2024, 5, 1))
  const guild: Guild = {
    id,
    name: plan.name,
    plan,
    ownerId: '',
    roles: new Map(),
    members: new Map(),
    commands: new Map(),
    bans: new Map(),
    available: true,
    botJoinedAt: createdAt,
    systemChannelId: null,
  }
  guild.roles.set(id, createRole(id, { name: '@everyone', permissions: plan.everyone ?? usualForEveryone }, 0))
  const botRole = createRole(world.plannedId(), { name: world.bot.username, ...permissionsOf(plan) }, 1)
  guild.roles.set(botRole.id, { ...botRole, managed: true, tags: { bot_id: world.bot.id } })
  const planned = plan.roles ?? []
  planned.forEach((role, at) => {
    const roleId = world.plannedId()
    // Above the bot's own role stands the first role of the plan, as in a server where staff comes first.
    guild.roles.set(roleId, createRole(roleId, role, planned.length + 1 - at))
  })

  const botRoles = [botRole.id, ...(plan.bot?.roles ?? []).map((name) => roleNamed(guild, name).id)]
  guild.members.set(world.bot.id, createMember(world.bot, botRoles, createdAt))
  for (const person of plan.people) {
    const user = userFor(world, person)
    const roles = (person.roles ?? []).map((name) => roleNamed(guild, name).id)
    guild.members.set(user.id, createMember(user, roles, createdAt))
  }
  guild.ownerId = plan.owner === undefined ? world.plannedId() : personNamed(world, plan.owner)
  world.guilds.set(id, guild)
  buildChannels(world, guild)
  return guild
}

const permissionsOf = (plan: GuildPlan): Pick<PlannedRole, 'permissions'> => ({
  permissions: plan.bot?.permissions ?? usualForBee,
})

/** A role that appears later. Those at its position and above move up. */
export function addRole(world: World, guild: Guild, role: PlannedRole, position: number): WireRole {
  for (const [id, other] of guild.roles) {
    if (other.position >= position) guild.roles.set(id, { ...other, position: other.position + 1 })
  }
  return createRole(world.nextId(), role, position)
}

/** Someone leaves, is kicked or banned: gone from the guild and its threads. */
export function removeMember(world: World, guild: Guild, userId: string): void {
  guild.members.delete(userId)
  for (const channel of world.channels.values()) if (channel.guild === guild) channel.members.delete(userId)
  const user = world.users.get(userId)
  world.emit({ name: 'GUILD_MEMBER_REMOVE', data: { guild_id: guild.id, user }, guildId: guild.id })
}

function createRole(id: string, role: PlannedRole, position: number): WireRole {
  return {
    id,
    name: role.name,
    description: null,
    color: role.colour ?? 0,
    colors: { primary_color: role.colour ?? 0, secondary_color: null, tertiary_color: null },
    hoist: role.hoist ?? false,
    icon: null,
    unicode_emoji: null,
    position,
    permissions: String(bitsOf(role.permissions ?? [])),
    managed: false,
    mentionable: role.mentionable ?? false,
    flags: 0,
  }
}

export function createMember(user: WireUser, roles: string[], joinedAt: string): WireMember {
  return {
    user,
    nick: null,
    avatar: null,
    banner: null,
    roles,
    joined_at: joinedAt,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
  }
}

/** The Discord user of that name; made when first named. */
export function userFor(world: World, person: PlannedPerson): WireUser {
  const known = world.names.get(person.name)
  if (known !== undefined) return world.users.get(known)!
  const user = createUser(world.plannedId(), person)
  world.users.set(user.id, user)
  world.names.set(person.name, user.id)
  world.plannedPeople.set(user.id, person)
  return user
}

function personNamed(world: World, name: string): string {
  const id = world.names.get(name)
  if (id === undefined) throw new Error(`The guild plan names ${name}, who is not among its people.`)
  return id
}

export function roleNamed(guild: Guild, name: string): WireRole {
  const role = [...guild.roles.values()].find((role) => role.name === name)
  if (role === undefined) throw new Error(`The guild plan names the role ${name}, which it does not have.`)
  return role
}

function buildChannels(world: World, guild: Guild): void {
  const categories = new Map<string, string>()
  const channels = guild.plan.channels
  for (const [at, planned] of channels.entries()) {
    if (planned.category !== undefined && !categories.has(planned.category)) {
      const id = world.plannedId()
      categories.set(planned.category, id)
      const wire = { id, type: 4, flags: 0, guild_id: guild.id, name: planned.category, position: categories.size }
      createChannel(world, { ...wire, parent_id: null, permission_overwrites: [], nsfw: false }, guild)
    }
    const parentId = planned.category === undefined ? null : categories.get(planned.category)!
    addChannel(world, guild, planned, parentId, at, world.plannedId())
  }
}

/** Adds a channel of the plan, or one that appears later. */
export function addChannel(
  world: World,
  guild: Guild,
  planned: PlannedChannel,
  parentId: string | null,
  position: number,
  id: string,
) {
  const type = { text: 0, announcement: 5, forum: 15 }[planned.type ?? 'text']
  const forum = {
    available_tags: (planned.tags ?? []).map((tag) => ({
      id: world.plannedId(),
      name: tag.name,
      moderated: tag.moderated ?? false,
      emoji_id: null,
      emoji_name: tag.emoji ?? null,
    })),
    default_reaction_emoji: null,
    default_sort_order: null,
    default_forum_layout: 0,
  }
  const wire = {
    id,
    type,
    flags: planned.requireTag ? 1 << 4 : 0,
    guild_id: guild.id,
    name: planned.name,
    topic: planned.topic ?? null,
    position,
    parent_id: parentId,
    nsfw: false,
    rate_limit_per_user: 0,
    permission_overwrites: overwritesOf(world, guild, planned),
    last_message_id: null,
    ...(type === 15 ? forum : { last_pin_timestamp: null }),
  }
  if (planned.name === 'general') guild.systemChannelId = id
  return createChannel(world, wire, guild)
}

function overwritesOf(world: World, guild: Guild, planned: PlannedChannel): WireOverwrite[] {
  const list = (planned.overwrites ?? []).map((overwrite) => overwriteOf(world, guild, overwrite))
  if (planned.privateTo === undefined) return list
  const privately: PlannedOverwrite[] = [
    { for: 'everyone', deny: ['ViewChannel'] },
    { for: 'bot', allow: ['ViewChannel'] },
    ...planned.privateTo.map((role): PlannedOverwrite => ({ for: { role }, allow: ['ViewChannel'] })),
  ]
  const derived = privately.map((overwrite) => overwriteOf(world, guild, overwrite))
  return [...list, ...derived.filter((overwrite) => !list.some((given) => given.id === overwrite.id))]
}

export function overwriteOf(world: World, guild: Guild, overwrite: PlannedOverwrite): WireOverwrite {
  const { id, type } = holderOf(world, guild, overwrite.for)
  return { id, type, allow: String(bitsOf(overwrite.allow ?? [])), deny: String(bitsOf(overwrite.deny ?? [])) }
}

function holderOf(world: World, guild: Guild, holder: PlannedHolder): { id: string; type: number } {
  if (holder === 'everyone') return { id: guild.id, type: 0 }
  if (holder === 'bot') return { id: world.bot.id, type: 1 }
  if ('role' in holder) return { id: roleNamed(guild, holder.role).id, type: 0 }
  return { id: personNamed(world, holder.person), type: 1 }
}
