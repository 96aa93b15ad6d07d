import { invalidForm, problem } from './errors.ts'
import { canSee, may } from './permissions.ts'
import type { WireUser } from './wire.ts'
import { type Channel, isThread, type Stored, type World } from './world.ts'

/** @see https://discord.com/developers/docs/resources/message#allowed-mentions-object */
export interface AllowedMentions {
  parse?: string[]
  users?: string[]
  roles?: string[]
  replied_user?: boolean
}

export interface Mentions {
  users: WireUser[]
  roles: string[]
  everyone: boolean
  /** User ids of those really called. */
  pinged: string[]
}

/** Who a text calls, given what its author allows and may. */
export function readMentions(
  world: World,
  channel: Channel,
  authorId: string,
  text: string,
  allowed: AllowedMentions | undefined,
  repliedTo: Stored | undefined,
): Mentions {
  checkAllowed(allowed)
  const permits = (kind: 'users' | 'roles', id: string) =>
    allowed === undefined || allowed.parse?.includes(kind) || allowed[kind]?.includes(id) === true

  const named = readIds(text)
  const userIds = new Set(named.users.filter((id) => permits('users', id) && isHere(world, channel, id)))
  const { author } = repliedTo?.wire ?? {}
  const callsReplied = allowed === undefined || (allowed.replied_user ?? false)
  if (author !== undefined && callsReplied && repliedTo?.wire.webhook_id === undefined) userIds.add(author.id)

  const mentionsAll = channel.guild === undefined || may(world, authorId, 'MentionEveryone', channel)
  const roles = named.roles.filter((id) => {
    const role = channel.guild?.roles.get(id)
    return role !== undefined && (role.mentionable || mentionsAll) && permits('roles', id)
  })
  const everyone =
    named.everyone && mentionsAll && (allowed === undefined || allowed.parse?.includes('everyone') === true)

  const users = [...userIds].flatMap((id) => world.users.get(id) ?? [])
  return { users, roles, everyone, pinged: whoHears(world, channel, authorId, { userIds, roles, everyone }) }
}

function whoHears(
  world: World,
  channel: Channel,
  authorId: string,
  called: { userIds: Set<string>; roles: string[]; everyone: boolean },
): string[] {
  const heard = new Set([...called.userIds].filter((id) => mayBeCalled(world, channel, id)))
  for (const member of channel.guild?.members.values() ?? []) {
    const byRole = member.roles.some((role) => called.roles.includes(role))
    if ((called.everyone || byRole) && canSee(world, member.user.id, channel)) heard.add(member.user.id)
  }
  heard.delete(authorId)
  return [...heard]
}

/** A mention in a thread adds people to it, so there it is the parent that they must see. */
function mayBeCalled(world: World, channel: Channel, userId: string): boolean {
  if (!isThread(channel) || channel.wire.type === 12) return canSee(world, userId, channel)
  return may(world, userId, 'ViewChannel', channel)
}

function isHere(world: World, channel: Channel, userId: string): boolean {
  if (channel.guild !== undefined) return channel.guild.members.has(userId)
  return userId === world.bot.id || channel.wire.recipients?.[0]?.id === userId
}

/** Ids in the order of the text, each once. */
function readIds(text: string): { users: string[]; roles: string[]; everyone: boolean } {
  const users = new Set<string>()
  const roles = new Set<string>()
  for (const [, kind, id] of text.matchAll(/<@([!&]?)(\d{15,20})>/g)) (kind === '&' ? roles : users).add(id!)
  return { users: [...users], roles: [...roles], everyone: text.includes('@everyone') || text.includes('@here') }
}

function checkAllowed(allowed: AllowedMentions | undefined): void {
  if (allowed === undefined) return
  for (const kind of ['users', 'roles'] as const) {
    const ids = allowed[kind] ?? []
    if (ids.length > 100) {
      throw invalidForm([
        problem(`allowed_mentions.${kind}`, 'BASE_TYPE_MAX_LENGTH', 'Must be 100 or fewer in length.'),
      ])
    }
    if (ids.length === 0 || !allowed.parse?.includes(kind)) continue
    const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`
    throw invalidForm([problem('allowed_mentions', 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message)])
  }
}
