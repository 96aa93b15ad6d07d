import type { BaseInteraction } from 'discord.js'
import type { Place } from '../src/core/types.ts'
import type { Asker } from '../src/discord/command.ts'

/** Where a ticket that is opened by command lives: a thread in this channel (or the one around this thread), or the direct message. */
export function placeOf(
  interaction: BaseInteraction,
  { guildId, channelId }: Asker,
): { place: Place; guildId: string; channelId: string; threadId: string | null } {
  if (!interaction.inGuild()) return { place: 'dm', guildId, channelId, threadId: channelId }
  const { channel } = interaction
  const parentId = channel?.isThread() ? channel.parentId : null
  return { place: 'command', guildId, channelId: parentId ?? channelId, threadId: null }
}
