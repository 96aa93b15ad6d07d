import type { App } from '../app.ts'
import { defaultTexts } from '../core/texts.ts'
import { fill, type Refusal } from '../errors.ts'
import type { Delivery } from '../store/outbox.ts'
import { markPostFailed } from '../store/posts.ts'
import { nameOf } from './posts.ts'

/** Something can never be delivered: who asked for it is told plainly, and the ticket keeps working. */
export async function giveUp({ effect }: Delivery, problem: Refusal, app: App): Promise<void> {
  if (effect.do === 'post.publish') return postFailed(effect.ticketId, effect.postId, problem, app)
  // What cannot be said in a place that is gone or forbidden cannot be explained there either.
  if (effect.do === 'say.at' || effect.do === 'say' || effect.do === 'staff.tell' || effect.do === 'card.show') return
  const ticket = await app.tickets.get(effect.ticketId)
  const values = { number: ticket.number, problem: problem.message }
  if (effect.do === 'thread.open') {
    // No thread may be made here, so the answer stands beside the question.
    await app.outbox.add([
      {
        do: 'say.at',
        channelId: ticket.channelId,
        replyTo: ticket.messageId,
        reply: { say: 'refusal', values: { text: fill(defaultTexts['ticket.no-thread'], values) } },
      },
    ])
  }
  await app.outbox.add([{ do: 'staff.tell', ticketId: ticket.id, reply: { say: 'staff.delivery-failed', values } }])
}

async function postFailed(ticketId: number, postId: number, problem: Refusal, app: App) {
  const post = await app.posts.get(postId)
  if (post === undefined) return
  await app.tickets.change(
    ticketId,
    'bee',
    (ticket) => ({ ticket, events: [] }),
    async (trx) => {
      await markPostFailed(trx, postId, problem.code)
      const values = { destination: nameOf(post), problem: problem.message }
      return {
        events: [{ type: 'ticket.post-failed', postId, problem: problem.code }],
        effects: [{ do: 'say', ticketId, reply: { say: 'share.failed', values } }],
      }
    },
  )
}
