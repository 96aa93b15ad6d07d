import type { App } from '../app.ts'
import type { Reply } from '../core/reply.ts'
import { wholeDesk } from '../core/scope.ts'
import type { TextKey } from '../core/texts.ts'

/** What Bee would say in the conversation as well, had it been asked by a sentence: nothing that is for one person. */
const forAll: readonly TextKey[] = [
  ...(['ticket.solved', 'ticket.closed', 'ticket.reopened', 'ticket.changed', 'ticket.reclassified'] as const),
  ...(['ticket.detailed', 'ticket.update-done', 'human.called', 'join.done', 'join.left'] as const),
  ...(['share.pending', 'share.already', 'bundle.building', 'link.revoked', 'link.refilled'] as const),
]

/**
 * Discord takes no private answer any more, after 3 s without a sign or after 15 minutes (F32). What was done stays done;
 * the person hears of it in the ticket's conversation, and asks again for what is theirs alone.
 */
export async function sayLate(
  { id, channelId, userId }: { id: string; channelId: string | null; userId: string },
  reply: Reply,
  app: App,
): Promise<void> {
  const number = String(reply.values?.number ?? '')
  const here = channelId === null ? undefined : await app.tickets.inThread(wholeDesk, channelId)
  const isNo = reply.say === 'refusal' || reply.say === 'incident'
  const ticket = here ?? (number === '' || isNo ? undefined : await app.tickets.byNumber(wholeDesk, number))
  if (ticket?.threadId == null) return
  const said: Reply =
    forAll.includes(reply.say) || isNo
      ? { ...reply, isPrivate: false }
      : { say: 'answer.late', values: { person: `<@${userId}>` }, calls: [userId] }
  const { threadId } = ticket
  await app.once({ source: 'late', id }, (app) =>
    app.outbox.add([{ do: 'say.at', channelId: threadId, replyTo: null, reply: said }]),
  )
  app.nudge()
}
