/**
 * Up to where Bee has read each channel: everything up to there has been dealt with, nothing after it is known to be.
 * Kept a moment later than it happens; what is read twice after a crash is known by its inbox key.
 */
export interface Seen {
  /** The message after which Bee may have missed some; undefined when there is nothing to go by. */
  lastOf(channelId: string): string | undefined
  /** Somebody deals with this message. @returns to be called when it has been dealt with. */
  begin(channelId: string, messageId: string): () => void
  /** From here on, whatever comes: messages after `messageId` have yet to be read. @returns to be called when they have. */
  hold(channelId: string, messageId: string): () => void
  /** Everything before this moment is not Bee's: the very first start. */
  startHere(at: number): void
  /** Lets go of the marks of channels in which nothing has been said since then (Unix ms). @returns which. */
  forget(before: number): string[]
  flush(): Promise<void>
}

/** Stands for all channels of which Bee knows nothing. */
const anywhere = 'anywhere'
const flushAfterMs = 500

export function createSeen(
  known: Map<string, string>,
  { keep, failed }: { keep: (marks: Map<string, string>) => Promise<void>; failed: (cause: unknown) => void },
): Seen {
  const marks = new Map([...known].map(([channel, id]) => [channel, BigInt(id)]))
  const open = new Map<string, bigint[]>()
  let changed = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  // What a channel without a mark may hold is newer than anything Bee has seen: it would have seen it otherwise.
  let newest = [...marks.values()].reduce((a, b) => (a > b ? a : b), 0n)

  function note(channelId: string) {
    changed.add(channelId)
    timer ??= setTimeout(() => void flush().catch(failed), flushAfterMs)
    timer.unref()
  }

  function openAt(channelId: string, id: bigint): () => void {
    const others = open.get(channelId) ?? []
    open.set(channelId, [...others, id])
    return () => {
      const left = open.get(channelId) ?? []
      left.splice(left.indexOf(id), 1)
      if (left.length === 0) open.delete(channelId)
      note(channelId)
    }
  }

  function readUpTo(channelId: string): bigint | undefined {
    const unread = open.get(channelId)
    return unread === undefined ? marks.get(channelId) : unread.reduce((a, b) => (a < b ? a : b)) - 1n
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const channels = changed
    changed = new Set()
    const entries = [...channels].flatMap((channel): [string, string][] => {
      const read = readUpTo(channel)
      return read === undefined ? [] : [[channel, String(read)]]
    })
    if (entries.length === 0) return
    try {
      await keep(new Map(entries))
    } catch (cause) {
      for (const channel of channels) changed.add(channel)
      throw cause
    }
  }

  return {
    lastOf(channelId) {
      const mark = readUpTo(channelId) ?? (newest === 0n ? undefined : newest)
      return mark === undefined ? undefined : String(mark)
    },
    begin(channelId, messageId) {
      const id = BigInt(messageId)
      const isDone = openAt(channelId, id)
      if (id > (marks.get(channelId) ?? 0n)) marks.set(channelId, id)
      // Kept along with the next one that is done: after a crash, a channel without a mark counts as read up to that.
      changed.add(channelId)
      return isDone
    },
    hold: (channelId, messageId) => openAt(channelId, BigInt(messageId) + 1n),
    startHere(at) {
      if (newest !== 0n) return
      newest = BigInt(snowflakeAt(at))
      marks.set(anywhere, newest)
      note(anywhere)
    },
    forget(before) {
      const oldest = BigInt(snowflakeAt(before))
      const last = [...marks.values()].reduce((a, b) => (a > b ? a : b), 0n)
      // The newest stays: it stands for all those that have none.
      const old = [...marks].filter(([channel, id]) => id < oldest && id < last && !open.has(channel))
      for (const [channel] of old) {
        marks.delete(channel)
        changed.delete(channel)
      }
      if (last > newest) newest = last
      return old.map(([channel]) => channel)
    },
    flush,
  }
}

/** The id that a message of this moment (Unix milliseconds) would have at least. */
export const snowflakeAt = (at: number): string => String(BigInt(Math.max(0, Math.floor(at) - discordEpoch)) << 22n)

/** discord.com/developers/docs/reference, "Snowflakes" */
const discordEpoch = 1_420_070_400_000

export const isNewer = (id: string, than: string) => BigInt(id) > BigInt(than)
