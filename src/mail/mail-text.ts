import { describe } from '../core/describe.ts'
import type { TicketView } from '../core/view.ts'
import type { Desk } from '../desk.ts'
import { curlLine } from '../web/curl.ts'
import { numberWords, sizeWords, timeWords } from '../web/words.ts'

/** A ticket as a mail for experts: subject and plain text, with all that they need and how to answer. */
export function mailText(view: TicketView, desk: Desk): { subject: string; text: string } {
  const { ticket } = view
  const parts = [
    `${ticket.number}, ${desk.product.name} support\n${ticket.title}`,
    triageWords(view, desk),
    ...(ticket.request === ticket.title ? [] : [quoted(ticket.request)]),
    ...bundleWords(view),
    answerWords(view),
  ]
  return { subject: `[${ticket.number}] ${ticket.title}`, text: `${parts.join('\n\n')}\n` }
}

function triageWords({ ticket }: TicketView, desk: Desk): string {
  const { priority, services, reasons } = ticket.triage
  const words = describe(ticket, desk)
  const lines = [`${words.charAt(0).toUpperCase()}${words.slice(1)}, priority ${priority}`]
  if (services.length > 0) lines.push(`Services: ${services.join(', ')}`)
  if (reasons.length > 0) lines.push(`Because: ${reasons.join(', ')}`)
  return lines.join('\n')
}

/** As mail programs show what somebody else wrote. */
const quoted = (text: string) =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => `> ${line}`)
    .join('\n')

function bundleWords({ bundle, link }: TicketView): string[] {
  if (bundle?.state !== 'ready' || link === undefined) return []
  const { downloadsLeft, downloadsTotal } = link
  return [
    [
      `Sanitized bundle: ${bundle.name} (${sizeWords(bundle.sizeBytes ?? 0)})`,
      link.url,
      `It works until ${timeWords(link.expiresAt)}, for ${numberWords(downloadsLeft)} of ${numberWords(downloadsTotal)} downloads. Opening the page costs none.`,
      ...(link.audience.to === 'anyone'
        ? ['', 'In a terminal:', curlLine({ url: link.url, name: bundle.name })]
        : ['It is for certain people: the page says how to get it.']),
    ].join('\n'),
  ]
}

function answerWords({ ticket, posts, threadUrl }: TicketView): string {
  const issue = posts.find(({ destination, state }) => destination === 'github' && state === 'posted')
  const places = [
    ...(threadUrl === undefined ? [] : [`in the ticket's thread: ${threadUrl}`]),
    ...(issue?.url ? [`on the issue: ${issue.url}`] : []),
  ]
  const lines = places.map((place) => `- ${place}`)
  const how =
    lines.length > 0
      ? `Please answer\n${lines.join('\n')}`
      : `Please answer in Discord, and name ${ticket.number} there.`
  return `${how}\nReplies to this mail are not read.`
}
