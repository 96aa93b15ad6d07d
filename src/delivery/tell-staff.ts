import { z } from 'zod'
import type { App } from '../app.ts'
import type { Effect } from '../core/effects.ts'
import { isWithin } from '../core/elapsed.ts'
import type { Reply } from '../core/reply.ts'
import { wholeDesk } from '../core/scope.ts'
import type { Refusal } from '../errors.ts'

/** The staff hears of one cause once in so long; what comes meanwhile is counted (RELIABILITY F34). */
const quietMs = 3_600_000

const Told = z.object({ at: z.number(), more: z.number() })

/** Tells the staff that something could not be delivered, with how often that happened since they were last told. */
export async function tellStaff(effect: Effect, problem: Refusal, app: App): Promise<void> {
  // A notice that cannot be given is not told of by another; leaks have words of their own.
  if (effect.do === 'staff.tell' || effect.do === 'staff.say' || effect.do.startsWith('leak.')) return
  // There is nobody left to tell.
  if (problem.code === 'SERVER_LEFT') return
  const guildId = await guildOf(effect, app)
  if (guildId === undefined) return
  const { bookmarks, now } = app
  const place = isDeaf(effect, problem) ? `ticket:${effect.ticketId}` : placeOf(effect)
  const key = `told:${guildId}:${problem.code}:${place}`
  const kept = await bookmarks.get(key)
  const told = kept === undefined ? undefined : Told.parse(JSON.parse(kept))
  if (told !== undefined && isWithin(quietMs, told.at, now())) {
    return bookmarks.set(key, JSON.stringify({ ...told, more: told.more + 1 }))
  }
  const values = { problem: problem.message, count: (told?.more ?? 0) + 1 }
  const reply = (await deafOf(effect, problem, app)) ?? { say: 'staff.undelivered', values }
  await app.outbox.add([{ do: 'staff.say', guildId, reply }])
  await bookmarks.set(key, JSON.stringify({ at: now(), more: 0 }))
  app.nudge()
}

type OfTicket = Extract<Effect, { ticketId: number }>

/** A ticket in private whose requester has left or takes no messages: it has no thread to fall back to (F36). */
const isDeaf = (effect: Effect, { code }: Refusal): effect is OfTicket => code === 'DM_CLOSED' && 'ticketId' in effect

/** A moderator has to find them another way, so the ticket and the person are named. */
async function deafOf(effect: Effect, problem: Refusal, app: App): Promise<Reply | undefined> {
  if (!isDeaf(effect, problem)) return undefined
  const { number, requesterId } = await app.tickets.get(wholeDesk, effect.ticketId)
  return { say: 'staff.dm-closed', values: { number, person: `<@${requesterId}>` } }
}

async function guildOf(effect: Effect, app: App): Promise<string | undefined> {
  if ('ticketId' in effect) return (await app.tickets.get(wholeDesk, effect.ticketId)).guildId
  if ('guildId' in effect) return effect.guildId
  return 'channelId' in effect ? app.chat.guildOf(effect.channelId) : undefined
}

/** Where the same problem would come from the same cause. */
function placeOf(effect: Effect): string {
  if ('channelId' in effect && !('ticketId' in effect)) return effect.channelId
  return /^(post|posts|issue|mirror)\./.test(effect.do) ? 'elsewhere' : 'tickets'
}
