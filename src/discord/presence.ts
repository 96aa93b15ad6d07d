import { ChannelType, type Client, Events } from 'discord.js'
import type { App } from '../app.ts'
import { type CatchUp, createCatchUp } from './catch-up.ts'
import { door } from './listen.ts'
import { createSeen, type Seen } from './seen.ts'

/** What Bee has read, and what it has yet to read when it comes back. */
export interface Presence {
  seen: Seen
  catchUp: CatchUp
  /** Catches up whenever a new session begins; a session that is resumed is told everything by Discord. */
  watch(client: Client): void
  /** Keeps where Bee is. */
  stop(): Promise<void>
}

const prefix = 'seen:'
/** Longer than Bee reads back after an outage; there is one for each thread there ever was. */
const marksKeptMs = 14 * 24 * 3_600_000
/** Discord's clock and ours may differ by so much. */
const skewMs = 60_000

/** @param running undefined while Bee stops. */
export async function createPresence(running: () => App | undefined, { bookmarks, log, now }: App): Promise<Presence> {
  const seen = createSeen(await bookmarks.startingWith(prefix), {
    keep: (marks) => bookmarks.setAll(new Map([...marks].map(([channel, id]) => [`${prefix}${channel}`, id]))),
    failed: (cause) => log.error({ err: cause }, 'how far Bee has read could not be kept; it is tried again'),
  })
  // Kept before anything can be heard: a Bee that dies right after its very first start reads what was said to it.
  seen.startHere(now())
  await seen.flush()
  const catchUp = createCatchUp({ seen, door, app: running })

  async function returned(client: Client<true>) {
    try {
      const { messages, channels, cutShort } = await catchUp.begin(client)
      if (messages > 0) log.info({ messages, channels }, 'caught up with what was said meanwhile')
      const app = running()
      if (cutShort.length > 0 && app !== undefined) await tell(client, cutShort, app)
      await bookmarks.forget(seen.forget(now() - marksKeptMs).map((channel) => `${prefix}${channel}`))
    } catch (cause) {
      log.error({ err: cause }, 'what was said meanwhile could not be caught up with')
    }
  }

  return {
    seen,
    catchUp,
    watch(client) {
      client.on(Events.ShardReconnecting, () => forgetLastMessages(client))
      client.on(Events.ShardReady, () => void returned(client as Client<true>))
      client.on(Events.GuildAvailable, () => void returned(client as Client<true>))
      // A server that READY did not name comes as if Bee had just been invited; what is really new has nothing to read.
      client.on(Events.GuildCreate, ({ joinedTimestamp }) => {
        const since = client.readyTimestamp ?? now()
        if (joinedTimestamp !== null && joinedTimestamp < since - skewMs) void returned(client as Client<true>)
      })
    },
    stop: () => seen.flush(),
  }
}

/**
 * What was the last message of a channel when the connection broke is not known to be so when there is another: Discord
 * tells it anew with the servers, and where it is not told the channel is read.
 */
function forgetLastMessages(client: Client): void {
  for (const channel of client.channels.cache.values()) Reflect.deleteProperty(channel, 'lastMessageId')
}

/** One notice for each server, whatever was missed there. */
async function tell(client: Client<true>, channelIds: string[], app: App): Promise<void> {
  for (const guild of client.guilds.cache.values()) {
    const here = channelIds.filter((id) => guild.channels.cache.has(id))
    const staff = guild.channels.cache.find(
      ({ name, type }) => type === ChannelType.GuildText && name === app.desk.channels.staff,
    )
    if (here.length === 0 || staff === undefined) continue
    const values = {
      channels: here
        .map((id) => `<#${id}>`)
        .join(', ')
        .slice(0, 1500),
    }
    await app.outbox.add([{ do: 'say.at', channelId: staff.id, replyTo: null, reply: { say: 'staff.missed', values } }])
  }
  app.nudge()
}
