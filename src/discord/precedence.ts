import type { Chat } from '../core/ports.ts'
import type { Ticket } from '../core/types.ts'

/** So few first signs at once are no crowd; whatever else is to be said goes out beside them. */
const fewEnough = 4

/** Nothing waits longer than this for others' first signs, however many keep coming. */
const longestWaitMs = 5000

/**
 * Lets first signs go before everything else. Discord takes 50 requests a second from a bot
 * (discord.com/developers/docs/topics/rate-limits, "Global Rate Limit"): when a crowd asks at once, whoever has heard
 * nothing yet should get the next of them, not the card of somebody who already sees a thread.
 */
export function withPrecedence(chat: Chat): Chat {
  const waiting = new Set<() => void>()
  let firstSigns = 0

  async function first<Result>(send: () => Promise<Result>): Promise<Result> {
    firstSigns++
    try {
      return await send()
    } finally {
      firstSigns--
      if (firstSigns === 0) for (const go of waiting) go()
    }
  }

  async function afterThem<Result>(send: () => Promise<Result>): Promise<Result> {
    if (firstSigns > fewEnough) {
      await new Promise<void>((resolve) => {
        const go = () => {
          clearTimeout(timer)
          waiting.delete(go)
          resolve()
        }
        const timer = setTimeout(go, longestWaitMs)
        waiting.add(go)
      })
    }
    return send()
  }

  return {
    ...chat,
    openThread: (...of) => first(() => chat.openThread(...of)),
    showCard: (view, attempt) => (isFirstSign(view.ticket) ? first : afterThem)(() => chat.showCard(view, attempt)),
    say: (channelId, reply, attempt) =>
      (attempt.replyTo ? first : afterThem)(() => chat.say(channelId, reply, attempt)),
    rename: (...of) => afterThem(() => chat.rename(...of)),
    archive: (...of) => afterThem(() => chat.archive(...of)),
    unarchive: (...of) => afterThem(() => chat.unarchive(...of)),
    post: (...of) => afterThem(() => chat.post(...of)),
    editPost: (...of) => afterThem(() => chat.editPost(...of)),
    sayFor: (...of) => afterThem(() => chat.sayFor(...of)),
    editFor: (...of) => afterThem(() => chat.editFor(...of)),
    unsay: (...of) => afterThem(() => chat.unsay(...of)),
    typing(channelId) {
      if (firstSigns <= fewEnough) chat.typing(channelId)
    },
  }
}

/** Where no thread has to be opened, the card is the first that people see. */
const isFirstSign = ({ place, cardMessageId }: Ticket) =>
  cardMessageId === null && (place === 'dm' || place === 'forum')
