import { type Client, Events, GatewayDispatchEvents, type Message } from 'discord.js'
import type { Logger } from 'pino'

/** As much as is needed of what the gateway tells of a message. */
interface Told {
  t?: string
  d?: { id?: string; channel_id?: string; guild_id?: string; author?: { bot?: boolean } }
}

/**
 * discord.js drops, without a word, what is said in a channel or thread that it was never told of: one that was made
 * while an event got lost, or one that the list of a server's threads left out. Such a message is asked for, with its
 * channel, which is known from then on.
 */
export function whenChannelIsUnknown(client: Client, log: Logger, hear: (message: Message) => void): void {
  client.on(Events.Raw as never, (packet: Told) => {
    const { t, d } = packet
    if (t !== GatewayDispatchEvents.MessageCreate || d?.author?.bot === true) return
    // In private there is no list of channels, so discord.js makes one up.
    if (d?.guild_id === undefined || d.channel_id === undefined || d.id === undefined) return
    if (client.channels.cache.has(d.channel_id)) return
    fetchMessage(client, d.channel_id, d.id).then(
      (message) => message && hear(message),
      // The next catch-up reads it.
      (cause) => log.warn({ err: cause, channel: d.channel_id }, 'a message of a channel that is not known was missed'),
    )
  })
}

async function fetchMessage(client: Client, channelId: string, messageId: string): Promise<Message | undefined> {
  const channel = await client.channels.fetch(channelId)
  return channel?.isTextBased() ? channel.messages.fetch({ message: messageId, cache: false }) : undefined
}
