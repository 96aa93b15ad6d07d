import type { SandboxState } from './api.ts'
import type { RateLimits } from './rate-limits.ts'
import { renderChannel, renderMessage } from './render.ts'
import { type Channel, type Guild, isDm, isThread, type Stored, type World } from './world.ts'

/** The view from above that tests and the page have. @throws Error naming what was not found, in every reader */
export function createState(world: World, firstGuild: Guild, limits: RateLimits): SandboxState {
  const guildNamed = (name?: string) =>
    name === undefined
      ? firstGuild
      : found(
          [...world.guilds.values()].find((guild) => guild.name === name),
          `guild ${name}`,
        )
  const stored = (id: string): Stored => found(world.messages.get(id), `message ${id}`)
  const messages = (channel: Channel) =>
    [...channel.messages.values()].filter(({ onlyFor }) => onlyFor === undefined).map((m) => renderMessage(world, m))
  return {
    channel: (idOrName) => renderChannel(findChannel(world, firstGuild, idOrName)),
    channels: (name) =>
      [...world.channels.values()]
        .filter((channel) => channel.guild === guildNamed(name) && !isThread(channel))
        .map((channel) => renderChannel(channel)),
    threads: (parent) => {
      const parentId = parent === undefined ? undefined : findChannel(world, firstGuild, parent).id
      return [...world.channels.values()]
        .filter((channel) => isThread(channel) && (parentId === undefined || channel.wire.parent_id === parentId))
        .map((thread) => renderChannel(thread))
    },
    message: (id) => renderMessage(world, stored(id)),
    messages: (idOrName) => messages(findChannel(world, firstGuild, idOrName)),
    directMessages: (person) => {
      const userId = found(world.names.get(person), `person ${person}`)
      const channel = [...world.channels.values()].find((c) => isDm(c) && c.wire.recipients?.[0]?.id === userId)
      return channel === undefined ? [] : messages(channel)
    },
    roles: (name) => [...guildNamed(name).roles.values()].map((role) => ({ ...role })),
    members: (name) => [...guildNamed(name).members.values()].map((member) => ({ ...member })),
    role: (name) =>
      found(
        [...firstGuild.roles.values()].find((role) => role.name === name),
        `role ${name}`,
      ),
    commands: (name) => [...world.commands.values(), ...guildNamed(name).commands.values()],
    pinged: (id) => [...stored(id).pinged],
    threadMembers: (id) => [...findChannel(world, firstGuild, id).members.keys()],
    file: (id) => found(world.files.get(id), `attachment ${id}`).data,
    invalidRequests: () => limits.invalidRequests(),
  }
}

/** By id, `#name` or name; the newest of that name, in the given guild before others. */
export function findChannel(world: World, guild: Guild, idOrName: string): Channel {
  const byId = world.channels.get(idOrName)
  if (byId !== undefined) return byId
  const name = idOrName.replace(/^#/, '')
  const named = [...world.channels.values()].filter((channel) => channel.wire.name === name && channel.wire.type !== 4)
  const here = named.filter((channel) => channel.guild === guild)
  return found(here.at(-1) ?? named.at(-1), `channel ${idOrName}`)
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The sandbox has no ${what}.`)
  return value
}
