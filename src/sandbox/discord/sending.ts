import type { Upload } from './attachments.ts'
import { DiscordError } from './errors.ts'
import type { MessageInput } from './messages.ts'
import { demand, may } from './permissions.ts'
import { openForWriting } from './threads.ts'
import { type Channel, holdsMessages, isDm, isThread, type World } from './world.ts'

/** May this person write this here? @throws DiscordError 50001, 50013, 50083, 50008, 160002, 160005 */
export function demandMaySend(world: World, userId: string, channel: Channel, input: MessageInput, files: Upload[]) {
  if (!holdsMessages(channel)) throw new DiscordError(channel.wire.type === 15 ? 40058 : 50008)
  if (isDm(channel)) return demandMayWriteTo(world, userId, channel)
  demand(world, userId, channel, isThread(channel) ? 'SendMessagesInThreads' : 'SendMessages')
  if (files.length > 0) demand(world, userId, channel, 'AttachFiles')
  if (input.message_reference?.message_id !== undefined && !may(world, userId, 'ReadMessageHistory', channel)) {
    throw new DiscordError(160002)
  }
  if (isThread(channel)) openForWriting(world, channel, userId)
}

function demandMayWriteTo(world: World, userId: string, channel: Channel): void {
  if (userId !== world.bot.id) return
  const recipientId = channel.wire.recipients?.[0]?.id ?? ''
  const shares = [...world.guilds.values()].some((guild) => guild.members.has(recipientId))
  if (!shares) throw new DiscordError(50278)
  if (world.plannedPeople.get(recipientId)?.dmsClosed === true) throw new DiscordError(50007)
}
