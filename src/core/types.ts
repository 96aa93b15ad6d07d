import type { Sanitized } from '../sanitize/sanitized.ts'
import type { Audience } from './audience.ts'
import type { Labelled } from './labelled.ts'
import type { Door } from './permissions.ts'

/** What a request is, as triage reads it. */
export type Kind = 'bug' | 'feature' | 'question' | 'incident'
export type Priority = 'low' | 'medium' | 'high' | 'critical' | 'emergency'
export type Scope = 'how-to' | 'break-fix'
export type TierId = string

/** `new` until somebody other than the requester answers; `waiting` for the requester; `closed` with a reason. */
export type TicketStatus = 'new' | 'open' | 'waiting' | 'closed'
export type ClosedAs = 'solved' | 'not-solved' | 'duplicate'

/** Where a ticket's conversation lives: under a message, in a forum post, in a direct message, or opened by command. */
export type Place = 'channel' | 'forum' | 'dm' | 'command'

/** Somebody who asks Bee to do something, with what they are allowed to, read freshly at the door. */
export interface Person {
  id: string
  /** The name others see. Never stored, never in a thread's name. */
  name: string
  isModerator: boolean
  isEngineer: boolean
  /** Names of their roles in the server; none outside of it. */
  roles: string[]
  /** The server in which they are all this. */
  guildId: string
  door: Extract<Door, 'server' | 'thread' | 'dm'>
  tier: TierId
}

/** Bee's reading of a request. Confidences are probabilities. */
export interface Triage {
  kind: Kind
  category: string
  services: string[]
  priority: Priority
  scope: Scope
  language: string
  confidence: { kind: number; category: number }
  /** Reasons a person can check, already free of private values. */
  reasons: Sanitized[]
  /** The likeliest categories, best first, for asking when Bee is not sure. */
  likeliest: string[]
}

/** The parts of a good report, as the form asks for them; absent where not given. */
export interface ReportForm {
  version?: Sanitized
  platform?: Sanitized
  steps?: Sanitized
  expected?: Sanitized
  actual?: Sanitized
}

export interface Ticket {
  id: number
  /** `ST-2026-001` */
  number: string
  deskId: string
  guildId: string
  place: Place
  requesterId: string
  /** Where it was asked; the DM channel for a direct message. */
  channelId: string
  /** The message that holds the request; null when it came by command. */
  messageId: string | null
  /** The conversation: a thread, a forum post, or the DM channel. Null until Discord has made it. */
  threadId: string | null
  cardMessageId: string | null
  title: Sanitized
  request: Sanitized
  triage: Triage
  form: ReportForm
  tier: TierId
  status: TicketStatus
  closedAs: ClosedAs | null
  assigneeId: string | null
  createdAt: number
  updatedAt: number
  closedAt: number | null
}

/** What happened to a ticket; kept for ever beside its current state. `by` is a Discord id, `github:login`, or `bee`. */
export type TicketEvent =
  | { type: 'ticket.opened' }
  | { type: 'ticket.reread' }
  | { type: 'ticket.answered' }
  | { type: 'ticket.assigned'; assigneeId: string }
  | { type: 'ticket.unassigned' }
  | { type: 'ticket.prioritised'; from: Priority; to: Priority }
  | { type: 'ticket.categorised'; from: string; to: string }
  | { type: 'ticket.reclassified'; from: Kind; to: Kind }
  /** What an optional language model said of it (`none`: no article answers), and whether that changed an unsure guess. */
  | { type: 'ticket.advised'; kind: Kind; category: string; article: string; isUsed: boolean }
  /** Triage has learned from this ticket, or has forgotten it again. */
  | { type: 'ticket.taught' }
  | { type: 'ticket.untaught' }
  | { type: 'ticket.detailed'; form: ReportForm }
  | { type: 'ticket.noted'; text: Sanitized }
  | { type: 'ticket.closed'; as: ClosedAs; along?: Leader }
  | { type: 'ticket.reopened'; along?: Leader }
  | { type: 'ticket.human-wanted' }
  | { type: 'ticket.joined'; parent: string }
  | { type: 'ticket.left'; parent: string }
  /** One word of the staff to everybody with the same problem. */
  | { type: 'ticket.updated'; text: Sanitized }
  | { type: 'ticket.shared'; postId: number; destination: DestinationKind }
  | { type: 'ticket.posted'; postId: number }
  | { type: 'ticket.post-failed'; postId: number; problem: string }
  | { type: 'bundle.wanted'; bundleId: number }
  | { type: 'bundle.ready'; bundleId: number }
  | { type: 'bundle.failed'; bundleId: number; problem: string }
  | { type: 'bundle.analyzed'; bundleId: number; findings: string[]; services: string[] }
  | { type: 'bundle.released'; bundleId: number; reason: Sanitized }
  | { type: 'link.created'; linkId: number }
  | { type: 'link.revoked'; linkId: number }
  | { type: 'link.refilled'; linkId: number }
  /** Somebody was given a personal address of it. */
  | { type: 'link.given'; linkId: number }

/** The ticket whose news another one follows. */
export interface Leader {
  parent: string
  /** Where it is talked about; empty where others cannot open that. */
  url: string
}

export interface Happened {
  event: TicketEvent
  by: string
  at: number
}

/** The outcome of a decision: the ticket as it is now, and what happened. Nothing has been saved yet. */
export interface Decision {
  ticket: Ticket
  events: TicketEvent[]
}

export type DestinationKind = 'discord-channel' | 'forum' | 'github' | 'email'

/** One showing of a ticket somewhere. A GitHub post is a mirror: kept in sync both ways. */
export interface Post {
  id: number
  ticketId: number
  destination: DestinationKind
  /** Channel id, `owner/repo`, or a mail address. */
  target: string
  state: 'pending' | 'posted' | 'failed'
  /** Message id, issue number or Message-ID; null until posted. */
  remoteId: string | null
  url: string | null
  problem: string | null
  by: string
  /** Of a mirror: on what state of the issue both sides agree; null while a change is being sent. */
  remoteState: RemoteState | null
  /** Of a mirror: on what labels and assignees both sides last agreed; null while that is not known. */
  labelled: Labelled | null
  /** Bee's own are on their way: what the issue says meanwhile may be Bee's word or somebody's. */
  isLabelling: boolean
  createdAt: number
}

export type RemoteState = 'open' | 'closed'

/** The sanitized archive of a ticket. */
export interface Bundle {
  id: number
  ticketId: number
  name: string
  state: 'wanted' | 'ready' | 'quarantined' | 'failed' | 'expired'
  /** The file's name inside the bundle folder; null until ready. */
  file: string | null
  sizeBytes: number | null
  sha256: string | null
  /** manifest.json as text, for the page and the card. */
  manifest: string | null
  /** What was left out and why, in words a person understands. */
  leftOut: string[]
  problem: string | null
  createdAt: number
}

/** The secret address of a bundle. The token itself is never stored; see `links.ts`. */
export interface Link {
  id: number
  bundleId: number
  ticketId: number
  expiresAt: number
  downloadsTotal: number
  downloadsLeft: number
  revokedAt: number | null
  createdAt: number
  audience: Audience
}
