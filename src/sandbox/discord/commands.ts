import { DiscordError, invalidForm, problem } from './errors.ts'
import { allPermissions, guildPermissions, may, permissionsIn } from './permissions.ts'
import { checkCommand } from './validate/command.ts'
import type { WireCommand } from './wire.ts'
import { type Channel, isDm, type World } from './world.ts'

/** Slash commands, user menus and message menus have limits of their own. */
const limits: Record<number, number> = { 1: 100, 2: 15, 3: 15 }

/** PUT: these and no others. Commands that stay keep their ids. @throws DiscordError 50035, 30032 */
export function replaceCommands(world: World, book: Map<string, WireCommand>, body: unknown, guildId?: string) {
  if (!Array.isArray(body)) throw new DiscordError(50035)
  for (const [at, given] of body.entries()) checkCommand(given, `${at}`)
  const made = body.map((given) => dress(world, book, given as Partial<WireCommand>, guildId))
  for (const [type, limit] of Object.entries(limits)) {
    if (made.filter((command) => command.type === Number(type)).length > limit) throw new DiscordError(30032)
  }
  const keys = made.map((command) => `${command.type} ${command.name}`)
  const twice = keys.findIndex((key, at) => keys.indexOf(key) !== at)
  if (twice !== -1) {
    const message = 'Application command names must be unique'
    throw invalidForm([problem(`${twice}`, 'APPLICATION_COMMANDS_DUPLICATE_NAME', message)])
  }
  book.clear()
  for (const command of made) book.set(command.id, command)
  world.emit({ name: 'COMMANDS_CHANGED', data: {}, notForBot: true, ...(guildId === undefined ? {} : { guildId }) })
  return made
}

/** POST and PATCH: this one, beside the others. */
export function registerCommand(world: World, book: Map<string, WireCommand>, body: unknown, guildId?: string) {
  checkCommand(body, '')
  const command = dress(world, book, body as Partial<WireCommand>, guildId)
  const isNew = !book.has(command.id)
  const sameType = [...book.values()].filter(({ type }) => type === command.type)
  if (isNew && sameType.length >= (limits[command.type] ?? 100)) throw new DiscordError(30032)
  book.set(command.id, command)
  return { command, isNew }
}

export function removeCommand(book: Map<string, WireCommand>, id: string): void {
  if (!book.delete(id)) throw new DiscordError(10063)
}

function dress(
  world: World,
  book: Map<string, WireCommand>,
  given: Partial<WireCommand>,
  guildId?: string,
): WireCommand {
  const type = given.type ?? 1
  const known = [...book.values()].find((command) => command.type === type && command.name === given.name)
  return {
    id: known?.id ?? world.nextId(),
    application_id: world.applicationId,
    version: world.nextId(),
    type,
    name: given.name ?? '',
    name_localizations: given.name_localizations ?? null,
    description: type === 1 ? (given.description ?? '') : '',
    description_localizations: given.description_localizations ?? null,
    default_member_permissions: given.default_member_permissions ?? null,
    dm_permission: given.dm_permission ?? true,
    contexts: given.contexts ?? null,
    integration_types: given.integration_types ?? [0],
    nsfw: given.nsfw ?? false,
    ...(given.options === undefined || given.options.length === 0 ? {} : { options: given.options }),
    ...(guildId === undefined ? {} : { guild_id: guildId }),
  }
}

/** The commands a person is offered in a channel: by place, by their rights, and by the right to use commands at all. */
export function offeredCommands(world: World, userId: string, channel: Channel): WireCommand[] {
  const guild = channel.guild
  if (guild === undefined || isDm(channel)) {
    const here = (command: WireCommand) => command.contexts?.includes(1) ?? command.dm_permission !== false
    return [...world.commands.values()].filter(here)
  }
  if (!guild.members.has(world.bot.id) || !may(world, userId, 'UseApplicationCommands', channel)) return []
  const rights = permissionsIn(world, userId, channel) | guildPermissions(guild, userId)
  const isOffered = ({ contexts, default_member_permissions: needed }: WireCommand) => {
    if (contexts !== null && contexts !== undefined && !contexts.includes(0)) return false
    if (needed === null) return true
    const bits = BigInt(needed)
    // No rights named: for administrators only.
    return bits === 0n ? rights === allPermissions : (rights & bits) === bits
  }
  const local = [...guild.commands.values()]
  const isLocal = (command: WireCommand) =>
    local.some((other) => other.name === command.name && other.type === command.type)
  return [...local, ...[...world.commands.values()].filter((command) => !isLocal(command))].filter(isOffered)
}
