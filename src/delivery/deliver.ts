import type { Transaction } from 'kysely'
import { sourcesOf } from '../actions/create-bundle.ts'
import { linkTo, withLink } from '../actions/links.ts'
import { viewOf } from '../actions/show.ts'
import type { App } from '../app.ts'
import { ownHostUrl } from '../collect/own-host.ts'
import type { Effect, FreeEffect } from '../core/effects.ts'
import type { Finding } from '../core/finding.ts'
import type { DeliveryRecord, RawAttachment, Try } from '../core/ports.ts'
import type { Reply, ReplyButton } from '../core/reply.ts'
import { wholeDesk } from '../core/scope.ts'
import { type Analysis, highest, takeFindings } from '../core/take-findings.ts'
import type { Bundle, Ticket } from '../core/types.ts'
import { crashpoint } from '../crashpoint.ts'
import { Refusal } from '../errors.ts'
import { finishBundle } from '../store/bundles.ts'
import { type Delivery, enqueue, noteMade } from '../store/outbox.ts'
import type { Schema } from '../store/schema.ts'
import { placeTicket } from '../store/tickets.ts'
import { readUploadUrl } from '../uploads/arrivals.ts'
import { offerAnswer, offerBeside, settleOffer } from './answers.ts'
import { offerSimilar, settleSimilar, tellJoined } from './joined.ts'
import { isKeptPrivate } from './keep-private.ts'
import { deliverLeak } from './leaks.ts'
import { deliverMirror } from './mirror.ts'
import { labelIssue, publishPost, refreshIssue, refreshPosts } from './posts.ts'
import { despiteTrouble } from './repository-trouble.ts'

/** What is kept of an effect, in the transaction that marks it as done. */
export type Settle = (trx: Transaction<Schema>) => Promise<void>

/** A delivery on its way, as those who carry it out need it. */
export type Attempt = Delivery & Try

/**
 * Does one effect in the outside world. Every branch may run twice (a crash between the deed and its record),
 * so each looks for what an earlier try left before it does it again.
 */
export async function deliver(delivery: Delivery, app: App): Promise<Settle | undefined> {
  const { id, wasSent, createdAt: since } = delivery
  let messageId: string | undefined
  const record: DeliveryRecord = {
    since,
    wasSent,
    sending: () => app.outbox.sending(id),
    made(made) {
      messageId = made
    },
    isOthers: (messageId) => app.outbox.isOthers(id, messageId),
  }
  const settle = await effectOf({ ...delivery, record }, app)
  if (messageId === undefined) return settle
  const made = messageId
  return async (trx) => {
    await settle?.(trx)
    await noteMade(trx, id, made)
  }
}

async function effectOf(attempt: Attempt, app: App): Promise<Settle | undefined> {
  const { effect } = attempt
  switch (effect.do) {
    case 'say.at':
      await app.chat.say(effect.channelId, await withLink(effect.reply, app), { ...attempt, replyTo: effect.replyTo })
      return undefined
    case 'answer.offer':
      return offerAnswer(effect, attempt, app)
    case 'answer.settle':
      return settleOffer(effect.suggestionId, effect.channelId, app)
    case 'staff.say':
      await sayToStaff(effect.guildId, effect.reply, attempt, app)
      return undefined
    case 'leak.remove':
    case 'leak.tell':
    case 'leak.repost':
      return deliverLeak(effect, attempt, app)
  }
  const ticket = await app.tickets.get(wholeDesk, effect.ticketId)
  // A bundle is made in Bee itself, which takes no server.
  if (effect.do !== 'bundle.build' && app.chat.hasLeft(ticket.guildId)) throw new Refusal('SERVER_LEFT')
  if (await isKeptPrivate(ticket, effect, app)) return undefined
  return despiteTrouble(ticket, effect, app, () => deliverFor(ticket, effect, attempt, app))
}

async function deliverFor(
  ticket: Ticket,
  effect: Exclude<Effect, FreeEffect>,
  attempt: Attempt,
  app: App,
): Promise<Settle | undefined> {
  switch (effect.do) {
    case 'thread.open':
      return openThread(ticket, attempt, app)
    case 'thread.rename':
      // A forum post keeps the title its author gave it, a direct message has none.
      if (ticket.threadId !== null && (ticket.place === 'channel' || ticket.place === 'command')) {
        await app.chat.rename(ticket.threadId, threadName(ticket))
      }
      return undefined
    case 'thread.archive':
      if (ticket.status === 'closed' && ticket.threadId !== null && ticket.place !== 'dm')
        await app.chat.archive(ticket.threadId)
      return undefined
    case 'thread.unarchive':
      if (ticket.threadId !== null && ticket.place !== 'dm') await app.chat.unarchive(ticket.threadId)
      return undefined
    case 'card.show':
      return showCard(ticket, attempt, app)
    case 'ask.category':
      await askCategory(ticket, attempt, app)
      return undefined
    case 'say':
      await say(ticket, effect.reply, attempt, app)
      return undefined
    case 'similar.offer':
      await offerSimilar(ticket, attempt, app)
      return undefined
    case 'similar.settle':
      await settleSimilar(ticket, effect, app)
      return undefined
    case 'joined.tell':
      await tellJoined(ticket, effect, attempt, app)
      return undefined
    case 'answer.beside':
      return offerBeside(ticket, effect.suggestionId, attempt, app)
    case 'answer.beside-settle':
      return settleOffer(effect.suggestionId, ticket.threadId, app)
    case 'staff.tell':
      await tellStaff(ticket, effect.reply, attempt, app)
      return undefined
    case 'bundle.build':
      await buildBundle(ticket, effect.bundleId, app)
      return undefined
    case 'post.publish':
      await publishPost(ticket, effect.postId, attempt, app)
      return undefined
    case 'posts.refresh':
      await refreshPosts(ticket, app)
      return undefined
    case 'issue.refresh':
      await refreshIssue(ticket, app)
      return undefined
    case 'posts.label':
      await labelIssue(ticket, app)
      return undefined
    default:
      return deliverMirror(ticket, effect, attempt, app)
  }
}

async function openThread(ticket: Ticket, attempt: Try, { chat, now }: App): Promise<Settle | undefined> {
  if (ticket.threadId !== null) return undefined
  const { id: ticketId, number, requesterId } = ticket
  const { threadId, isAbsent } = await chat.openThread(ticket, threadName(ticket), attempt)
  return async (trx) => {
    await placeTicket(trx, ticketId, { threadId })
    if (!isAbsent) return
    const reply = { say: 'staff.absent' as const, values: { number, person: `<@${requesterId}>` } }
    await enqueue(trx, [{ do: 'staff.tell', ticketId, reply }], now())
  }
}

/** `ST-2026-001 · authentication`: what it is about, never who asks. */
const threadName = (ticket: Ticket) => `${ticket.number} · ${ticket.triage.category}`

async function showCard(ticket: Ticket, attempt: Try, app: App): Promise<Settle | undefined> {
  if (ticket.threadId === null) return undefined
  const { messageId } = await app.chat.showCard(await viewOf(ticket, app), attempt)
  if (messageId === ticket.cardMessageId) return undefined
  return (trx) => placeTicket(trx, ticket.id, { cardMessageId: messageId })
}

/** One button for each of the likeliest; the answer is as good as a moderator's word. */
async function askCategory(ticket: Ticket, attempt: Try, app: App) {
  if (ticket.threadId === null || ticket.triage.confidence.category === 1) return
  const buttons: ReplyButton[] = []
  for (const id of ticket.triage.likeliest.slice(0, 3)) {
    const title = app.desk.categories.find((category) => category.id === id)?.title ?? id
    buttons.push({ label: title, control: await app.controls.for('category', ticket.id, { category: id }) })
  }
  const fallback = app.desk.fallbackCategory
  if (!ticket.triage.likeliest.slice(0, 3).includes(fallback)) {
    buttons.push({
      label: 'Something else',
      control: await app.controls.for('category', ticket.id, { category: fallback }),
    })
  }
  await app.chat.say(ticket.threadId, { say: 'ask.category', buttons }, attempt)
}

async function say(ticket: Ticket, reply: Reply, attempt: Try, { chat }: App) {
  if (ticket.threadId !== null) await chat.say(ticket.threadId, reply, attempt)
}

async function tellStaff(ticket: Ticket, reply: Reply, attempt: Try, app: App) {
  const url = `https://discord.com/channels/${ticket.guildId}/${ticket.threadId ?? ticket.channelId}`
  await sayToStaff(ticket.guildId, { ...reply, values: { url, ...reply.values } }, attempt, app)
}

async function sayToStaff(guildId: string, reply: Reply, attempt: Try, { chat, desk }: App) {
  if (chat.hasLeft(guildId)) throw new Refusal('SERVER_LEFT')
  const staff = await chat.findChannel(guildId, ({ name }) => name === desk.channels.staff)
  if (staff !== undefined) await chat.say(staff.id, reply, attempt)
}

async function buildBundle(ticket: Ticket, bundleId: number, app: App) {
  const bundle = await app.bundles.get(bundleId)
  if (bundle?.state !== 'wanted') return
  const sources = await sourcesOf(bundle, app)
  const uploads = sources.flatMap(({ url }) => readUploadUrl(url) ?? [])
  const made = await app.bundler.build(bundle, ticket, sources, app.desk)
  crashpoint('bundle: made')
  // Made before the transaction, which has the only connection.
  const buttons: ReplyButton[] = []
  if (made.state === 'quarantined') {
    buttons.push({ label: 'Release it…', control: await app.controls.for('release', ticket.id) })
  }
  const analysis = await analysisOf(ticket, bundleId, made.findings, app)
  const analyze = (ticket: Ticket) => takeFindings(ticket, analysis)
  await app.tickets.change(ticket.id, 'bee', analyze, async (trx) => {
    await finishBundle(trx, bundleId, made)
    const number = ticket.number
    if (made.state === 'ready') {
      const unseen = arrivedNews(ticket, bundle, sources)
      const news = unseen === undefined ? [] : [unseen]
      return {
        events: await linkTo(trx, ticket, bundleId, app),
        effects: [...news, ...leftOutNews(ticket, made.leftOut)],
      }
    }
    const failed = { type: 'bundle.failed' as const, bundleId, problem: made.problem ?? made.state }
    if (made.state === 'quarantined') {
      const values = { number, hits: made.problem ?? '' }
      return {
        events: [failed],
        effects: [
          { do: 'staff.tell', ticketId: ticket.id, reply: { say: 'staff.quarantined', values, buttons } },
          { do: 'say', ticketId: ticket.id, reply: { say: 'bundle.quarantined', values: { number } } },
        ],
      }
    }
    const problem = made.problem ?? ''
    return {
      events: [failed],
      effects: [{ do: 'say', ticketId: ticket.id, reply: { say: 'bundle.failed', values: { problem } } }],
    }
  })
  // Only now: until it is written down that the bundle is made, it may have to be made again.
  for (const { id } of uploads) await app.arrivals.forget(id)
}

/** What was found, with what the desk makes of it. */
async function analysisOf(ticket: Ticket, bundleId: number, findings: Finding[], app: App): Promise<Analysis> {
  const rules = app.desk.analyzers.filter(({ id }) => findings.some(({ analyzer }) => analyzer === id))
  const history = await app.tickets.history(ticket.id)
  return {
    bundleId,
    findings,
    priority: highest(rules.flatMap(({ priority }) => priority ?? [])),
    isPriorityGiven: history.some(({ event, by }) => event.type === 'ticket.prioritised' && by !== 'bee'),
  }
}

/** What is attached is seen to arrive; what is sent privately or collected is not. */
function arrivedNews({ id: ticketId }: Ticket, { name }: Bundle, sources: RawAttachment[]): Effect | undefined {
  const values = { name }
  if (sources.some(({ url }) => url === ownHostUrl))
    return { do: 'say', ticketId, reply: { say: 'bundle.collected', values } }
  if (sources.every(({ url }) => readUploadUrl(url) === undefined)) return undefined
  return { do: 'say', ticketId, reply: { say: 'upload.arrived', values } }
}

function leftOutNews(ticket: Ticket, leftOut: string[]): Effect[] {
  if (leftOut.length === 0) return []
  const shown = leftOut.slice(0, 10).map((line) => `• ${line}`)
  if (leftOut.length > shown.length) shown.push(`… and ${leftOut.length - shown.length} more, listed in manifest.json`)
  return [
    { do: 'say', ticketId: ticket.id, reply: { say: 'bundle.left-out', values: { list: `\n${shown.join('\n')}` } } },
  ]
}
