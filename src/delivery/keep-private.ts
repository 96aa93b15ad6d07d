import { isPrivateCategory } from '../actions/find-ticket.ts'
import type { App } from '../app.ts'
import type { Effect } from '../core/effects.ts'
import type { Ticket } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import { isFirst } from '../once.ts'
import { nameOf } from './posts.ts'

/** What carries words or facts of a ticket to where others read them. Taking something back there is none of it. */
const outward: readonly Effect['do'][] = [
  'post.publish',
  'posts.refresh',
  'issue.refresh',
  'posts.label',
  'mirror.comment',
  'mirror.edit',
]

/**
 * Whether an effect is left undone because the ticket has become private since it was wanted: an edited request, or
 * somebody who says what it really is. Nothing more of it goes out, and the staff is told where it has been shown (A38).
 *
 * @throws Refusal SHARE_PRIVATE for a post that is not there yet: whoever asked for it is told.
 */
export async function isKeptPrivate(ticket: Ticket, effect: Effect, app: App): Promise<boolean> {
  if (!outward.includes(effect.do) || !isPrivateCategory(ticket.triage.category, app)) return false
  const { number } = ticket
  if (effect.do === 'post.publish') throw new Refusal('SHARE_PRIVATE', { values: { number } })
  const shown = (await app.posts.ofTicket(ticket.id)).filter(({ state }) => state === 'posted')
  if (shown.length === 0) return true
  const list = shown.map((post) => post.url ?? nameOf(post)).join(' ')
  const reply = { say: 'staff.now-private' as const, values: { number, list } }
  const told = app.once({ source: 'notice', id: `${number}:now-private` }, (app) =>
    app.outbox.add([{ do: 'staff.tell', ticketId: ticket.id, reply }]),
  )
  if (await isFirst(told)) app.nudge()
  return true
}
