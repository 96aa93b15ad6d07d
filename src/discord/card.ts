import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIEmbed,
  ButtonStyle,
  ComponentType,
} from 'discord.js'
import { audienceWords } from '../core/audience.ts'
import { confidenceWord, describe } from '../core/describe.ts'
import { type Finding, findingWords } from '../core/finding.ts'
import { cut } from '../core/title.ts'
import type { Bundle, Post, Ticket } from '../core/types.ts'
import type { TicketView } from '../core/view.ts'
import type { Desk } from '../desk.ts'
import { plain, sizeWords, timeWords } from './words.ts'

type Row = APIActionRowComponent<APIButtonComponent>

/** What the buttons of a card do; each becomes a stored control with an opaque id. */
export const cardActions = [
  'share.discord',
  'share.forum',
  'share.github',
  'share.email',
  'details',
  'get',
  'links',
  'upload',
  'renew',
  'solved',
  'broken',
  'answer',
] as const
export type CardAction = (typeof cardActions)[number]

const colours = { new: 0xf2a900, open: 0x3b82f6, waiting: 0x8b5cf6, closed: 0x22a06b } as const

/** The one card of a ticket: everything at a glance, in words and as an embed for those who see embeds. */
export function card(view: TicketView, controls: Record<CardAction, string>, desk: Desk, hasGitHub: boolean) {
  const { ticket } = view
  return {
    content: `**${ticket.number}** · ${describe(ticket, desk)} · ${statusWords(ticket)}`,
    embeds: [cardEmbed(view, desk)],
    components:
      ticket.status === 'closed' ? closedRows(ticket, controls, desk) : openRows(view, controls, desk, hasGitHub),
  }
}

/** The same for `/ticket show`: it is not kept up to date, so it has no buttons. */
export function readOnlyCard(view: TicketView, desk: Desk) {
  const { ticket } = view
  return {
    content: `**${ticket.number}** · ${describe(ticket, desk)} · ${statusWords(ticket)}`,
    embeds: [cardEmbed(view, desk)],
  }
}

function cardEmbed(view: TicketView, desk: Desk): APIEmbed {
  const { ticket, posts, findings } = view
  const { triage } = ticket
  const tier = desk.tiers.find(({ id }) => id === ticket.tier)
  const fields = [
    { name: 'Priority', value: triage.priority, inline: true },
    { name: 'Services', value: triage.services.join(', ') || 'not named yet', inline: true },
    { name: 'Status', value: statusWords(ticket), inline: true },
    { name: 'Bundle', value: bundleWords(view) },
  ]
  if (findings.length > 0) fields.push({ name: 'Found in the logs', value: findingsWords(findings) })
  const shown = posts.filter(({ state, url }) => state === 'posted' && url !== null)
  if (shown.length > 0) fields.push({ name: 'Posted to', value: shown.map(postWords).join(' · ') })
  const details = Object.entries(ticket.form)
  if (details.length > 0) {
    fields.push({
      name: 'Details',
      value: cut(details.map(([name, value]) => `${name}: ${plain(value)}`).join('\n'), 1000),
    })
  }
  if (ticket.status !== 'closed')
    fields.push({ name: 'What happens next', value: tier?.next ?? 'Somebody will answer here.' })
  return {
    title: cut(plain(ticket.title), 250),
    ...(ticket.request === ticket.title ? {} : { description: cut(plain(ticket.request), 1500) }),
    color: colours[ticket.status],
    fields: fields.map((field) => ({ inline: false, ...field })),
    footer: { text: cut(`${confidenceWord(triage.confidence.category, desk)} confidence${because(ticket)}`, 1000) },
  }
}

/** The worst few; the bundle's own summary has all of them. */
function findingsWords(findings: Finding[]): string {
  const shown = findings.slice(0, mostFindings).map((finding) => `${marks[finding.severity]} ${findingWords(finding)}`)
  if (findings.length > shown.length) shown.push(`… and ${findings.length - shown.length} more, in SUMMARY.md`)
  return cut(shown.join('\n'), 1000)
}

const mostFindings = 3
/** A word too, because colours and pictures are not for everybody. */
const marks = { critical: '🟥 Critical:', error: '🟧 Error:', warning: '🟨 Warning:', info: 'ℹ️ Note:' } as const

/** Where it is shown, leading there. */
function postWords({ destination, url, target, labelled }: Post): string {
  if (destination !== 'github') return `[here](${url}) in <#${target}>`
  const assignees = labelled?.assignees ?? []
  return `[GitHub issue](${url})${assignees.length > 0 ? `, with ${plain(assignees.join(', '))} there` : ''}`
}

const because = ({ triage }: Ticket) =>
  triage.reasons.length > 0 ? `, because: ${triage.reasons.slice(0, 4).join(', ')}` : ''

function statusWords({ status, closedAs, assigneeId }: Ticket): string {
  if (status === 'closed') return closedAs === 'solved' ? 'solved' : 'closed'
  const words = { new: 'new, waiting for an answer', open: 'open', waiting: 'waiting for you' } as const
  return assigneeId === null ? words[status] : `${words[status]}, with <@${assigneeId}>`
}

function bundleWords({ bundle, link }: TicketView): string {
  if (bundle === undefined) return 'None yet. Attach logs here and I pack them without passwords, addresses and names.'
  switch (bundle.state) {
    case 'wanted':
      return 'I am packing your files…'
    case 'ready':
      if (link === undefined) return `${bundle.name}: its link has ended. Press "New link".`
      return `${bundleName(bundle, link)} (${sizeWords(bundle.sizeBytes ?? 0)})\nuntil ${timeWords(link.expiresAt, 'f')}, ${link.downloadsLeft} of ${link.downloadsTotal} downloads left`
    case 'quarantined':
      return 'Held back: a last check found something that may be private. A moderator has been told.'
    case 'failed':
      return `Could not be packed: ${bundle.problem ?? 'no reason known'}`
    case 'expired':
      return 'Its time is over and it was deleted. Attach the logs again if they are still needed.'
  }
}

/** An open link leads there; for another one there is a button. */
const bundleName = ({ name }: Bundle, { audience, url }: NonNullable<TicketView['link']>) =>
  audience.to === 'anyone' ? `[${name}](${url})` : `${name}, for ${audienceWords(audience)}: press "Get bundle"`

function openRows(view: TicketView, controls: Record<CardAction, string>, desk: Desk, hasGitHub: boolean): Row[] {
  const category = desk.categories.find(({ id }) => id === view.ticket.triage.category)
  const share: APIButtonComponent[] = []
  if (!category?.private) {
    const channel = category?.helpChannel
    share.push(
      button('share.discord', channel ? `Share to #${cut(channel, 40)}` : 'Share to a channel', controls, '💬'),
    )
    if (desk.destinations.forum) share.push(button('share.forum', 'Share to forum', controls, '📋'))
    if (hasGitHub) share.push(button('share.github', 'GitHub issue', controls, '🐙'))
    if (desk.destinations.email) share.push(button('share.email', 'Email', controls, '✉️'))
  }
  const work = [
    button('details', 'Add details', controls, '📝'),
    button('upload', 'Send logs privately', controls, '🔒'),
    ...(view.bundle?.state === 'ready' ? [] : [button('renew', 'New link', controls, '🔗')]),
    button('solved', 'Solved', controls, '✅', ButtonStyle.Success),
    button('broken', 'Still broken', controls, '🔁'),
  ]
  return [share, work, linkButtons(view, controls)].filter((buttons) => buttons.length > 0).map(row)
}

function linkButtons({ bundle, link }: TicketView, controls: Record<CardAction, string>): APIButtonComponent[] {
  if (bundle?.state !== 'ready') return []
  const isOpen = link === undefined || link.audience.to === 'anyone'
  return [
    ...(isOpen ? [] : [button('get', 'Get bundle', controls, '📦')]),
    button('renew', 'New link', controls, '🔗'),
    button('links', 'Downloads', controls, '📊'),
  ]
}

function closedRows({ closedAs, triage }: Ticket, controls: Record<CardAction, string>, desk: Desk): Row[] {
  const isPrivate = desk.categories.some(({ id, private: hidden }) => id === triage.category && hidden)
  const answer = closedAs === 'solved' && !isPrivate ? [button('answer', 'Save as answer', controls, '📚')] : []
  return [row([button('broken', 'Still broken', controls, '🔁'), ...answer])]
}

export const row = (components: APIButtonComponent[]): Row => ({ type: ComponentType.ActionRow, components })

function button(
  action: CardAction,
  label: string,
  controls: Record<CardAction, string>,
  emoji: string,
  style: ButtonStyle.Secondary | ButtonStyle.Success = ButtonStyle.Secondary,
): APIButtonComponent {
  return { type: ComponentType.Button, style, label, emoji: { name: emoji }, custom_id: controls[action] }
}
