import type { App } from '../app.ts'
import { audienceWords } from '../core/audience.ts'
import { demand } from '../core/may.ts'
import type { Reply, ReplyButton } from '../core/reply.ts'
import type { Link, Person, Ticket } from '../core/types.ts'
import type { Access, AccessCounts } from '../store/links.ts'

/**
 * The working links of a ticket: for whom, how long, how often they were used, and buttons to refill and withdraw.
 *
 * @throws Refusal NOT_ALLOWED
 */
export async function showLinks({ ticket, by }: { ticket: Ticket; by: Person }, app: App): Promise<Reply> {
  demand('bundle.links', by, ticket)
  const values = { number: ticket.number }
  const renew = { label: 'New link', emoji: '🔗', control: await app.controls.for('renew', ticket.id) }
  const links = await app.links.activeOf(ticket.id)
  if (links.length === 0) return { say: 'link.none-works', values, buttons: [renew], isPrivate: true }

  const counts = await app.links.countsOf(links.map(({ id }) => id))
  const names = new Map((await app.bundles.ofTicket(ticket.id)).map(({ id, name }) => [id, name]))
  const list = links.map((link) => lineOf(link, names.get(link.bundleId) ?? '', counts.get(link.id))).join('\n')
  const buttons: ReplyButton[] = [
    { label: 'Refill', emoji: '🔋', control: await app.controls.for('refill', ticket.id) },
    renew,
    { label: 'Withdraw', emoji: '🚫', style: 'danger', control: await app.controls.for('revoke', ticket.id) },
  ]
  return { say: 'link.list', values: { ...values, list }, buttons, isPrivate: true }
}

function lineOf({ expiresAt, downloadsLeft, downloadsTotal, audience }: Link, name: string, counts?: AccessCounts) {
  const { looks = 0, claims = 0, completed = 0, brokenOff = 0, refused = 0 } = counts ?? {}
  const used = `${claims} claimed, ${completed} complete, ${brokenOff} broken off, ${looks} looks, ${refused} refused`
  return `**${name}** for ${audienceWords(audience)}\n-# until <t:${Math.floor(expiresAt / 1000)}:f> · ${downloadsLeft} of ${downloadsTotal} downloads left · ${used}`
}

/** @throws Refusal NOT_ALLOWED */
export async function linkLog({ ticket, by }: { ticket: Ticket; by: Person }, app: App): Promise<Reply> {
  demand('bundle.log', by, ticket)
  const log = await app.links.accessLog(ticket.id, 25)
  const values = { number: ticket.number }
  if (log.length === 0) return { say: 'link.log-empty', values, isPrivate: true }
  return { say: 'link.log', values: { ...values, list: log.map(entryLine).join('\n') }, isPrivate: true }
}

/** `visitor 3fa9c2d1`: a network, by a name that changes each day; `member 81b0…`: who was given a personal address. */
function entryLine({ at, what, outcome, client }: Access): string {
  const who = client.startsWith('member-') ? `member ${client.slice(7, 15)}` : `visitor ${client.slice(0, 8)}`
  return `<t:${Math.floor(at / 1000)}:f> ${what}: ${outcomeWords[outcome] ?? outcome} (${who})`
}

const outcomeWords: Partial<Record<Access['outcome'], string>> = {
  completed: 'complete',
  part: 'a part, complete',
  'broken-off': 'broken off',
  FILE_MISSING: 'refused, the file is gone',
  LINK_REVOKED: 'refused, withdrawn',
  LINK_EXPIRED: 'refused, expired',
  LINK_USED_UP: 'refused, no downloads left',
  LINK_PERSONAL: 'refused, only by "Get bundle"',
  LINK_PERSONAL_ENDED: 'refused, the personal address had ended',
  CLAIM_EXPIRED: 'refused, the download had ended',
  CLAIM_FORM_OLD: 'refused, an old page',
}
