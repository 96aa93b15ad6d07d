import { ChannelType, type Client, type Message, RESTJSONErrorCodes, type TextBasedChannel } from 'discord.js'
import type { App } from '../app.ts'
import { isFirst } from '../once.ts'
import type { Watched } from '../store/missed.ts'
import { attempt, type Door } from './listen.ts'
import { isCode } from './problems.ts'
import { isNewer, type Seen, snowflakeAt } from './seen.ts'

/**
 * Reads what was said while Bee was away: after a new session Discord tells nothing of what came before it
 * (RELIABILITY F22, F57). Messages come in by the same door as live ones, in the order they were written, so the inbox
 * knows those that Bee has seen already.
 */
export interface CatchUp {
  /** A new session has begun. An earlier round that is still under way is left where it is. */
  begin(client: Client<true>): Promise<CaughtUp>
  /** Resolves when nothing older of this channel is still to be read. */
  before(channelId: string): Promise<void>
}

/** What a round has found, for the log and the staff. */
export interface CaughtUp {
  messages: number
  channels: number
  /** Channels with more than Bee reads after an outage, or with older messages. */
  cutShort: string[]
}

/** Nobody waits longer than this for a first answer; whoever does writes again. The same as Discord keeps threads open. */
const longestMs = 3 * 24 * 3_600_000
const mostPerChannel = 1000
/** Channels at once: Discord lets a bot send 50 requests a second, and live ones must find room. */
const atOnce = 4

interface Place {
  channel: TextBasedChannel
  after: string
  release: () => void
}

export function createCatchUp({ seen, door, app }: { seen: Seen; door: Door; app: () => App | undefined }): CatchUp {
  let round = 0
  let planning: Promise<unknown> = Promise.resolve()
  const reading = new Map<string, Promise<void>>()
  /** Of places that could not be read to the end. */
  const unread: (() => void)[] = []

  async function begin(client: Client<true>): Promise<CaughtUp> {
    round += 1
    const mine = round
    const result: CaughtUp = { messages: 0, channels: 0, cutShort: [] }
    const running = app()
    if (running === undefined) return result
    const oldest = snowflakeAt(running.now() - longestMs)
    const plan = placesOf(client, oldest, running, result)
    planning = plan.catch(() => {})
    const places = await plan
    // The new round goes on where the earlier one has left off.
    for (const release of unread.splice(0)) release()
    const jobs = places.map((place) => {
      const job = async () => {
        const read = await readPlace(place, () => mine === round, running)
        if (read.isWhole) place.release()
        else unread.push(place.release)
        result.messages += read.messages
        result.channels += read.messages > 0 ? 1 : 0
        if (read.isCutShort) result.cutShort.push(place.channel.id)
      }
      return isConversation(place.channel) ? gated(place.channel.id, job) : job
    })
    await inParallel(jobs, atOnce)
    if (mine === round) await lookAgain(client, running)
    return result
  }

  /** Whoever asks for the channel from now on waits until the job is done. */
  function gated(channelId: string, job: () => Promise<void>): () => Promise<void> {
    let open = () => {}
    const done = new Promise<void>((resolve) => {
      open = resolve
    })
    reading.set(channelId, done)
    return () =>
      job().finally(() => {
        if (reading.get(channelId) === done) reading.delete(channelId)
        open()
      })
  }

  /** Channels with something newer than what Bee has seen; from here on none of them counts as read. */
  async function placesOf(client: Client<true>, oldest: string, app: App, result: CaughtUp): Promise<Place[]> {
    const places: Place[] = []
    const add = (channel: TextBasedChannel) => {
      const last = seen.lastOf(channel.id)
      if (last === undefined) return
      if (channel.lastMessageId && !isNewer(channel.lastMessageId, last)) return
      if (isNewer(oldest, last) && channel.lastMessageId) result.cutShort.push(channel.id)
      const after = isNewer(oldest, last) ? oldest : last
      places.push({ channel, after, release: seen.hold(channel.id, last) })
    }
    for (const channel of client.channels.cache.values()) {
      if (!channel.isTextBased() || channel.isVoiceBased() || channel.type === ChannelType.DM) continue
      // A channel without a single message has nothing to read. Not every server says which is the last one; of threads,
      // those of tickets are read then.
      if (channel.isThread() ? channel.lastMessageId : channel.lastMessageId !== null) add(channel as TextBasedChannel)
    }
    for (const id of await app.missed.conversations()) {
      const known = client.channels.cache.get(id)
      if (known?.isThread() && known.lastMessageId) continue
      const channel = await client.channels.fetch(id, { force: true }).catch(() => null)
      if (channel?.isTextBased()) add(channel as TextBasedChannel)
    }
    return places
  }

  async function readPlace({ channel, after }: Place, isMine: () => boolean, app: App) {
    const read = { messages: 0, isWhole: false, isCutShort: false }
    let from = after
    try {
      while (isMine() && !read.isWhole) {
        const page = await channel.messages.fetch({ after: from, limit: 100, cache: false })
        const ordered = [...page.values()].sort((a, b) => (isNewer(a.id, b.id) ? 1 : -1))
        for (const message of ordered as Message<true>[]) {
          const done = seen.begin(channel.id, message.id)
          if (await attempt(message, () => door.hear(message, app), app)) done()
        }
        read.messages += ordered.length
        from = ordered.at(-1)?.id ?? from
        read.isCutShort = ordered.length === 100 && read.messages >= mostPerChannel
        read.isWhole = ordered.length < 100 || read.isCutShort
      }
    } catch (cause) {
      // What Bee may not read any more, nobody waits for; all else is tried again with the next session.
      read.isWhole = isCode(cause, RESTJSONErrorCodes.MissingAccess) || isCode(cause, RESTJSONErrorCodes.UnknownChannel)
      if (!read.isWhole) app.log.warn({ err: cause, channel: channel.id }, 'what was said meanwhile could not be read')
    }
    return read
  }

  /** What Bee knows may have been edited or deleted, as far as it is still of interest. */
  async function lookAgain(client: Client<true>, app: App): Promise<void> {
    const watched = [...(await app.missed.requests()), ...(await app.missed.mirrored())]
    const jobs = watched.map(
      (one) => () =>
        lookAt(one, client, app).catch((cause: unknown) =>
          app.log.debug({ err: cause, channel: one.channelId }, 'a message could not be looked at again'),
        ),
    )
    await inParallel(jobs, atOnce)
  }

  async function lookAt({ channelId, messageId }: Watched, client: Client<true>, app: App): Promise<void> {
    const channel = await client.channels.fetch(channelId)
    if (!channel?.isTextBased()) return
    const fetching = channel.messages.fetch({ message: messageId, cache: false, force: true }) as Promise<Message<true>>
    const message = await fetching.catch((cause: unknown) => {
      if (!isCode(cause, RESTJSONErrorCodes.UnknownMessage)) throw cause
    })
    if (message !== undefined) await attempt(message, () => door.edited(message, app), app)
    // That it is gone may have been told before, while the issue still waits for it.
    else await isFirst(door.deleted({ id: messageId, channelId }, app))
  }

  return {
    begin,
    async before(channelId) {
      await planning
      await reading.get(channelId)
    },
  }
}

/** In a channel requests have nothing to do with each other, so nobody has to wait there. */
const isConversation = (channel: TextBasedChannel) => channel.isThread() || channel.type === ChannelType.DM

async function inParallel(jobs: (() => Promise<void>)[], most: number): Promise<void> {
  const queue = [...jobs]
  const worker = async () => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await job()
  }
  await Promise.all(Array.from({ length: Math.min(most, jobs.length) }, worker))
}
