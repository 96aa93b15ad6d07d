import type { DroppedFile, SlashOptions } from './api.ts'
import { keepFile, personFileBytes, uploadOf } from './attachments.ts'
import { permissionsIn } from './permissions.ts'
import { withoutUser } from './render.ts'
import { findChannel } from './state.ts'
import type { WireChannel, WireCommand, WireCommandOption } from './wire.ts'
import type { Channel, Guild, World } from './world.ts'

/** The things that an interaction refers to by id, as Discord sends them along. */
export type Resolved = Record<
  'users' | 'members' | 'roles' | 'channels' | 'attachments' | 'messages',
  Record<string, unknown>
>

export interface Resolver {
  world: World
  guild: Guild
  userId: string
  channel: Channel
  resolved: Partial<Resolved>
}

export const createResolver = (world: World, guild: Guild, userId: string, channel: Channel): Resolver => ({
  world,
  guild,
  userId,
  channel,
  resolved: {},
})

function put(resolver: Resolver, kind: keyof Resolved, id: string, value: unknown): void {
  const known = resolver.resolved[kind] ?? {}
  known[id] = value
  resolver.resolved[kind] = known
}

export function resolveUser(resolver: Resolver, nameOrId: string): string {
  const { world, guild } = resolver
  const id = world.names.get(nameOrId.replace(/^@/, '')) ?? nameOrId
  const user = world.users.get(id)
  if (user === undefined) throw new Error(`There is no person ${nameOrId} here.`)
  put(resolver, 'users', id, user)
  const member = guild.members.get(id)
  if (member !== undefined && resolver.channel.guild !== undefined) {
    put(resolver, 'members', id, {
      ...withoutUser(member),
      permissions: String(permissionsIn(world, id, resolver.channel)),
    })
  }
  return id
}

export function resolveRole(resolver: Resolver, nameOrId: string): string {
  const { roles } = resolver.guild
  const role = roles.get(nameOrId) ?? [...roles.values()].find(({ name }) => name === nameOrId.replace(/^@/, ''))
  if (role === undefined) throw new Error(`There is no role ${nameOrId} here.`)
  put(resolver, 'roles', role.id, role)
  return role.id
}

export function resolveChannel(resolver: Resolver, nameOrId: string): string {
  const channel = findChannel(resolver.world, resolver.guild, nameOrId)
  const { id, name, type, parent_id, thread_metadata, topic, position, nsfw, flags, last_message_id, guild_id } =
    channel.wire
  const partial: Partial<WireChannel> = { id, type, flags, ...(name === undefined ? {} : { name }) }
  const rest = { parent_id, thread_metadata, topic, position, nsfw, last_message_id, guild_id }
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  const permissions = String(permissionsIn(resolver.world, resolver.userId, channel))
  put(resolver, 'channels', id, { ...partial, ...given, permissions })
  return id
}

/** A file given to a command or a form: private to the bot and this person. */
export function resolveFile(resolver: Resolver, file: DroppedFile): string {
  const { world, channel } = resolver
  const kept = keepFile(world, channel.id, uploadOf(file, 0), undefined, personFileBytes)
  put(resolver, 'attachments', kept.id, { ...kept, ephemeral: true })
  return kept.id
}

interface SentOption {
  name: string
  type: number
  value?: string | number | boolean
  focused?: boolean
  options?: SentOption[]
}

/** A command and what was filled in, as INTERACTION_CREATE carries it. @throws Error as the client would refuse it */
export function commandData(
  resolver: Resolver,
  command: WireCommand,
  path: string[],
  options: SlashOptions,
  focused?: string,
): Record<string, unknown> {
  let definitions = command.options ?? []
  const groups: WireCommandOption[] = []
  for (const name of path) {
    const group = definitions.find((option) => option.name === name && option.type <= 2)
    if (group === undefined) throw new Error(`/${command.name} has no subcommand ${name}.`)
    groups.push(group)
    definitions = group.options ?? []
  }
  if (definitions.some((option) => option.type <= 2)) throw new Error(`/${command.name} needs a subcommand.`)
  let sent = fillIn(resolver, definitions, options, focused)
  for (const group of groups.reverse())
    sent = [{ name: group.name, type: group.type, ...(sent.length > 0 ? { options: sent } : { options: [] }) }]
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(sent.length > 0 ? { options: sent } : {}),
    ...(command.guild_id === undefined ? {} : { guild_id: command.guild_id }),
    ...(Object.keys(resolver.resolved).length > 0 ? { resolved: resolver.resolved } : {}),
  }
}

function fillIn(
  resolver: Resolver,
  definitions: WireCommandOption[],
  options: SlashOptions,
  focused?: string,
): SentOption[] {
  const unknown = Object.keys(options).find((name) => !definitions.some((option) => option.name === name))
  if (unknown !== undefined) throw new Error(`This command has no option ${unknown}.`)
  return definitions.flatMap((definition): SentOption[] => {
    const given = options[definition.name]
    const { name, type } = definition
    if (name === focused) return [{ name, type, value: given as string, focused: true }]
    if (given !== undefined) return [{ name, type, value: valueFor(resolver, definition, given) }]
    if (definition.required && focused === undefined) throw new Error(`The option ${name} is required.`)
    return []
  })
}

function valueFor(
  resolver: Resolver,
  option: WireCommandOption,
  given: SlashOptions[string],
): string | number | boolean {
  if (typeof given === 'object') {
    if (option.type !== 11) throw new Error(`The option ${option.name} takes no file.`)
    return resolveFile(resolver, given)
  }
  const text = String(given)
  if (option.type === 6) return resolveUser(resolver, text)
  if (option.type === 7) return resolveChannel(resolver, text)
  if (option.type === 8) return resolveRole(resolver, text)
  if (option.type === 9)
    return resolver.guild.roles.has(text) ? resolveRole(resolver, text) : resolveUser(resolver, text)
  if (option.type === 11) throw new Error(`The option ${option.name} takes a file.`)
  if (option.type === 5) return given === true || text === 'true'
  return plainValue(option, given)
}

function plainValue(option: WireCommandOption, given: string | number | boolean): string | number {
  const { name, type, choices = [], min_value: min, max_value: max, min_length: shortest, max_length: longest } = option
  const value = type === 3 ? String(given) : Number(given)
  if (choices.length > 0) {
    const choice = choices.find((choice) => choice.value === value || choice.name === given)
    if (choice === undefined) throw new Error(`${String(given)} is not among the choices of ${name}.`)
    return choice.value
  }
  const size = typeof value === 'string' ? value.length : value
  const [least, most] =
    typeof value === 'string' ? [shortest ?? 0, longest ?? 6000] : [min ?? -(2 ** 53), max ?? 2 ** 53]
  if (Number.isNaN(size) || size < least || size > most || (type === 4 && !Number.isInteger(value))) {
    throw new Error(`${String(given)} does not fit the option ${name}.`)
  }
  return value
}
