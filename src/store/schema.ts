import type { Generated } from 'kysely'

/** The tables. Times are Unix milliseconds, Discord ids are text, JSON is text that `rows.ts` parses. */
export interface Schema {
  migration: { number: number; name: string; at: number }
  ticket_number: { desk_id: string; year: number; last: number }
  ticket: TicketTable
  ticket_event: {
    id: Generated<number>
    ticket_id: number
    type: string
    data: string
    by: string
    at: number
  }
  control: { id: string; ticket_id: number | null; action: string; args: string; created_at: number }
  bundle: {
    id: Generated<number>
    ticket_id: number
    name: string
    state: string
    file: string | null
    size_bytes: number | null
    sha256: string | null
    manifest: string | null
    left_out: string
    problem: string | null
    /** Where the raw material is (addresses and names), sealed: these may hold private words. */
    sources: string
    created_at: number
  }
  link: {
    id: Generated<number>
    bundle_id: number
    ticket_id: number
    token_hash: string
    expires_at: number
    downloads_total: number
    downloads_left: number
    revoked_at: number | null
    created_at: number
    /** Who may use it, as JSON: see `core/audience.ts`. */
    audience: Generated<string>
  }
  claim: {
    id: Generated<number>
    link_id: number
    /** Of the form it came from, or one of its own: the same form makes one claim. */
    nonce: string
    token_hash: string
    /** Who made it, as the access log names them; whoever goes on with a broken download is known by it. */
    client: string
    /** How much may still be sent for it. */
    bytes_left: number
    expires_at: number
    created_at: number
  }
  link_access: {
    id: Generated<number>
    link_id: number
    at: number
    what: string
    outcome: string
    client: string
  }
  upload_code: {
    id: Generated<number>
    ticket_id: number
    code_hash: string
    /** Who asked for it: a Discord id. */
    by: string
    /** How many uploads may still be begun. */
    tries_left: number
    expires_at: number
    created_at: number
  }
  upload: {
    id: string
    code_id: number
    ticket_id: number
    /** `bundle` (finished) or `files` (to be sanitized). */
    kind: string
    /** A keyed hash of the network it comes from. */
    client: string
    size_bytes: number
    received_bytes: number
    sha256: string | null
    /** `receiving`, `arrived` (it is a bundle's source now), or `gone`. */
    state: string
    bundle_id: number | null
    created_at: number
    touched_at: number
  }
  post: {
    id: Generated<number>
    ticket_id: number
    destination: string
    target: string
    state: string
    remote_id: string | null
    url: string | null
    problem: string | null
    by: string
    /** The marker of the operation that made it: a second thing with it is a twin. */
    marker: string | null
    /** The state when both sides last agreed; null while a change is being sent. */
    remote_state: string | null
    /** The labels and assignees when both sides last agreed, as JSON; null while that is not known. */
    labelled: string | null
    /** Bee's own are being sent, so what the issue says may be Bee's word or somebody's. */
    is_labelling: Generated<number>
    created_at: number
  }
  mirror_message: {
    id: Generated<number>
    ticket_id: number
    origin: string
    channel_id: string
    message_id: string | null
    comment_id: string | null
    /** The marker of the operation that carried it over. */
    marker: string | null
    /** Of the comment's text as it was last shown: a keyed hash. */
    digest: string | null
    deleted_at: number | null
    created_at: number
  }
  suggestion: {
    id: Generated<number>
    desk_id: string
    guild_id: string
    article_id: string
    confidence: number
    because: string
    state: string
    ticket_id: number | null
    offer_id: string | null
    place: string
    channel_id: string
    message_id: string | null
    thread_id: string | null
    requester_id: string
    tier: string
    title: string | null
    request: string
    form: string
    is_for_bee: number
    advised: string | null
    created_at: number
    settled_at: number | null
  }
  /** A wording that an article has answered. */
  paraphrase: { id: Generated<number>; desk_id: string; article_id: string; text: string; at: number }
  correction: {
    id: Generated<number>
    desk_id: string
    ticket_id: number
    text: string
    category: string
    kind: string | null
    weight: number
    by: string
    at: number
  }
  lesson: {
    desk_id: string
    source: string
    product: string | null
    title: string
    text: string
    kind: string | null
    category: string | null
    at: number
  }
  triage_version: {
    id: Generated<number>
    desk_id: string
    corrections: string
    loss_before: number
    loss_after: number
    state: string
    at: number
  }
  article: {
    desk_id: string
    slug: string
    file: string
    /** What people read while `file` is a draft that would take its place. */
    published_file: string | null
    status: string
    author: string
    reviewer: string | null
    ticket_id: number | null
    created_at: number
    updated_at: number
  }
  article_use: { desk_id: string; slug: string; views: number }
  article_search: {
    id: Generated<number>
    desk_id: string
    guild_id: string
    query: string
    slug: string | null
    confidence: number
    outcome: string | null
    at: number
  }
  joined_ticket: { ticket_id: number; parent_id: number; is_closed_along: number; at: number }
  inbox: { key: string; at: number }
  /** How far something has been read that is read again and again, such as the changes of a repository. */
  bookmark: { key: string; value: string }
  /** A request that was sent to a service which limits us. */
  pace_spend: { id: Generated<number>; remote: string; at: number; points: number; is_content: number }
  /** Until when a service wants to be left alone. `in_a_row`: how often it has said so without success between. */
  pace_pause: { remote: string; until: number; problem: string; in_a_row: number }
  outbox: {
    id: Generated<number>
    lane: string
    effect: string
    marker: string
    state: string
    attempts: number
    not_before: number
    lease_until: number
    problem: string | null
    created_at: number
    done_at: number | null
    /** When a try was about to send something, as far as that is noted; null while surely nothing has gone out. */
    sent_at: number | null
    /** The message that came of it. */
    remote_id: string | null
    /** The server it is for, or else its lane: each has its turn. */
    server: string
    /** Somebody waits for a first sign of Bee; everything else can come a moment later. */
    is_first_sign: number
  }
}

interface TicketTable {
  id: Generated<number>
  number: string
  desk_id: string
  guild_id: string
  year: number
  sequence: number
  place: string
  requester_id: string
  channel_id: string
  message_id: string | null
  thread_id: string | null
  card_message_id: string | null
  title: string
  request: string
  triage: string
  form: string
  category: string
  priority: string
  tier: string
  status: string
  closed_as: string | null
  assignee_id: string | null
  created_at: number
  updated_at: number
  closed_at: number | null
}
