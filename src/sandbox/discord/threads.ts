import { DiscordError, invalidForm, problem } from './errors.ts'
import { canSee, demand, may } from './permissions.ts'
import { renderChannel } from './render.ts'
import type { WireThreadMember } from './wire.ts'
import { type Channel, createChannel, isoTime, isThread, type Stored, type World } from './world.ts'

export interface ThreadInput {
  name: string
  auto_archive_duration?: number
  rate_limit_per_user?: number | null
  type?: number
  invitable?: boolean
  applied_tags?: string[]
}

/** Opens a thread in a text channel, on a message, or as a forum post. Does not put any message into it. */
export function createThread(world: World, parent: Channel, ownerId: string, input: ThreadInput, on?: Stored): Channel {
  const at = isoTime(world.now())
  const type = parent.wire.type === 5 ? 10 : (input.type ?? 11)
  const thread = createChannel(
    world,
    {
      id: on?.wire.id ?? world.nextId(),
      type,
      flags: 0,
      guild_id: parent.guild!.id,
      name: input.name.trim(),
      parent_id: parent.id,
      owner_id: ownerId,
      last_message_id: null,
      rate_limit_per_user: input.rate_limit_per_user ?? 0,
      message_count: 0,
      member_count: 0,
      total_message_sent: 0,
      thread_metadata: {
        archived: false,
        archive_timestamp: at,
        auto_archive_duration: input.auto_archive_duration ?? parent.wire.default_auto_archive_duration ?? 4320,
        locked: false,
        create_timestamp: at,
        ...(type === 12 ? { invitable: input.invitable ?? true } : {}),
      },
      ...(parent.wire.type === 15 ? { applied_tags: input.applied_tags ?? [] } : {}),
    },
    parent.guild,
  )
  thread.members.set(ownerId, threadMember(world, thread, ownerId))
  if (parent.wire.type === 15) parent.wire.last_message_id = thread.id
  tellOfThread(world, 'THREAD_CREATE', thread, { newly_created: true })
  return thread
}

function threadMember(world: World, thread: Channel, userId: string): WireThreadMember {
  return { id: thread.id, user_id: userId, join_timestamp: isoTime(world.now()), flags: 1 }
}

export function tellOfThread(world: World, name: string, thread: Channel, extra: Record<string, unknown> = {}): void {
  const data = { ...renderChannel(thread, world.bot.id), ...extra }
  world.emit({ name, data, guildId: thread.guild!.id, channelId: thread.id })
}

/** Adds someone; nothing happens when they are in it. */
export function joinThread(world: World, thread: Channel, userId: string): void {
  if (thread.members.has(userId) || !world.users.has(userId)) return
  if (thread.members.size >= 1000) throw new DiscordError(30033)
  const member = threadMember(world, thread, userId)
  const couldSee = canSee(world, userId, thread)
  thread.members.set(userId, member)
  // Being added to a private thread is the moment the bot learns of it.
  if (userId === world.bot.id && !couldSee) tellOfThread(world, 'THREAD_CREATE', thread)
  tellOfMembers(world, thread, [member], [])
}

export function leaveThread(world: World, thread: Channel, userId: string): void {
  if (!thread.members.has(userId)) throw new DiscordError(10007)
  tellOfMembers(world, thread, [], [userId], () => thread.members.delete(userId))
}

function tellOfMembers(
  world: World,
  thread: Channel,
  added: WireThreadMember[],
  removed: string[],
  change: () => void = () => {},
): void {
  const guild = thread.guild!
  const place = { guildId: guild.id, channelId: thread.id }
  const members = added.map((member) => ({ ...member, member: guild.members.get(member.user_id), presence: null }))
  change()
  world.emit({
    name: 'THREAD_MEMBERS_UPDATE',
    data: {
      id: thread.id,
      guild_id: guild.id,
      member_count: Math.min(thread.members.size, 50),
      ...(added.length > 0 ? { added_members: members } : {}),
      ...(removed.length > 0 ? { removed_member_ids: removed } : {}),
    },
    ...place,
  })
}

/** Archives threads that have been quiet for their time. Called before anyone looks at one. */
export function settleThread(world: World, thread: Channel): void {
  const metadata = thread.wire.thread_metadata
  if (metadata === undefined || metadata.archived) return
  const archivesAt = thread.activeAt + metadata.auto_archive_duration * 60_000
  if (world.now() <= archivesAt) return
  thread.wire.thread_metadata = { ...metadata, archived: true, archive_timestamp: isoTime(archivesAt) }
  tellOfThread(world, 'THREAD_UPDATE', thread)
}

/**
 * Writing wakes an archived thread, unless it is locked.
 * @throws DiscordError 160005 for all but those who manage threads, 50083
 */
export function openForWriting(world: World, thread: Channel, userId: string): void {
  settleThread(world, thread)
  const metadata = thread.wire.thread_metadata!
  const manages = may(world, userId, 'ManageThreads', thread)
  if (metadata.locked && !manages) throw new DiscordError(metadata.archived ? 50083 : 160005)
  if (!metadata.archived) return
  if (metadata.locked) throw new DiscordError(50083)
  setArchived(world, thread, { archived: false })
}

/** @throws DiscordError 50083 when the thread (if it is one) is archived */
export function demandOpen(world: World, channel: Channel): void {
  if (!isThread(channel)) return
  settleThread(world, channel)
  if (channel.wire.thread_metadata?.archived === true) throw new DiscordError(50083)
}

export function setArchived(world: World, thread: Channel, change: { archived?: boolean; locked?: boolean }): void {
  const metadata = thread.wire.thread_metadata!
  const archived = change.archived ?? metadata.archived
  const changed = archived !== metadata.archived
  thread.wire.thread_metadata = {
    ...metadata,
    archived,
    locked: change.locked ?? metadata.locked,
    ...(changed ? { archive_timestamp: isoTime(world.now()) } : {}),
  }
  if (!archived) thread.activeAt = world.now()
  tellOfThread(world, 'THREAD_UPDATE', thread)
}

export interface ThreadChange {
  name?: string
  archived?: boolean
  locked?: boolean
  auto_archive_duration?: number
  rate_limit_per_user?: number
  invitable?: boolean
  applied_tags?: string[]
  flags?: number
}

/**
 * PATCH on a thread.
 * @throws DiscordError 50083 when it is archived and stays so, 50013, 50001
 * @see https://discord.com/developers/docs/resources/channel#modify-channel
 */
export function changeThread(world: World, thread: Channel, userId: string, change: ThreadChange): void {
  settleThread(world, thread)
  const metadata = thread.wire.thread_metadata!
  demandMayChange(world, thread, userId, change)
  const { archived = metadata.archived, locked, ...rest } = change
  const touchesMore = Object.values(rest).some((value) => value !== undefined)
  if (metadata.archived && archived && (touchesMore || locked === undefined)) throw new DiscordError(50083)
  checkTags(world, thread, userId, change.applied_tags)
  const { name, auto_archive_duration: minutes, rate_limit_per_user: slow, applied_tags: tags, flags } = rest
  if (name !== undefined) thread.wire.name = name.trim()
  if (slow !== undefined) thread.wire.rate_limit_per_user = slow
  if (tags !== undefined) thread.wire.applied_tags = tags
  if (flags !== undefined) thread.wire.flags = flags
  if (minutes !== undefined) thread.wire.thread_metadata = { ...metadata, auto_archive_duration: minutes }
  setArchived(world, thread, { archived, ...(locked === undefined ? {} : { locked }) })
}

function demandMayChange(world: World, thread: Channel, userId: string, change: ThreadChange) {
  demand(world, userId, thread)
  if (may(world, userId, 'ManageThreads', thread)) return
  const { archived, ...rest } = change
  const isOwner = thread.wire.owner_id === userId
  // Anyone who may write there can wake an unlocked thread; its author may also rename, tag and archive it.
  const isWaking = archived === false && Object.values(rest).every((value) => value === undefined)
  if (isWaking && thread.wire.thread_metadata?.locked !== true)
    return demand(world, userId, thread, 'SendMessagesInThreads')
  if (
    !isOwner ||
    change.locked !== undefined ||
    change.flags !== undefined ||
    change.rate_limit_per_user !== undefined
  ) {
    throw new DiscordError(50013)
  }
  if (thread.wire.thread_metadata?.locked === true) throw new DiscordError(50013)
}

/** @throws DiscordError 50035 for an unknown tag, more than five, or a moderated one; 40067 when one is required */
export function checkTags(world: World, place: Channel, userId: string, tags: string[] | undefined): void {
  const forum = isThread(place) ? world.channels.get(place.wire.parent_id ?? '') : place
  if (forum?.wire.type !== 15) return
  const given = tags ?? []
  if ((forum.wire.flags & 16) !== 0 && given.length === 0 && (tags !== undefined || place === forum)) {
    throw new DiscordError(40067)
  }
  if (given.length > 5) {
    throw invalidForm([problem('applied_tags', 'BASE_TYPE_MAX_LENGTH', 'Must be 5 or fewer in length.')])
  }
  const known = forum.wire.available_tags ?? []
  const unknown = given.find((id) => !known.some((tag) => tag.id === id))
  if (unknown !== undefined) {
    throw invalidForm([problem(`applied_tags.${given.indexOf(unknown)}`, 'FORUM_TAG_NOT_FOUND', 'Unknown forum tag')])
  }
  const moderated = given.some((id) => known.find((tag) => tag.id === id)?.moderated)
  if (moderated && !may(world, userId, 'ManageThreads', place)) throw new DiscordError(50013)
}

/** The right to open such a thread here. @throws DiscordError 50001, 50013, 50024, 160004 */
export function demandMayThread(world: World, userId: string, parent: Channel, type: number, on?: Stored): void {
  demand(world, userId, parent)
  if (isThread(parent) || ![0, 5, 15].includes(parent.wire.type)) throw new DiscordError(50024)
  if (parent.wire.type === 15) demand(world, userId, parent, 'SendMessages')
  else demand(world, userId, parent, type === 12 ? 'CreatePrivateThreads' : 'CreatePublicThreads')
  if (on === undefined) return
  if (world.channels.has(on.wire.id)) throw new DiscordError(160004)
  if (![0, 19, 20, 23].includes(on.wire.type)) throw new DiscordError(50021)
}

export function deleteThread(world: World, thread: Channel): void {
  world.channels.delete(thread.id)
  for (const id of thread.messages.keys()) world.messages.delete(id)
  const { id, guild_id, parent_id, type } = thread.wire
  world.emit({
    name: 'THREAD_DELETE',
    data: { id, guild_id, parent_id, type },
    guildId: thread.guild!.id,
    ...(parent_id ? { channelId: parent_id } : {}),
  })
}
