import type { App } from '../app.ts'
import { unchanged } from '../core/change.ts'
import type { Effect } from '../core/effects.ts'
import type { Reply } from '../core/reply.ts'
import type { Ticket } from '../core/types.ts'
import { Refusal, type RefusalCode } from '../errors.ts'
import { isFirst } from '../once.ts'
import { markPostFailed } from '../store/posts.ts'
import type { Settle } from './deliver.ts'

const closing: readonly RefusalCode[] = ['ISSUES_DISABLED', 'GITHUB_NOT_FOUND', 'GITHUB_FORBIDDEN']

export const isRepositoryTrouble = ({ code }: Refusal) => code === 'ISSUE_GONE' || closing.includes(code)

/** How long what a closed repository holds up waits; not more than a quarter of an hour late when it is mended. */
const retryAfterMs = 15 * 60_000

/**
 * An issue that is gone is let go, and a closed repository makes its mirror wait: each is said once, and no issue is made
 * anew unless somebody asks for it (F41, F42).
 */
export async function despiteTrouble(
  ticket: Ticket,
  effect: Effect,
  app: App,
  work: () => Promise<Settle | undefined>,
): Promise<Settle | undefined> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    if (cause.code === 'ISSUE_GONE') return letGo(ticket, app)
    if (cause.code === 'ISSUE_LOCKED') return tellOfLock(ticket, cause, app)
    // Whoever has just asked for an issue is told that there will be none.
    if (!closing.includes(cause.code) || effect.do === 'post.publish') throw cause
    await tellStaffOnce(ticket, cause, app)
    const values = { repository: app.issues?.repository ?? '', retryAfterMs }
    throw new Refusal('GITHUB_PAUSED', { cause, values, hadNoEffect: cause.hadNoEffect })
  }
}

async function letGo(ticket: Ticket, app: App): Promise<undefined> {
  const posts = await app.posts.ofTicket(ticket.id)
  const post = posts.find(({ destination, state }) => destination === 'github' && state === 'posted')
  if (post === undefined) return
  await app.tickets.change(ticket.id, 'bee', unchanged, async (trx) => {
    await markPostFailed(trx, post.id, 'ISSUE_GONE')
    const values = { number: ticket.number, url: post.url ?? post.target }
    return {
      events: [{ type: 'ticket.post-failed', postId: post.id, problem: 'ISSUE_GONE' }],
      effects: [{ do: 'say', ticketId: ticket.id, reply: { say: 'mirror.detached', values } }],
    }
  })
}

/** Once a day, however much is said in the thread meanwhile. */
async function tellOfLock(ticket: Ticket, { message }: Refusal, app: App): Promise<undefined> {
  const values = { number: ticket.number, problem: message }
  await tellOnce(`${ticket.number}:ISSUE_LOCKED`, ticket, { say: 'staff.delivery-failed', values }, app)
}

/** Once a day for each cause, whatever it holds up. */
async function tellStaffOnce(ticket: Ticket, { code, message }: Refusal, app: App): Promise<void> {
  const repository = app.issues?.repository ?? ''
  const values = { repository, problem: message }
  await tellOnce(`${repository}:${code}`, ticket, { say: 'staff.mirror-paused', values }, app)
}

async function tellOnce(about: string, ticket: Ticket, reply: Reply, app: App): Promise<void> {
  const day = new Date(app.now()).toISOString().slice(0, 10)
  const told = app.once({ source: 'notice', id: `${about}:${day}` }, (app) =>
    app.outbox.add([{ do: 'staff.tell', ticketId: ticket.id, reply }]),
  )
  if (await isFirst(told)) app.nudge()
}
