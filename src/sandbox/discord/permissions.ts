import { DiscordError } from './errors.ts'
import { type Channel, type Guild, isDm, isThread, parentOf, type World } from './world.ts'

/** Discord's permission bits. https://discord.com/developers/docs/topics/permissions */
export const permissionBits = {
  CreateInstantInvite: 1n << 0n,
  KickMembers: 1n << 1n,
  BanMembers: 1n << 2n,
  Administrator: 1n << 3n,
  ManageChannels: 1n << 4n,
  ManageGuild: 1n << 5n,
  AddReactions: 1n << 6n,
  ViewAuditLog: 1n << 7n,
  PrioritySpeaker: 1n << 8n,
  Stream: 1n << 9n,
  ViewChannel: 1n << 10n,
  SendMessages: 1n << 11n,
  SendTTSMessages: 1n << 12n,
  ManageMessages: 1n << 13n,
  EmbedLinks: 1n << 14n,
  AttachFiles: 1n << 15n,
  ReadMessageHistory: 1n << 16n,
  MentionEveryone: 1n << 17n,
  UseExternalEmojis: 1n << 18n,
  ViewGuildInsights: 1n << 19n,
  Connect: 1n << 20n,
  Speak: 1n << 21n,
  MuteMembers: 1n << 22n,
  DeafenMembers: 1n << 23n,
  MoveMembers: 1n << 24n,
  UseVAD: 1n << 25n,
  ChangeNickname: 1n << 26n,
  ManageNicknames: 1n << 27n,
  ManageRoles: 1n << 28n,
  ManageWebhooks: 1n << 29n,
  ManageGuildExpressions: 1n << 30n,
  UseApplicationCommands: 1n << 31n,
  RequestToSpeak: 1n << 32n,
  ManageEvents: 1n << 33n,
  ManageThreads: 1n << 34n,
  CreatePublicThreads: 1n << 35n,
  CreatePrivateThreads: 1n << 36n,
  UseExternalStickers: 1n << 37n,
  SendMessagesInThreads: 1n << 38n,
  UseEmbeddedActivities: 1n << 39n,
  ModerateMembers: 1n << 40n,
  ViewCreatorMonetizationAnalytics: 1n << 41n,
  UseSoundboard: 1n << 42n,
  CreateGuildExpressions: 1n << 43n,
  CreateEvents: 1n << 44n,
  UseExternalSounds: 1n << 45n,
  SendVoiceMessages: 1n << 46n,
  SendPolls: 1n << 49n,
  UseExternalApps: 1n << 50n,
  PinMessages: 1n << 51n,
  BypassSlowmode: 1n << 52n,
} as const

export type PermissionName = keyof typeof permissionBits

/** Every right there is. */
export const allPermissions = Object.values(permissionBits).reduce((all, bit) => all | bit, 0n)

export const bitsOf = (names: readonly PermissionName[]) =>
  names.reduce((bits, name) => bits | permissionBits[name], 0n)

/** What Discord gives @everyone in a new guild, as far as text goes. */
export const usualForEveryone: PermissionName[] = [
  'CreateInstantInvite',
  'ChangeNickname',
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'AttachFiles',
  'AddReactions',
  'UseExternalEmojis',
  'ReadMessageHistory',
  'UseApplicationCommands',
  'CreatePublicThreads',
  'CreatePrivateThreads',
  'SendMessagesInThreads',
  'SendPolls',
  'Connect',
  'Speak',
]

/** What the invitation link in Bee's README asks for. */
export const usualForBee: PermissionName[] = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'CreatePrivateThreads',
  'ManageThreads',
  'ManageMessages',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
  'AddReactions',
  'UseExternalEmojis',
  'PinMessages',
]

/**
 * What a member may do in a channel, overwrites and implicit denials applied; in a thread by its parent's overwrites.
 * @see https://discord.com/developers/docs/topics/permissions#permission-overwrites
 */
export function permissionsIn(world: World, userId: string, channel: Channel): bigint {
  const guild = channel.guild
  if (guild === undefined) return allPermissions
  const base = guildPermissions(guild, userId)
  if ((base & permissionBits.Administrator) !== 0n) return allPermissions
  const member = guild.members.get(userId)
  if (member === undefined) return 0n

  let bits = base
  const overwrites = parentOf(world, channel).wire.permission_overwrites ?? []
  const everyone = overwrites.find((overwrite) => overwrite.id === guild.id)
  if (everyone !== undefined) bits = (bits & ~BigInt(everyone.deny)) | BigInt(everyone.allow)
  let allow = 0n
  let deny = 0n
  for (const overwrite of overwrites) {
    if (overwrite.type !== 0 || !member.roles.includes(overwrite.id)) continue
    allow |= BigInt(overwrite.allow)
    deny |= BigInt(overwrite.deny)
  }
  bits = (bits & ~deny) | allow
  const own = overwrites.find((overwrite) => overwrite.type === 1 && overwrite.id === userId)
  if (own !== undefined) bits = (bits & ~BigInt(own.deny)) | BigInt(own.allow)
  const until = member.communication_disabled_until
  if (until !== null && Date.parse(until) > world.now()) bits &= whileTimedOut
  return withoutImplied(bits, channel)
}

/** Whoever is timed out may look, and nothing else. */
const whileTimedOut = permissionBits.ViewChannel | permissionBits.ReadMessageHistory

/** What a member may do in the guild as a whole. */
export function guildPermissions(guild: Guild, userId: string): bigint {
  if (guild.ownerId === userId) return allPermissions
  const member = guild.members.get(userId)
  if (member === undefined) return 0n
  let bits = BigInt(guild.roles.get(guild.id)?.permissions ?? '0')
  for (const roleId of member.roles) bits |= BigInt(guild.roles.get(roleId)?.permissions ?? '0')
  return (bits & permissionBits.Administrator) === 0n ? bits : allPermissions
}

/** A channel that cannot be seen allows nothing; one that cannot be written in allows nothing of writing. */
function withoutImplied(bits: bigint, channel: Channel): bigint {
  if ((bits & permissionBits.ViewChannel) === 0n) return 0n
  const writes = isThread(channel) ? permissionBits.SendMessagesInThreads : permissionBits.SendMessages
  if ((bits & writes) !== 0n) return bits
  const { SendTTSMessages, MentionEveryone, AttachFiles, EmbedLinks } = permissionBits
  return bits & ~(SendTTSMessages | MentionEveryone | AttachFiles | EmbedLinks)
}

export function may(world: World, userId: string, permission: PermissionName, channel: Channel): boolean {
  return (permissionsIn(world, userId, channel) & permissionBits[permission]) !== 0n
}

/** Can they see this channel, thread or direct message at all? */
export function canSee(world: World, userId: string, channel: Channel): boolean {
  if (isDm(channel)) return userId === world.bot.id || channel.wire.recipients?.[0]?.id === userId
  if (!may(world, userId, 'ViewChannel', channel)) return false
  if (channel.wire.type !== 12) return true
  return channel.members.has(userId) || may(world, userId, 'ManageThreads', channel)
}

/** @throws DiscordError 50001 when they cannot see it, 50013 when one of the rights is missing. */
export function demand(world: World, userId: string, channel: Channel, ...permissions: PermissionName[]): void {
  if (!canSee(world, userId, channel)) throw new DiscordError(50001)
  if (permissions.some((permission) => !may(world, userId, permission, channel))) throw new DiscordError(50013)
}

/** @throws DiscordError 50013 when the bot lacks a right in the guild as a whole */
export function demandInGuild(world: World, guild: Guild, bit: bigint): void {
  if ((guildPermissions(guild, world.bot.id) & bit) === 0n) throw new DiscordError(50013)
}

/** The position of a member's highest role; 0 with none. */
export const topRole = (guild: Guild, member: { roles: string[] }) =>
  Math.max(0, ...member.roles.map((id) => guild.roles.get(id)?.position ?? 0))
