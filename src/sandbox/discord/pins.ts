import { DiscordError } from './errors.ts'
import { announce, createMessage } from './messages.ts'
import { demand } from './permissions.ts'
import { demandOpen } from './threads.ts'
import { isoTime, type Stored, type World } from './world.ts'

const pinLimit = 250

/** Pins a message, and says so in the channel. @throws DiscordError 30003, 50013, 50083 */
export function pinMessage(world: World, stored: Stored, byId: string): void {
  const { channel } = stored
  demand(world, byId, channel, 'PinMessages')
  demandOpen(world, channel)
  if (stored.pinnedAt !== undefined) return
  const pins = [...channel.messages.values()].filter((other) => other.pinnedAt !== undefined)
  if (pins.length >= pinLimit) throw new DiscordError(30003)
  stored.pinnedAt = isoTime(world.now())
  announce(world, 'MESSAGE_UPDATE', stored)
  tellOfPins(world, stored)
  const reference = { message_id: stored.wire.id, fail_if_not_exists: false }
  const allowed = { parse: [] }
  const notice = { content: '', message_reference: reference, allowed_mentions: allowed }
  createMessage(world, channel, byId, notice, [], { type: 6, system: true })
}

export function unpinMessage(world: World, stored: Stored, byId: string): void {
  demand(world, byId, stored.channel, 'PinMessages')
  demandOpen(world, stored.channel)
  if (stored.pinnedAt === undefined) return
  delete stored.pinnedAt
  announce(world, 'MESSAGE_UPDATE', stored)
  tellOfPins(world, stored)
}

function tellOfPins(world: World, { channel, pinnedAt }: Stored): void {
  const guildId = channel.guild?.id
  const place = guildId === undefined ? {} : { guild_id: guildId }
  world.emit({
    name: 'CHANNEL_PINS_UPDATE',
    data: { channel_id: channel.id, last_pin_timestamp: pinnedAt ?? null, ...place },
    channelId: channel.id,
    ...(guildId === undefined ? {} : { guildId }),
  })
}
