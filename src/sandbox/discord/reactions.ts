import { DiscordError } from './errors.ts'
import { demand } from './permissions.ts'
import { emojiOf } from './render.ts'
import { demandOpen } from './threads.ts'
import type { WireUser } from './wire.ts'
import type { Stored, World } from './world.ts'

/** At most this many different emoji on one message. */
const emojiLimit = 20

/** @throws DiscordError 10014, 30010, 50001, 50013, 50083 */
export function addReaction(world: World, stored: Stored, userId: string, emoji: string): void {
  const { channel, reactors } = stored
  demand(world, userId, channel, 'ReadMessageHistory')
  demandOpen(world, channel)
  if (!isEmoji(emoji)) throw new DiscordError(10014, { status: 400 })
  const users = reactors.get(emoji)
  if (users === undefined) {
    demand(world, userId, channel, 'AddReactions')
    if (reactors.size >= emojiLimit) throw new DiscordError(30010)
  }
  if (users?.has(userId)) return
  reactors.set(emoji, (users ?? new Set()).add(userId))
  tell(world, stored, 'MESSAGE_REACTION_ADD', userId, emoji, { message_author_id: stored.wire.author.id })
}

/** Unicode emoji, or `name:id`. Not a full list of emoji: anything that is no plain letter or digit. */
const isEmoji = (emoji: string) =>
  /^[\w]{2,32}:\d{15,20}$/.test(emoji) ||
  (emoji.length <= 32 && /\p{Emoji}/u.test(emoji) && !/^[\w\s]/u.test(emoji[0] ?? 'a')) ||
  /^[\d#*]\u{fe0f}?\u{20e3}$/u.test(emoji)

export function removeReaction(world: World, stored: Stored, byId: string, userId: string, emoji: string): void {
  const { channel, reactors } = stored
  demand(world, byId, channel, ...(byId === userId ? [] : (['ManageMessages'] as const)))
  demandOpen(world, channel)
  const users = reactors.get(emoji)
  if (!users?.delete(userId)) return
  if (users.size === 0) reactors.delete(emoji)
  tell(world, stored, 'MESSAGE_REACTION_REMOVE', userId, emoji)
}

/** All of them, or all of one emoji. */
export function clearReactions(world: World, stored: Stored, byId: string, emoji: string | undefined): void {
  const { channel, reactors, wire } = stored
  demand(world, byId, channel, 'ManageMessages')
  demandOpen(world, channel)
  if (emoji === undefined) reactors.clear()
  else reactors.delete(emoji)
  const name = emoji === undefined ? 'MESSAGE_REACTION_REMOVE_ALL' : 'MESSAGE_REACTION_REMOVE_EMOJI'
  const guildId = channel.guild?.id
  world.emit({
    name,
    data: {
      channel_id: channel.id,
      message_id: wire.id,
      ...(guildId === undefined ? {} : { guild_id: guildId }),
      ...(emoji === undefined ? {} : { emoji: emojiOf(emoji) }),
    },
    channelId: channel.id,
    ...(guildId === undefined ? {} : { guildId }),
  })
}

export function reactorsOf(world: World, stored: Stored, emoji: string): WireUser[] {
  return [...(stored.reactors.get(emoji) ?? [])].flatMap((id) => world.users.get(id) ?? [])
}

function tell(
  world: World,
  { channel, wire }: Stored,
  name: string,
  userId: string,
  emoji: string,
  extra: Record<string, unknown> = {},
): void {
  const { guild } = channel
  const member = guild?.members.get(userId)
  world.emit({
    name,
    data: {
      user_id: userId,
      channel_id: channel.id,
      message_id: wire.id,
      emoji: emojiOf(emoji),
      burst: false,
      type: 0,
      ...(guild === undefined ? {} : { guild_id: guild.id }),
      ...(member === undefined || name !== 'MESSAGE_REACTION_ADD' ? {} : { member }),
      ...extra,
    },
    channelId: channel.id,
    ...(guild === undefined ? {} : { guildId: guild.id }),
  })
}
