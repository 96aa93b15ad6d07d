import type { Chat } from '../core/ports.ts'
import type { Ticket } from '../core/types.ts'

/** So few first signs at once are no crowd; whatever else is to be said goes out beside them. */
const fewEnough = 4

/** Nothing waits longer than this for others' first signs, however many keep coming. */
const longestWaitMs = 5000

/** The first signs of one server that are on their way, and what waits for them. */
interface Crowd {
  firstSigns: number
  waiting: Set<() => void>
}

/**
 * Lets first signs go before everything else. Discord takes 50 requests a second from a bot
 * (discord.com/developers/docs/topics/rate-limits, "Global Rate Limit"): when a crowd asks at once, whoever has heard
 * nothing yet should get the next of them, not the card of somebody who already sees a thread. Another server's people
 * wait for no crowd but their own (RELIABILITY F55).
 */
export function withPrecedence(chat: Chat): Chat {
  const crowds = new Map<string, Crowd>()

  async function first<Result>(server: string, send: () => Promise<Result>): Promise<Result> {
    const crowd = crowds.get(server) ?? { firstSigns: 0, waiting: new Set() }
    crowds.set(server, crowd)
    crowd.firstSigns++
    try {
      return await send()
    } finally {
      crowd.firstSigns--
      if (crowd.firstSigns === 0) {
        crowds.delete(server)
        for (const go of crowd.waiting) go()
      }
    }
  }

  async function afterThem<Result>(server: string, send: () => Promise<Result>): Promise<Result> {
    const crowd = crowds.get(server)
    if (crowd !== undefined && crowd.firstSigns > fewEnough) {
      await new Promise<void>((resolve) => {
        const go = () => {
          clearTimeout(timer)
          crowd.waiting.delete(go)
          resolve()
        }
        const timer = setTimeout(go, longestWaitMs)
        crowd.waiting.add(go)
      })
    }
    return send()
  }

  /** A direct message, and what Discord has not told of yet, stands for itself. */
  const serverOf = (channelId: string) => chat.guildOf(channelId) ?? channelId
  const later = <Result>(channelId: string, send: () => Promise<Result>) => afterThem(serverOf(channelId), send)

  return {
    ...chat,
    openThread: (ticket, ...of) => first(ticket.guildId, () => chat.openThread(ticket, ...of)),
    showCard: (view, attempt) =>
      (isFirstSign(view.ticket) ? first : afterThem)(view.ticket.guildId, () => chat.showCard(view, attempt)),
    say: (channelId, reply, attempt) =>
      (attempt.replyTo ? first : afterThem)(serverOf(channelId), () => chat.say(channelId, reply, attempt)),
    rename: (...of) => later(of[0], () => chat.rename(...of)),
    archive: (...of) => later(of[0], () => chat.archive(...of)),
    unarchive: (...of) => later(of[0], () => chat.unarchive(...of)),
    post: (channel, ...of) => later(channel.id, () => chat.post(channel, ...of)),
    editPost: (...of) => later(of[0], () => chat.editPost(...of)),
    sayFor: (...of) => later(of[0], () => chat.sayFor(...of)),
    editFor: (...of) => later(of[0], () => chat.editFor(...of)),
    unsay: (...of) => later(of[0], () => chat.unsay(...of)),
    typing(channelId) {
      if ((crowds.get(serverOf(channelId))?.firstSigns ?? 0) <= fewEnough) chat.typing(channelId)
    },
  }
}

/** Where no thread has to be opened, the card is the first that people see. */
const isFirstSign = ({ place, cardMessageId }: Ticket) =>
  cardMessageId === null && (place === 'dm' || place === 'forum')
