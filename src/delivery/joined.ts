import { isPrivate, isPrivateCategory } from '../actions/find-ticket.ts'
import type { App } from '../app.ts'
import type { Effect, News } from '../core/effects.ts'
import { follow } from '../core/join.ts'
import type { Try } from '../core/ports.ts'
import type { Reply, ReplyButton } from '../core/reply.ts'
import { threadUrlOf } from '../core/thread-url.ts'
import { cut } from '../core/title.ts'
import type { Post, Ticket } from '../core/types.ts'
import { likeness, sameProblem, tellingWordsOf } from '../knowledge/likeness.ts'
import { takeOnce } from '../store/inbox.ts'
import { markClosedAlong } from '../store/joins.ts'

/** A problem solved longer ago was most likely another one. */
const solvedMs = 30 * 24 * 3_600_000
const mostOffered = 3

/** Offers to join tickets that are about the same, where the requester may see them and nobody has answered yet. */
export async function offerSimilar(ticket: Ticket, attempt: Try, app: App): Promise<void> {
  if (ticket.threadId === null || ticket.status !== 'new' || isPrivateCategory(ticket.triage.category, app)) return
  if ((await app.joins.parentOf(ticket.id)) !== undefined) return
  const similar = await similarTo(ticket, app)
  if (similar.length === 0) return
  const buttons: ReplyButton[] = []
  const lines: string[] = []
  for (const { id, number, ...other } of similar) {
    buttons.push({
      label: `Join ${number}`,
      emoji: '🤝',
      control: await app.controls.for('join', ticket.id, { parent: String(id) }),
    })
    lines.push(`**${number}** ${other.title} · ${await wordsFor({ id, number, ...other }, app)}`)
  }
  await app.chat.say(ticket.threadId, { say: 'similar.offered', values: { list: lines.join('\n') }, buttons }, attempt)
}

/** One of them was joined: nothing is left to press, and joining another one is a command. */
export async function settleSimilar(
  { threadId }: Ticket,
  { offerId, parent }: Extract<Effect, { do: 'similar.settle' }>,
  { chat }: App,
): Promise<void> {
  if (threadId !== null) await chat.sayInstead(threadId, offerId, { say: 'similar.joined', values: { parent } })
}

async function similarTo(ticket: Ticket, app: App): Promise<Ticket[]> {
  const text = wholeText(ticket)
  const { guildId, id: notId } = ticket
  const category = ticket.triage.category
  const solvedSince = app.now() - solvedMs
  const found = await app.joins.alike([...tellingWordsOf(text)], { guildId, category, notId, solvedSince })
  const alike = found
    .map((other) => ({ other, how: likeness(text, wholeText(other)) }))
    .filter(({ how }) => how >= sameProblem)
    .sort((a, b) => b.how - a.how)
  const chosen = new Map<number, Ticket>()
  for (const { other } of alike) {
    // One that follows another stands for the one it follows.
    const leading = (await app.joins.parentOf(other.id)) ?? other
    if (chosen.size < mostOffered && leading.id !== ticket.id && (await isSeen(leading, ticket, app)))
      chosen.set(leading.id, leading)
  }
  return [...chosen.values()]
}

async function isSeen(other: Ticket, ticket: Ticket, { chat }: App): Promise<boolean> {
  if (other.threadId === null || other.place === 'dm') return false
  return other.channelId === ticket.channelId || chat.canSee(other.guildId, other.channelId, ticket.requesterId)
}

const wholeText = ({ title, request }: Ticket) => (request.startsWith(title) ? request : `${title}\n${request}`)

async function wordsFor(ticket: Ticket, app: App): Promise<string> {
  const state = ticket.status === 'closed' ? `solved <t:${Math.floor((ticket.closedAt ?? 0) / 1000)}:R>` : 'open'
  const followers = await app.joins.countFollowers(ticket.id)
  const joined = followers > 0 ? ` · ${followers} joined` : ''
  const issue = (await app.posts.ofTicket(ticket.id)).find(isIssue)
  return `${state}${joined} · <#${ticket.threadId}>${issue ? ` · [GitHub issue](<${issue.url}>)` : ''}`
}

const isIssue = ({ destination, state, url }: Post) => destination === 'github' && state === 'posted' && url !== null

/** Tells all that follow a ticket what has happened to it, each once, and lets them close and open along. */
export async function tellJoined(
  parent: Ticket,
  { news }: Extract<Effect, { do: 'joined.tell' }>,
  { marker }: Try,
  app: App,
): Promise<void> {
  const leader = { parent: parent.number, url: threadUrlOf(parent) ?? '' }
  const as = parent.closedAs ?? 'solved'
  for (const { ticketId, isClosedAlong } of await app.joins.followersOf(parent.id)) {
    let isMoved = false
    let isTold = true
    const decide = (ticket: Ticket) => {
      const decision = follow(ticket, leader, { news, as, isClosedAlong }, app.now())
      isMoved = decision.events.length > 0
      // One of them may have become private since they were joined.
      isTold = isPrivate(ticket, app) === isPrivate(parent, app)
      return decision
    }
    await app.tickets.change(ticketId, 'bee', decide, async (trx) => {
      if (!(await takeOnce(trx, 'joined', `${marker}:${ticketId}`, app.now()))) return {}
      if (news.is === 'closed' || news.is === 'reopened') {
        if (isMoved) await markClosedAlong(trx, ticketId, news.is === 'closed')
        return {}
      }
      return isTold ? { effects: [{ do: 'say', ticketId, reply: newsOf(parent, news) }] } : {}
    })
  }
}

function newsOf({ number: parent }: Ticket, news: Exclude<News, { is: 'closed' | 'reopened' }>): Reply {
  return news.is === 'assigned'
    ? { say: 'joined.assigned', values: { parent, person: `<@${news.assigneeId}>` } }
    : { say: 'joined.update', values: { parent, text: cut(news.text, 1800) } }
}
