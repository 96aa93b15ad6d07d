import { type Client, type Guild, GuildMember, PermissionFlagsBits, RESTJSONErrorCodes, type User } from 'discord.js'
import type { App } from '../app.ts'
import { isWithin } from '../core/elapsed.ts'
import type { Person } from '../core/types.ts'
import { isCode } from './problems.ts'

/** Where somebody asks. */
export type Where = Pick<Person, 'guildId' | 'door'>

type Parts = Pick<App, 'desk' | 'now'>

/** Who somebody is here, by the roles that this member has. */
export function personOf(user: User, member: unknown, { guildId, door }: Where, { desk }: Pick<App, 'desk'>): Person {
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
    guildId,
    door,
  }
}

/**
 * The same for somebody whose roles did not come along with what they do: Discord is asked, because what Bee remembers of
 * a member it is not told to forget (A36).
 *
 * @param maxAgeMs 0 for whatever may change something.
 * @returns undefined when they are not in this server.
 * @throws DiscordAPIError when Discord does not tell, of somebody Bee has never seen. Of others it then believes
 * everything but that they belong to the staff.
 */
export async function personAskedFor(
  user: User,
  guild: Guild,
  { door, maxAgeMs }: Pick<Where, 'door'> & { maxAgeMs: number },
  app: Parts,
): Promise<Person | undefined> {
  const where: Where = { guildId: guild.id, door }
  try {
    const member = await memberNow(guild, user.id, maxAgeMs, app.now())
    return member && personOf(user, member, where, app)
  } catch (cause) {
    const remembered = guild.members.cache.get(user.id)
    if (remembered === undefined) throw cause
    return { ...personOf(user, remembered, where, app), isModerator: false, isEngineer: false }
  }
}

/** For somebody who writes in private: their roles are those in the server that Bee serves. */
export async function personInDm(
  user: User,
  client: Client<true>,
  maxAgeMs: number,
  app: Parts,
): Promise<Person | undefined> {
  for (const guild of client.guilds.cache.values()) {
    const person = await personAskedFor(user, guild, { door: 'dm', maxAgeMs }, app)
    if (person !== undefined) return person
  }
  return undefined
}

/** When Discord was asked. A member object lives as long as Bee remembers the member. */
const askedAt = new WeakMap<GuildMember, number>()

async function memberNow(guild: Guild, userId: string, maxAgeMs: number, now: number) {
  const remembered = guild.members.cache.get(userId)
  if (remembered !== undefined && isWithin(maxAgeMs, askedAt.get(remembered) ?? 0, now)) return remembered
  try {
    const member = await guild.members.fetch({ user: userId, force: true })
    askedAt.set(member, now)
    return member
  } catch (cause) {
    if (isCode(cause, RESTJSONErrorCodes.UnknownMember) || isCode(cause, RESTJSONErrorCodes.UnknownUser)) {
      return undefined
    }
    throw cause
  }
}
