import type { Desk } from '../desk.ts'
import type { Sanitized } from '../sanitize/sanitized.ts'
import type { Finding } from './finding.ts'
import type { Reply } from './reply.ts'
import type { Bundle, Ticket } from './types.ts'
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

export interface Mailer {
  /** Says `hadNoEffect` of a failure after which no server can have the mail. */
  send(view: TicketView, to: string, marker: string): Promise<{ messageId: string }>
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
