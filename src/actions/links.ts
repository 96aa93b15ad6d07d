import type { Transaction } from 'kysely'
import type { App } from '../app.ts'
import { unchanged } from '../core/change.ts'
import { demand } from '../core/may.ts'
import type { Reply } from '../core/reply.ts'
import type { Bundle, Link, Person, Ticket, TicketEvent } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import type { Schema } from '../store/schema.ts'

/**
 * Makes a new link to the newest bundle and withdraws the earlier ones, so that there is one to keep an eye on.
 *
 * @throws Refusal NOT_ALLOWED, NO_BUNDLE, BUNDLE_NOT_READY, BUNDLE_QUARANTINED
 */
export async function renewLink({ ticket, by }: { ticket: Ticket; by: Person }, app: App): Promise<Reply> {
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
    })
    made = link
    return { events: [{ type: 'link.created', linkId: link.id }] }
  })
  return { say: 'link.created', ...(made === undefined ? {} : { linkId: made.id }), isPrivate: true }
}

/** The events of a bundle that has become ready, with the link that its ticket's tier promises. */
export async function linkTo(
  trx: Transaction<Schema>,
  ticket: Ticket,
  bundleId: number,
  { links, desk }: Pick<App, 'links' | 'desk'>,
): Promise<TicketEvent[]> {
  const { linkLifetimeMs: lifetimeMs, downloads } = tierOf(ticket, { desk })
  const link = await links.create(trx, { bundleId, ticketId: ticket.id, lifetimeMs, downloads })
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
  const expires = `<t:${Math.floor(link.expiresAt / 1000)}:f>`
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

/** @throws Refusal NOT_ALLOWED */
export async function linkLog({ ticket, by }: { ticket: Ticket; by: Person }, app: App): Promise<Reply> {
  demand('bundle.log', by, ticket)
  const log = await app.links.accessLog(ticket.id, 25)
  if (log.length === 0) return { say: 'link.log-empty', values: { number: ticket.number }, isPrivate: true }
  const lines = log.map(
    ({ at, what, outcome, client }) =>
      `<t:${Math.floor(at / 1000)}:f> ${what}: ${outcome} (visitor ${client.slice(0, 8)})`,
  )
  return { say: 'link.log', values: { number: ticket.number, list: lines.join('\n') }, isPrivate: true }
}

/** What a ticket's tier promises; an unknown one (the desk has changed) falls back to the desk's first. */
export const tierOf = (ticket: Pick<Ticket, 'tier'>, { desk }: Pick<App, 'desk'>) =>
  desk.tiers.find(({ id }) => id === ticket.tier) ??
  desk.tiers.find(({ id }) => id === desk.defaultTier) ??
  desk.tiers[0]!

async function readyBundle(ticket: Ticket, { bundles }: App): Promise<Bundle> {
  const [newest] = await bundles.ofTicket(ticket.id)
  const values = { number: ticket.number }
  if (newest === undefined) throw new Refusal('NO_BUNDLE', { values })
  if (newest.state === 'wanted') throw new Refusal('BUNDLE_NOT_READY', { values })
  if (newest.state === 'quarantined') throw new Refusal('BUNDLE_QUARANTINED', { values })
  if (newest.state !== 'ready') throw new Refusal('NO_BUNDLE', { values })
  return newest
}
