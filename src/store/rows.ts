import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Audience } from '../core/audience.ts'
import type { Suggestion } from '../core/suggestion.ts'
import type { Bundle, Happened, Link, Post, ReportForm, Ticket, TicketEvent, Triage } from '../core/types.ts'
import type { Sanitized } from '../sanitize/sanitized.ts'
import type { Schema } from './schema.ts'

/** Text in these columns was sanitized before it was stored; the type is given back here and nowhere else. */
const Kind = z.enum(['bug', 'feature', 'question', 'incident'])
const Priority = z.enum(['low', 'medium', 'high', 'critical', 'emergency'])

const Clean = z.custom<Sanitized>((value) => typeof value === 'string')

const StoredTriage = z.object({
  kind: Kind,
  category: z.string(),
  services: z.array(z.string()),
  priority: Priority,
  scope: z.enum(['how-to', 'break-fix']),
  language: z.string(),
  confidence: z.object({ kind: z.number(), category: z.number() }),
  reasons: z.array(Clean),
  likeliest: z.array(z.string()),
}) satisfies z.ZodType<Triage>

const StoredForm = z.record(z.string(), Clean).transform((form) => form as ReportForm)

const TicketRow = z.object({
  id: z.number(),
  number: z.string(),
  desk_id: z.string(),
  guild_id: z.string(),
  place: z.enum(['channel', 'forum', 'dm', 'command']),
  requester_id: z.string(),
  channel_id: z.string(),
  message_id: z.string().nullable(),
  thread_id: z.string().nullable(),
  card_message_id: z.string().nullable(),
  title: Clean,
  request: Clean,
  triage: z.string().transform((text) => StoredTriage.parse(JSON.parse(text))),
  form: z.string().transform((text) => StoredForm.parse(JSON.parse(text))),
  tier: z.string(),
  status: z.enum(['new', 'open', 'waiting', 'closed']),
  closed_as: z.enum(['solved', 'not-solved', 'duplicate']).nullable(),
  assignee_id: z.string().nullable(),
  created_at: z.number(),
  updated_at: z.number(),
  closed_at: z.number().nullable(),
})

export function ticketOf(row: Selectable<Schema['ticket']>): Ticket {
  const known = TicketRow.parse(row)
  return {
    id: known.id,
    number: known.number,
    deskId: known.desk_id,
    guildId: known.guild_id,
    place: known.place,
    requesterId: known.requester_id,
    channelId: known.channel_id,
    messageId: known.message_id,
    threadId: known.thread_id,
    cardMessageId: known.card_message_id,
    title: known.title,
    request: known.request,
    triage: known.triage,
    form: known.form,
    tier: known.tier,
    status: known.status,
    closedAs: known.closed_as,
    assigneeId: known.assignee_id,
    createdAt: known.created_at,
    updatedAt: known.updated_at,
    closedAt: known.closed_at,
  }
}

/** The columns that change during a ticket's life. */
export function columnsOf(ticket: Ticket) {
  return {
    thread_id: ticket.threadId,
    card_message_id: ticket.cardMessageId,
    title: ticket.title as string,
    request: ticket.request as string,
    triage: JSON.stringify(ticket.triage),
    form: JSON.stringify(ticket.form),
    category: ticket.triage.category,
    priority: ticket.triage.priority,
    tier: ticket.tier,
    status: ticket.status,
    closed_as: ticket.closedAs,
    assignee_id: ticket.assigneeId,
    updated_at: ticket.updatedAt,
    closed_at: ticket.closedAt,
  }
}

export function happenedOf(row: Selectable<Schema['ticket_event']>): Happened {
  return { event: { type: row.type, ...JSON.parse(row.data) } as TicketEvent, by: row.by, at: row.at }
}

export const BundleState = z.enum(['wanted', 'ready', 'quarantined', 'failed', 'expired'])

export function bundleOf(row: Selectable<Schema['bundle']>): Bundle {
  return {
    id: row.id,
    ticketId: row.ticket_id,
    name: row.name,
    state: BundleState.parse(row.state),
    file: row.file,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    manifest: row.manifest,
    leftOut: z.array(z.string()).parse(JSON.parse(row.left_out)),
    problem: row.problem,
    createdAt: row.created_at,
  }
}

const StoredAudience = z.discriminatedUnion('to', [
  z.object({ to: z.literal('anyone') }),
  z.object({ to: z.literal('roles'), roles: z.array(z.string()) }),
  z.object({ to: z.literal('person'), personId: z.string() }),
]) satisfies z.ZodType<Audience>

export function linkOf(row: Selectable<Schema['link']>): Link {
  return {
    id: row.id,
    bundleId: row.bundle_id,
    ticketId: row.ticket_id,
    expiresAt: row.expires_at,
    downloadsTotal: row.downloads_total,
    downloadsLeft: row.downloads_left,
    revokedAt: row.revoked_at,
    createdAt: row.created_at,
    audience: StoredAudience.parse(JSON.parse(row.audience)),
  }
}

const LabelledRow = z.object({
  kind: z.array(Kind),
  category: z.array(z.string()),
  priority: z.array(Priority),
  assignees: z.array(z.string()),
})

export function postOf(row: Selectable<Schema['post']>): Post {
  return {
    id: row.id,
    ticketId: row.ticket_id,
    destination: z.enum(['discord-channel', 'forum', 'github', 'email']).parse(row.destination),
    target: row.target,
    state: z.enum(['pending', 'posted', 'failed']).parse(row.state),
    remoteId: row.remote_id,
    url: row.url,
    problem: row.problem,
    by: row.by,
    remoteState: z
      .enum(['open', 'closed'])
      .nullable()
      .parse(row.remote_state ?? null),
    labelled: row.labelled === null ? null : LabelledRow.parse(JSON.parse(row.labelled)),
    isLabelling: row.is_labelling === 1,
    createdAt: row.created_at,
  }
}

const SuggestionState = z.enum(['offered', 'solved', 'declined', 'withheld'])

export function suggestionOf(row: Selectable<Schema['suggestion']>): Suggestion {
  return {
    id: row.id,
    deskId: row.desk_id,
    guildId: row.guild_id,
    articleId: row.article_id,
    confidence: row.confidence,
    because: z.array(z.string()).parse(JSON.parse(row.because)),
    advised: row.advised,
    state: SuggestionState.parse(row.state),
    ticketId: row.ticket_id,
    offerId: row.offer_id,
    place: z.enum(['channel', 'forum', 'dm', 'command']).parse(row.place),
    channelId: row.channel_id,
    messageId: row.message_id,
    threadId: row.thread_id,
    requesterId: row.requester_id,
    tier: row.tier,
    title: Clean.nullable().parse(row.title),
    request: Clean.parse(row.request),
    form: StoredForm.parse(JSON.parse(row.form)),
    isForBee: row.is_for_bee === 1,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  }
}
