import { DiscordError } from '../errors.ts'
import type { Call } from '../router.ts'
import type { WireMember } from '../wire.ts'
import { type Guild, guildById, type World } from '../world.ts'

/** The guild of the path. @throws DiscordError 10004 */
export const guildOf = ({ world, params }: Call) => guildById(world, params.guild!)

/** @throws DiscordError 10007, or 10013 for one who is nowhere */
export function memberOf(call: Call): WireMember {
  const id = call.params.user === '@me' ? call.world.bot.id : call.params.user!
  const member = guildOf(call).members.get(id)
  if (member !== undefined) return member
  throw new DiscordError(call.world.users.has(id) ? 10007 : 10013)
}

/** Puts a changed member in the place of the one before, and tells the bot. */
export function setMember(world: World, guild: Guild, member: WireMember): void {
  guild.members.set(member.user.id, member)
  world.emit({ name: 'GUILD_MEMBER_UPDATE', data: { ...member, guild_id: guild.id }, guildId: guild.id })
}
