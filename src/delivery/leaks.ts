import { isMirrored } from '../actions/follow-up.ts'
import { leakHint, leakReply } from '../actions/guard-message.ts'
import type { App } from '../app.ts'
import type { Effect } from '../core/effects.ts'
import type { Try } from '../core/ports.ts'
import { wholeDesk } from '../core/scope.ts'
import type { Refusal } from '../errors.ts'
import { isFirst } from '../once.ts'
import { enqueue } from '../store/outbox.ts'
import type { Settle } from './deliver.ts'

export type LeakEffect = Extract<Effect, { do: `leak.${string}` }>

/** Takes a secret out of sight, tells its author, and posts what they meant to say. */
export async function deliverLeak(effect: LeakEffect, attempt: Try, app: App): Promise<Settle | undefined> {
  switch (effect.do) {
    case 'leak.remove': {
      const { leak } = effect
      await app.chat.unsay(leak.channelId, leak.messageId)
      return (trx) => enqueue(trx, [{ do: 'leak.tell', leak, isRemoved: true }], app.now())
    }
    case 'leak.tell':
      await app.chat.tell(effect.leak.authorId, await leakReply(effect.leak, effect.isRemoved, app), attempt)
      return undefined
    case 'leak.repost':
      return repost(effect, attempt, app)
  }
}

async function repost(
  { channelId, authorId, author, text }: Extract<LeakEffect, { do: 'leak.repost' }>,
  attempt: Try,
  app: App,
): Promise<Settle | undefined> {
  const values = { person: `<@${authorId}>`, text }
  const { messageId } = await app.chat.say(channelId, { say: 'leak.reposted', values }, attempt)
  const ticket = await app.tickets.inThread(wholeDesk, channelId)
  if (ticket === undefined || !(await isMirrored(ticket, app))) return undefined
  // As if they had said it: where the thread is mirrored, the words go on to the issue.
  return (trx) =>
    enqueue(trx, [{ do: 'mirror.comment', ticketId: ticket.id, channelId, messageId, author, text }], app.now())
}

/** It cannot be done: the author is told all the same, and the staff once for each channel what Bee lacks there. */
export async function giveUpLeak(effect: LeakEffect, problem: Refusal, app: App): Promise<void> {
  if (effect.do === 'leak.repost') return
  const { leak } = effect
  const { guildId, channelId, messageId } = leak
  if (effect.do === 'leak.tell') {
    const reply = await leakHint(leak, effect.isRemoved, app)
    return app.outbox.add([{ do: 'say.at', channelId, replyTo: effect.isRemoved ? null : messageId, reply }])
  }
  await app.outbox.add([{ do: 'leak.tell', leak, isRemoved: false }])
  if (problem.code !== 'CHANNEL_FORBIDDEN') return
  const url = `https://discord.com/channels/${guildId}/${channelId}/${messageId}`
  const reply = { say: 'staff.leak-kept' as const, values: { channel: `<#${channelId}>`, url } }
  await isFirst(
    app.once({ source: 'leak', id: `forbidden:${channelId}` }, (app) =>
      app.outbox.add([{ do: 'staff.say', guildId, reply }]),
    ),
  )
}
