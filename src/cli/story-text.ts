import { eventLine } from '../actions/list-tickets.ts'
import { plural, size } from '../bundle/summary.ts'
import type { Link, Ticket } from '../core/types.ts'
import type { Story, StoryDelivery } from '../store/story.ts'

/** A ticket's story for a person at a terminal. */
export function storyText(story: Story, now: number): string {
  const { ticket } = story
  const { triage } = ticket
  const lines = [
    `${ticket.number} · ${triage.category} · ${statusOf(ticket)} · ${triage.priority}`,
    ticket.title,
    '',
    `  opened     ${time(ticket.createdAt)}, last change ${time(ticket.updatedAt)} (all times are UTC)`,
    `  requester  ${ticket.requesterId}, ${ticket.tier}`,
    `  assigned   ${ticket.assigneeId ?? 'to nobody yet'}`,
    `  place      ${ticket.place} in ${ticket.channelId}, thread ${ticket.threadId ?? 'not opened yet'}`,
    `  services   ${triage.services.join(', ') || 'none named'}`,
    `  triage     ${triage.kind}, ${triage.scope}, ${Math.round(triage.confidence.category * 100)} % sure${because(triage.reasons)}`,
    ...Object.entries(ticket.form).map(([field, text]) => `  ${field.padEnd(9)}  ${indented(text)}`),
    '',
    `  ${indented(ticket.request)}`,
    ...part(
      'Events',
      story.events.map((event) => eventLine(event)),
    ),
    ...part('Bundles', story.bundles.flatMap(bundleLines)),
    ...part(
      'Links',
      story.links.map((link) => linkLine(link, now)),
    ),
    ...part(
      'Posts',
      story.posts.map(
        ({ destination, target, state, url, problem }) =>
          `${destination} ${target}: ${state}${url ? ` ${url}` : ''}${problem ? ` (${problem})` : ''}`,
      ),
    ),
    ...part(
      'Deliveries',
      story.deliveries.map((delivery) => deliveryLine(delivery, now)),
    ),
  ]
  return `${lines.map(harmless).join('\n')}\n`
}

/** The latest tickets, one a line. */
export function listText(tickets: Ticket[]): string {
  if (tickets.length === 0) return 'There are no tickets yet.\n'
  const lines = tickets.map(
    (ticket) =>
      `${ticket.number}  ${time(ticket.createdAt)}  ${statusOf(ticket).padEnd(7)}  ${ticket.triage.priority.padEnd(9)}  ${ticket.triage.category}: ${ticket.title}`,
  )
  return `${lines.map(harmless).join('\n')}\n\nbee show ${tickets[0]!.number} tells the whole story of one.\n`
}

const statusOf = ({ status, closedAs }: Ticket) => (status === 'closed' ? (closedAs ?? 'closed') : status)

const because = (reasons: string[]) => (reasons.length > 0 ? `, because: ${reasons.join(', ')}` : '')

const part = (title: string, lines: string[]) => (lines.length === 0 ? [] : ['', title, ...lines.map((l) => `  ${l}`)])

function bundleLines({ id, name, state, sizeBytes, sha256, leftOut, problem }: Story['bundles'][number]): string[] {
  const facts = [state, sizeBytes === null ? '' : size(sizeBytes), sha256 === null ? '' : `sha256 ${sha256}`]
  const first = `#${id} ${name}: ${facts.filter((fact) => fact !== '').join(', ')}`
  const more = [...(problem === null ? [] : [problem]), ...leftOut.map((line) => `left out: ${line}`)]
  return [first, ...more.map((line) => `  ${indented(line)}`)]
}

function linkLine(link: Story['links'][number], now: number): string {
  const used = [plural(link.looks, 'look'), plural(link.claims, 'claim'), plural(link.downloads, 'transfer')].join(', ')
  return `#${link.id} to bundle #${link.bundleId}: ${linkState(link, now)}, ${link.downloadsLeft} of ${plural(link.downloadsTotal, 'download')} left, until ${time(link.expiresAt)}; ${used}`
}

function linkState({ revokedAt, expiresAt, downloadsLeft }: Link, now: number): string {
  if (revokedAt !== null) return `withdrawn ${time(revokedAt)}`
  if (expiresAt <= now) return 'expired'
  return downloadsLeft > 0 ? 'works' : 'used up'
}

function deliveryLine(delivery: StoryDelivery, now: number): string {
  const { id, state, attempts, problem, notBefore, doneAt } = delivery
  const when = doneAt === null ? (notBefore > now ? `, next try ${time(notBefore)}` : '') : ` ${time(doneAt)}`
  const tries = attempts > 1 || state === 'dead' ? `, ${plural(attempts, 'attempt')}` : ''
  return `#${id} ${delivery.do}: ${state}${when}${tries}${problem === null ? '' : ` (${problem})`}`
}

/** Lines after the first begin where the first one does. */
const indented = (text: string) => text.trim().replace(/\n/g, '\n             ')

const time = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ')

/** Without what a terminal would act on: a text may hold escape sequences. */
const harmless = (line: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '')
