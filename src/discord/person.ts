import { type APIInteractionGuildMember, type Client, GuildMember, PermissionFlagsBits, type User } from 'discord.js'
import type { Person } from '../core/types.ts'
import type { Desk } from '../desk.ts'

/** Who somebody is here, from the roles that came with their message or interaction: fresh, and without another request. */
export function personOf(user: User, member: GuildMember | APIInteractionGuildMember | null, desk: Desk): Person {
  const roles = member instanceof GuildMember ? member.roles.cache.map(({ name }) => name) : []
  const isManager = member instanceof GuildMember && member.permissions.has(PermissionFlagsBits.ManageGuild)
  const has = (names: string[]) => names.some((name) => roles.includes(name))
  return {
    id: user.id,
    name: member instanceof GuildMember ? member.displayName : user.displayName,
    isModerator: isManager || has(desk.roles.moderator),
    isEngineer: has(desk.roles.engineer),
    roles,
    // The last matching tier in the desk's file wins.
    tier: desk.tiers.findLast((tier) => has(tier.roles))?.id ?? desk.defaultTier,
  }
}

/** The same for somebody who writes in private: their roles are those in the server that Bee serves. */
export async function personInDm(
  user: User,
  client: Client<true>,
  desk: Desk,
): Promise<{ person: Person; guildId: string } | undefined> {
  for (const guild of client.guilds.cache.values()) {
    const member = await guild.members.fetch(user.id).catch(() => undefined)
    if (member !== undefined) return { person: personOf(user, member, desk), guildId: guild.id }
  }
  return undefined
}
