import { openAfterAll } from '../actions/settle-answer.ts'
import type { App } from '../app.ts'
import { unchanged } from '../core/change.ts'
import type { Effect } from '../core/effects.ts'
import { wholeDesk } from '../core/scope.ts'
import type { Refusal } from '../errors.ts'
import { finishBundle } from '../store/bundles.ts'
import type { Delivery } from '../store/outbox.ts'
import { markPostFailed } from '../store/posts.ts'
import { giveUpLeak } from './leaks.ts'
import { nameOf } from './posts.ts'
import { tellStaff } from './tell-staff.ts'

/** Something can never be delivered: who asked for it and the staff are told plainly, and the ticket keeps working. */
export async function giveUp({ effect }: Delivery, problem: Refusal, app: App): Promise<void> {
  await tellStaff(effect, problem, app)
  // Each word about it would be given up as well.
  if (problem.code === 'SERVER_LEFT' && effect.do !== 'post.publish') return
  await tellAsker(effect, problem, app)
}

async function tellAsker(effect: Effect, problem: Refusal, app: App): Promise<void> {
  if (effect.do === 'post.publish') return postFailed(effect.ticketId, effect.postId, problem, app)
  if (effect.do === 'bundle.build') return bundleFailed(effect.ticketId, effect.bundleId, app)
  if (effect.do === 'answer.offer') return offerFailed(effect.suggestionId, app)
  if (effect.do === 'leak.remove' || effect.do === 'leak.tell' || effect.do === 'leak.repost') {
    return giveUpLeak(effect, problem, app)
  }
  if (effect.do !== 'thread.open') return
  const ticket = await app.tickets.get(wholeDesk, effect.ticketId)
  const values = { number: ticket.number, problem: problem.message }
  // No thread may be made here, so the answer stands beside the question.
  await app.outbox.add([
    {
      do: 'say.at',
      channelId: ticket.channelId,
      replyTo: ticket.messageId,
      reply: { say: 'ticket.no-thread', values },
    },
  ])
}

/** The answer cannot be said, so the request becomes a ticket after all. */
async function offerFailed(suggestionId: number, app: App) {
  const suggestion = await app.suggestions.get(wholeDesk, suggestionId)
  if (suggestion?.state === 'offered') await openAfterAll(suggestion, 'withheld', app)
}

/** It was tried often enough: the card must not promise a bundle that will never come. */
async function bundleFailed(ticketId: number, bundleId: number, app: App) {
  const problem = 'it failed several times for no reason I know. Please attach the files again.'
  const nothing = { file: null, sizeBytes: null, sha256: null, manifest: null, findings: [], leftOut: [] }
  await app.tickets.change(ticketId, 'bee', unchanged, async (trx) => {
    await finishBundle(trx, bundleId, { ...nothing, state: 'failed', problem })
    return {
      events: [{ type: 'bundle.failed', bundleId, problem }],
      effects: [{ do: 'say', ticketId, reply: { say: 'bundle.failed', values: { problem } } }],
    }
  })
}

async function postFailed(ticketId: number, postId: number, problem: Refusal, app: App) {
  const post = await app.posts.get(postId)
  if (post === undefined) return
  await app.tickets.change(ticketId, 'bee', unchanged, async (trx) => {
    await markPostFailed(trx, postId, problem.code)
    const values = { destination: nameOf(post), problem: problem.message }
    return {
      events: [{ type: 'ticket.post-failed', postId, problem: problem.code }],
      effects: [{ do: 'say', ticketId, reply: { say: 'share.failed', values } }],
    }
  })
}
