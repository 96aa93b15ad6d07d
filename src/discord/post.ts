import { type APIButtonComponent, type APIEmbed, ButtonStyle, ComponentType } from 'discord.js'
import { audienceWords } from '../core/audience.ts'
import { describe } from '../core/describe.ts'
import { cut } from '../core/title.ts'
import type { TicketView } from '../core/view.ts'
import type { Desk } from '../desk.ts'
import { row } from './card.ts'
import { longestContent, plain, sizeWords, timeWords } from './words.ts'

/** A ticket as experts elsewhere see it: never more than the bundle holds. */
export function post({ ticket, bundle, link, threadUrl }: TicketView, desk: Desk, getControl?: string) {
  const isOpen = link?.audience.to === 'anyone'
  const { triage } = ticket
  const fields = [
    { name: 'Services', value: triage.services.join(', ') || 'not named', inline: true },
    { name: 'Priority', value: triage.priority, inline: true },
    { name: 'Status', value: ticket.status === 'closed' ? (ticket.closedAs ?? 'closed') : ticket.status, inline: true },
  ]
  if (bundle?.state === 'ready' && link) {
    const name = isOpen ? `[${bundle.name}](${link.url})` : `${bundle.name}, for ${audienceWords(link.audience)}`
    const value = `${name} (${sizeWords(bundle.sizeBytes ?? 0)}), until ${timeWords(link.expiresAt, 'f')}`
    fields.push({ name: 'Sanitized bundle', value, inline: false })
  } else if (bundle?.state === 'wanted') {
    fields.push({ name: 'Sanitized bundle', value: 'is being packed', inline: false })
  }
  if (threadUrl) fields.push({ name: 'Conversation', value: threadUrl, inline: false })
  const embed: APIEmbed = {
    title: cut(plain(ticket.title), 250),
    description: `${describe(ticket, desk)}${triage.reasons.length > 0 ? `\nbecause: ${plain(triage.reasons.slice(0, 4).join(', '))}` : ''}`,
    color: ticket.status === 'closed' ? 0x22a06b : 0xf2a900,
    fields,
    // A ticket is posted once to a channel, so its number is what a later try finds the post by.
    footer: { text: ticket.number },
  }
  const lines = [
    `**${ticket.number}**${ticket.status === 'closed' ? ' (closed)' : ''} ${plain(ticket.title)}`,
    describe(ticket, desk),
  ]
  if (link && bundle?.state === 'ready') lines.push(isOpen ? `Bundle: <${link.url}>` : `Bundle: press "Get bundle"`)
  const get = { type: ComponentType.Button, style: ButtonStyle.Primary, label: 'Get bundle', emoji: { name: '📦' } }
  const hasButton = getControl !== undefined && bundle?.state === 'ready'
  const components = hasButton ? [row([{ ...get, custom_id: getControl } as APIButtonComponent])] : []
  return { content: cut(lines.join('\n'), longestContent), embeds: [embed], components }
}
