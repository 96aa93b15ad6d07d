/** Discord shows "is typing" for ten seconds (docs, "Trigger Typing Indicator"); said a little earlier, it does not flicker. */
const shownMs = 8000

/** Where Bee may not, or Discord is away, it is not tried again for this long: refused requests count against a bot. */
const pauseMs = 10 * 60_000

/**
 * Shows that Bee is at work, once for everybody who waits in a channel. It says nothing that could be lost, so it does
 * not go through the outbox, and its failure is nobody's concern.
 */
export function createTyping(show: (channelId: string) => Promise<void>, now: () => number = () => performance.now()) {
  const quietUntil = new Map<string, number>()

  return (channelId: string): void => {
    const at = now()
    if ((quietUntil.get(channelId) ?? 0) > at) return
    for (const [channel, until] of quietUntil) if (until <= at) quietUntil.delete(channel)
    quietUntil.set(channelId, at + shownMs)
    show(channelId).catch(() => quietUntil.set(channelId, at + pauseMs))
  }
}
