import type { PlannedChannel, PlannedOverwrite, PlannedPerson } from './guild-plan.ts'
import { bitsOf, type PermissionName } from './permissions.ts'
import { addChannel, createMember, overwriteOf, removeMember, roleNamed, userFor } from './plan.ts'
import { deleteChannel, tellOfChannel } from './routes/channels.ts'
import { setMember } from './routes/members.ts'
import { findChannel } from './state.ts'
import { deleteThread, setArchived } from './threads.ts'
import { type Guild, isoTime, isThread, type World } from './world.ts'

/** What the owner of a Discord server does while a bot is at work. Everything is told to the bot as Discord tells it. */
export interface Admin {
  addChannel(channel: PlannedChannel): string
  /** A channel with its threads, or one thread. */
  deleteChannel(channel: string): void
  /** Replaces what is allowed and denied to someone there. */
  overwrite(channel: string, overwrite: PlannedOverwrite): void
  /** Archives, locks, or both. */
  settle(thread: string, change: { archived?: boolean; locked?: boolean }): void
  /** Exactly these roles, by name. */
  setRoles(person: string, roles: string[]): void
  setRolePermissions(role: string, permissions: PermissionName[]): void
  /** Whoever had it has it no longer. */
  deleteRole(role: string): void
  /** Someone new, or someone who comes back. */
  join(person: PlannedPerson): void
  leave(person: string): void
  closeDms(person: string, closed: boolean): void
}

/** @throws Error naming what was not found */
export function createAdmin(world: World, guild: Guild): Admin {
  const idOf = (person: string) => {
    const id = world.names.get(person)
    if (id === undefined) throw new Error(`The sandbox has no person ${person}.`)
    return id
  }
  const memberOf = (person: string) => {
    const member = guild.members.get(idOf(person))
    if (member === undefined) throw new Error(`${person} is not in ${guild.name}.`)
    return member
  }
  return {
    addChannel: (planned) => {
      const category = planned.category === undefined ? null : findCategory(world, guild, planned.category)
      const channel = addChannel(world, guild, planned, category, world.channels.size, world.nextId())
      tellOfChannel(world, 'CHANNEL_CREATE', channel)
      return channel.id
    },
    deleteChannel: (name) => {
      const channel = findChannel(world, guild, name)
      if (isThread(channel)) deleteThread(world, channel)
      else deleteChannel(world, channel)
    },
    overwrite: (name, given) => {
      const channel = findChannel(world, guild, name)
      const overwrite = overwriteOf(world, guild, given)
      const others = (channel.wire.permission_overwrites ?? []).filter(({ id }) => id !== overwrite.id)
      channel.wire = { ...channel.wire, permission_overwrites: [...others, overwrite] }
      tellOfChannel(world, 'CHANNEL_UPDATE', channel)
    },
    settle: (name, change) => setArchived(world, findChannel(world, guild, name), change),
    setRoles: (person, roles) =>
      setMember(world, guild, { ...memberOf(person), roles: roles.map((name) => roleNamed(guild, name).id) }),
    setRolePermissions: (name, permissions) => {
      const role = { ...roleNamed(guild, name), permissions: String(bitsOf(permissions)) }
      guild.roles.set(role.id, role)
      world.emit({ name: 'GUILD_ROLE_UPDATE', data: { guild_id: guild.id, role }, guildId: guild.id })
    },
    deleteRole: (name) => {
      const { id } = roleNamed(guild, name)
      guild.roles.delete(id)
      for (const [userId, member] of guild.members)
        guild.members.set(userId, { ...member, roles: member.roles.filter((role) => role !== id) })
      world.emit({ name: 'GUILD_ROLE_DELETE', data: { guild_id: guild.id, role_id: id }, guildId: guild.id })
    },
    join: (person) => {
      const user = userFor(world, person)
      const roles = (person.roles ?? []).map((name) => roleNamed(guild, name).id)
      const member = createMember(user, roles, isoTime(world.now()))
      guild.members.set(user.id, member)
      world.emit({ name: 'GUILD_MEMBER_ADD', data: { ...member, guild_id: guild.id }, guildId: guild.id })
    },
    leave: (person) => {
      removeMember(world, guild, memberOf(person).user.id)
    },
    closeDms: (person, closed) => {
      const id = idOf(person)
      world.plannedPeople.set(id, { ...world.plannedPeople.get(id)!, dmsClosed: closed })
    },
  }
}

function findCategory(world: World, guild: Guild, name: string): string {
  const isIt = (type: number, given: string | undefined) => type === 4 && given === name
  const found = [...world.channels.values()].find(({ wire, guild: of }) => of === guild && isIt(wire.type, wire.name))
  if (found === undefined) throw new Error(`The sandbox has no category ${name}.`)
  return found.id
}
