import type { Transaction } from 'kysely'
import type { App } from '../app.ts'
import { audienceOf, audienceWords } from '../core/audience.ts'
import { unchanged } from '../core/change.ts'
import { demand } from '../core/may.ts'
import type { Reply } from '../core/reply.ts'
import type { Bundle, Link, Person, Ticket, TicketEvent } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import type { Schema } from '../store/schema.ts'

/**
 * Makes a new link to the newest bundle and withdraws the earlier ones, so that there is one to keep an eye on.
 * It is for whom the desk says, or for one person.
 *
 * @throws Refusal NOT_ALLOWED, NO_BUNDLE, BUNDLE_NOT_READY, BUNDLE_QUARANTINED
 */
export async function renewLink(
  { ticket, by, forPersonId }: { ticket: Ticket; by: Person; forPersonId?: string | undefined },
  app: App,
): Promise<Reply> {
  demand('bundle.renew', by, ticket)
  const bundle = await readyBundle(ticket, app)
  const { linkLifetimeMs, downloads } = tierOf(ticket, app)
  let made: Link | undefined
  await app.tickets.change(ticket.id, by.id, unchanged, async (trx) => {
    await app.links.revoke(trx, ticket.id)
    const link = await app.links.create(trx, {
      bundleId: bundle.id,
      ticketId: ticket.id,
      lifetimeMs: linkLifetimeMs,
      downloads,
      audience: forPersonId === undefined ? audienceOf(ticket, app.desk) : { to: 'person', personId: forPersonId },
    })
    made = link
    return { events: [{ type: 'link.created', linkId: link.id }] }
  })
  return created(made!, ticket, app)
}

/** A link for certain people has no address that could be handed on, only a button. */
async function created({ id, audience, expiresAt, downloadsLeft }: Link, ticket: Ticket, app: App): Promise<Reply> {
  if (audience.to === 'anyone') return { say: 'link.created', linkId: id, isPrivate: true }
  const values = { who: audienceWords(audience), expires: timeWords(expiresAt), downloads: downloadsLeft }
  const get = { label: 'Get bundle', emoji: '📦', control: await app.controls.for('get', ticket.id) }
  return { say: 'link.created-for', values, buttons: [get], isPrivate: true }
}

const timeWords = (at: number) => `<t:${Math.floor(at / 1000)}:f>`

/** The events of a bundle that has become ready, with the link that its ticket's tier promises. */
export async function linkTo(
  trx: Transaction<Schema>,
  ticket: Ticket,
  bundleId: number,
  { links, desk }: Pick<App, 'links' | 'desk'>,
): Promise<TicketEvent[]> {
  const { linkLifetimeMs: lifetimeMs, downloads } = tierOf(ticket, { desk })
  const audience = audienceOf(ticket, desk)
  const link = await links.create(trx, { bundleId, ticketId: ticket.id, lifetimeMs, downloads, audience })
  return [
    { type: 'bundle.ready', bundleId },
    { type: 'link.created', linkId: link.id },
  ]
}

/** The reply with the link's address in its words. */
export async function withLink(reply: Reply, { links }: Pick<App, 'links'>): Promise<Reply> {
  if (reply.linkId === undefined) return reply
  const link = await links.get(reply.linkId)
  if (link === undefined) return reply
  const expires = timeWords(link.expiresAt)
  return { ...reply, values: { ...reply.values, url: links.urlOf(link), expires, downloads: link.downloadsLeft } }
}

/** @throws Refusal NOT_ALLOWED */
export async function revokeLinks({ ticket, by }: { ticket: Ticket; by: Person }, app: App): Promise<Reply> {
  demand('bundle.revoke', by, ticket)
  const active = await app.links.activeOf(ticket.id)
  if (active.length === 0) return { say: 'link.none', values: { number: ticket.number }, isPrivate: true }
  await app.tickets.change(ticket.id, by.id, unchanged, async (trx) => {
    await app.links.revoke(trx, ticket.id)
    return { events: active.map(({ id }) => ({ type: 'link.revoked' as const, linkId: id })) }
  })
  return { say: 'link.revoked', values: { number: ticket.number }, isPrivate: true }
}

/**
 * Gives the working links of a ticket all their downloads again.
 *
 * @throws Refusal NOT_ALLOWED
 */
export async function refillLinks({ ticket, by }: { ticket: Ticket; by: Person }, app: App): Promise<Reply> {
  demand('bundle.refill', by, ticket)
  let refilled: Link[] = []
  await app.tickets.change(ticket.id, by.id, unchanged, async (trx) => {
    refilled = await app.links.refill(trx, ticket.id)
    return { events: refilled.map(({ id }) => ({ type: 'link.refilled' as const, linkId: id })) }
  })
  const [newest] = refilled
  const values = { number: ticket.number, downloads: newest?.downloadsLeft ?? 0 }
  return { say: newest === undefined ? 'link.none-works' : 'link.refilled', values, isPrivate: true }
}

/** What a ticket's tier promises; an unknown one (the desk has changed) falls back to the desk's first. */
export const tierOf = (ticket: Pick<Ticket, 'tier'>, { desk }: Pick<App, 'desk'>) =>
  desk.tiers.find(({ id }) => id === ticket.tier) ??
  desk.tiers.find(({ id }) => id === desk.defaultTier) ??
  desk.tiers[0]!

export async function readyBundle(ticket: Ticket, { bundles }: App): Promise<Bundle> {
  const [newest] = await bundles.ofTicket(ticket.id)
  const values = { number: ticket.number }
  if (newest === undefined) throw new Refusal('NO_BUNDLE', { values })
  if (newest.state === 'wanted') throw new Refusal('BUNDLE_NOT_READY', { values })
  if (newest.state === 'quarantined') throw new Refusal('BUNDLE_QUARANTINED', { values })
  if (newest.state !== 'ready') throw new Refusal('NO_BUNDLE', { values })
  return newest
}
