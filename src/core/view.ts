import type { Finding } from './finding.ts'
import type { Bundle, Link, Post, Ticket } from './types.ts'

/** Everything a card, a post, an issue or a mail shows of a ticket, gathered once. */
export interface TicketView {
  ticket: Ticket
  /** The newest bundle, whatever its state. */
  bundle: Bundle | undefined
  /** The working link to it. */
  link: (Link & { url: string }) | undefined
  /** What the analyzers found in it, the worst first. */
  findings: Finding[]
  posts: Post[]
  /** Where the conversation is, for people who come from elsewhere. */
  threadUrl: string | undefined
}
