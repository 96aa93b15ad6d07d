import type { Desk } from '../desk.ts'
import type { Sanitized } from '../sanitize/sanitized.ts'
import type { Finding } from './finding.ts'
import type { Labelled } from './labelled.ts'
import type { Reply } from './reply.ts'
import type { Losses } from './retrain-due.ts'
import type { Bundle, DestinationKind, Kind, Ticket, Triage } from './types.ts'
import type { TicketView } from './view.ts'

/** A try of something that must look as if it was done once: the marker finds what an earlier try did. */
export interface Try {
  marker: string
  mayExist: boolean
  /** Left out by whoever sends something that is not kept. */
  record?: DeliveryRecord
}

/** What is known of a delivery's earlier tries, and kept for its later ones. */
export interface DeliveryRecord {
  /** Unix milliseconds: nothing can have come of it before. */
  since: number
  /** An earlier try has come so far as to send, where `sending` is told. */
  wasSent: boolean
  /** To be waited for right before a request goes out that cannot be taken back and is hard to find again. */
  sending(): Promise<void>
  /** This message came of it. */
  made(messageId: string): void
  /** Whether this message came of another delivery. */
  isOthers(messageId: string): Promise<boolean>
}

export interface Channel {
  id: string
  name: string
  kind: 'text' | 'forum'
}

/** What somebody wrote, raw: sanitize before keeping. */
export interface HeardMessage {
  messageId: string
  authorId: string
  authorName: string
  isBee: boolean
  /** Bee, another bot, or a webhook. */
  isBot: boolean
  text: string
  attachments: RawAttachment[]
  at: number
}

/** Somebody else's words, shown with their name. */
export interface Attributed {
  author: Sanitized
  text: Sanitized
  url: string
}

/** Words with the marker of the operation that carries them over. */
export interface Marked extends Attributed {
  marker: string
}

export interface MadeComment {
  commentId: string
  url: string
  /** Of the messages it carries. */
  markers: string[]
}

/**
 * The place where people talk. Every method throws `Refusal` when it may not, `DISCORD_UNAVAILABLE` when it may
 * later.
 */
export interface Chat {
  /** Shows for some seconds that Bee is at work here. A courtesy: nobody waits for it, and it may be left out. */
  typing(channelId: string): void
  /** @returns `isAbsent` when the requester could not be added to it: they have left, or may not see its channel. */
  openThread(ticket: Ticket, name: string, attempt: Try): Promise<{ threadId: string; isAbsent: boolean }>
  rename(threadId: string, name: string): Promise<void>
  archive(threadId: string): Promise<void>
  unarchive(threadId: string): Promise<void>
  /** Sends the card, or edits it when the ticket has one. */
  showCard(view: TicketView, attempt: Try): Promise<{ messageId: string }>
  say(
    channelId: string,
    reply: Reply,
    attempt: Try & { replyTo?: string | null },
  ): Promise<{ messageId: string; url: string }>
  /** In private. @throws Refusal DM_CLOSED */
  tell(userId: string, reply: Reply, attempt: Try): Promise<void>
  post(channel: Channel, view: TicketView, attempt: Try): Promise<{ remoteId: string; url: string }>
  /** Says something else in its place, without the buttons it had unless the reply has some. */
  sayInstead(channelId: string, messageId: string, reply: Reply): Promise<void>
  editPost(channelId: string, remoteId: string, kind: Channel['kind'], view: TicketView): Promise<void>
  sayFor(channelId: string, words: Attributed, attempt: Try): Promise<{ messageId: string }>
  editFor(channelId: string, messageId: string, words: Attributed): Promise<void>
  unsay(channelId: string, messageId: string): Promise<void>
  /** A person's message as it is now; undefined when it is gone or has been left empty. */
  read(channelId: string, messageId: string): Promise<HeardMessage | undefined>
  /** The latest messages of a conversation, oldest first. */
  conversation(channelId: string, limit: number): Promise<HeardMessage[]>
  /** Whether a member of the server may read a channel. */
  canSee(guildId: string, channelId: string, personId: string): Promise<boolean>
  /** The server that a channel belongs to, as far as Bee knows it. */
  guildOf(channelId: string): string | undefined
  /** Bee has been removed from this server: nothing can be said there until it is invited again. Asks nobody. */
  hasLeft(guildId: string): boolean
  /** Channels of a server that Bee can see, as far as Discord has told of them; asks nobody. */
  channels(guildId: string): Promise<Channel[]>
  /** The first of them that is it; Discord is asked when it has told of none. */
  findChannel(guildId: string, isIt: (channel: Channel) => boolean): Promise<Channel | undefined>
}

/** Where maintainers work. One ticket has one issue, found again by its marker. */
export interface IssueTracker {
  /** `owner/name`, for people. */
  repository: string
  open(view: TicketView, attempt: Try): Promise<{ remoteId: string; url: string }>
  /** Title and body as the ticket is now; its state when that is to be sent. */
  update(remoteId: string, view: TicketView, withState: boolean): Promise<void>
  /**
   * Labels and assignee as the ticket is now; labels that are missing are made first, which can take seconds.
   *
   * @param seen what the issue says, as far as that has been taken over.
   * @returns what it says then; undefined when it says something else than `seen`: then it is left alone.
   */
  label(remoteId: string, view: TicketView, seen: Labelled): Promise<Labelled | undefined>
  /** What an issue says that was opened with this ticket's labels. */
  bornAs(ticket: Ticket): Labelled
  look(remoteId: string): Promise<IssueNow>
  /** There is more to write than the tracker takes, so messages had better be put together. */
  isUnderPressure(): boolean
  /**
   * @param messages asked for when it is their turn, the first being that of `attempt`
   * @returns which of them the comment carries, by their markers: as many as there is room for, from the first on.
   */
  comment(remoteId: string, attempt: Try, messages: () => Promise<Marked[]>): Promise<MadeComment>
  /** As it is now; undefined when it is gone. */
  readComment(commentId: string): Promise<IssueComment | undefined>
  /** Changes one message of a comment, by its marker. */
  editComment(commentId: string, words: Marked): Promise<void>
  /** Takes one message out of a comment that carries others too. */
  cutComment(commentId: string, marker: string): Promise<void>
  deleteComment(commentId: string): Promise<void>
  /** Closes what was opened a second time although we looked, because the other side showed the first one late. */
  closeTwin(remoteId: string): Promise<void>
  /** What has changed since then (Unix ms, by the tracker's clock), oldest first, as much as is read in one go. */
  changedSince(at: number): Promise<IssueChanges>
}

/** An issue as it is now. */
export interface IssueNow {
  remoteId: string
  isOpen: boolean
  /** Closed, and as done rather than as not wanted. */
  isDone: boolean
  /** A login; null when it is open or the account is gone. */
  closedBy: string | null
  labelled: Labelled
  /** How many comments it has. */
  comments: number
  /** Unix ms, in whole seconds, by the tracker's clock. */
  updatedAt: number
  /** What Bee's own operation made it; undefined for everybody else's. */
  marker: string | undefined
}

/** A comment as it is now; its text is raw. */
export interface IssueComment {
  commentId: string
  remoteId: string
  /** A login; null when the account is gone. */
  author: string | null
  text: string
  url: string
  isOwn: boolean
  /** Bee's own operations that it carries. */
  markers: string[]
}

export interface IssueChanges {
  issues: IssueNow[]
  comments: IssueComment[]
  /** Where to go on, by the tracker's clock; undefined when nothing has changed. */
  newestAt: number | undefined
  /** There is more than was read. */
  isMore: boolean
}

/** One request that was sent to a service which counts them. */
export interface Spend {
  /** Unix milliseconds. */
  at: number
  points: number
  /** It changed something. */
  isContent: boolean
}

/** Until when (Unix ms) a service wants to be left alone, and why. `inARow`: how often, without success between. */
export interface Pause {
  until: number
  problem: string
  inARow: number
}

/** What a restart must not forget of a service's limits, because the service does not either. */
export interface PaceMemory {
  load(now: number): Promise<{ spends: Spend[]; pause: Pause | undefined }>
  /** Kept before the request is sent. */
  spend(spend: Spend): Promise<void>
  pause(pause: Pause | undefined): Promise<void>
}

export interface Mailer {
  /** Says `hadNoEffect` of a failure after which no server can have the mail. */
  send(view: TicketView, to: string, marker: string): Promise<{ messageId: string }>
}

export interface RequestText {
  text: string
  title?: string
  /** File names only. */
  attachments: string[]
}

/** What somebody said that a request was. */
export interface Correction {
  text: string
  category: string
  kind?: Kind
  weight?: number
}

/** What was learned, not in use yet. Losses are of held-back requests: the lower, the better. */
export interface Studied {
  loss: Losses
  /** Of those that were known before. */
  oldLoss: Losses
  adopt(): void
}

/** Reads requests. Today's reader uses the desk's words; another one may take its place. */
export interface Triager {
  read(request: RequestText): Triage
  /** Requests like the corrected ones are read as those were, from the next one on. Learns nothing else from them. */
  remember(corrections: readonly Correction[]): void
  /**
   * Learns from these corrections in a thread of its own, and tells whether held-back requests are read better so.
   *
   * @param isKnown whether the correction at this place was learned before.
   */
  study(corrections: readonly Correction[], isKnown: (at: number) => boolean, signal: AbortSignal): Promise<Studied>
  /** Nothing was ever corrected: then there is nothing to learn, nor to forget. */
  isUntaught(): boolean
  /** Gets ready to read, which takes a moment the first time. */
  warm(): void
}

/** Something a person attached, before it has been looked at. */
export interface RawAttachment {
  url: string
  name: string
  sizeBytes: number
}

export interface MadeBundle {
  state: 'ready' | 'quarantined' | 'failed'
  file: string | null
  sizeBytes: number | null
  sha256: string | null
  manifest: string | null
  findings: Finding[]
  leftOut: string[]
  problem: string | null
}

/** Packs attachments into a sanitized bundle, off the main thread. Never throws for bad input: it says what it left out. */
export interface Bundler {
  build(bundle: Bundle, ticket: Ticket, attachments: RawAttachment[], desk: Desk): Promise<MadeBundle>
  /** Checks a bundle that was made, in lines for people. */
  verify(bundle: Bundle): Promise<{ isGood: boolean; lines: string[] }>
}

export type Intent =
  | 'share'
  | 'solved'
  | 'still-broken'
  | 'new-link'
  | 'bundle'
  | 'human'
  | 'thanks'
  | 'status'
  | 'help'
  | 'small-talk'
  | 'facts'
  | 'unclear'
  | 'none'

/** What a sentence in a ticket's conversation asks of Bee. `none`: people are talking to each other. */
export interface Understanding {
  intent: Intent
  destination?: { kind: DestinationKind; name?: string }
  /** Details of the report that it tells, by the form's fields. */
  facts?: Record<string, string>
  /** For `unclear`: what it may mean, likeliest first. */
  options?: Understanding[]
}

export interface Listener {
  /** @param isForBee it mentions Bee, begins with its name, or is a direct message. */
  understand(text: string, context: { isForBee: boolean; isClosed: boolean }): Understanding
  /** Nothing to help with: a greeting, thanks. */
  isSmallTalk(text: string): 'greeting' | 'thanks' | false
}

/**
 * The tracker says that something has changed. How it is now is asked for when it is acted on, because such news come
 * late, twice, in any order, or not at all.
 */
export type IssueEvent = {
  /** The tracker's own id of this delivery: the same when it delivers again. */
  deliveryId: string
  repository: string
  issueNumber: string
  /** A login. */
  actor: string
  /** It was Bee who did it. */
  isOwn: boolean
} & ({ type: 'state' } | { type: 'labels' } | { type: 'comment'; commentId: string })
