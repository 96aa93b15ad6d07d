import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Admin } from './admin.ts'
import type { FaultRule, Faults, GatewayControl } from './breaking.ts'
import type { GuildPlan } from './guild-plan.ts'
import type { Actor } from './person.ts'
import type { WireChannel, WireCommand, WireMember, WireMessage, WireRole } from './wire.ts'

/**
 * Bee's sandbox Discord: a server of Discord's gateway v10 and REST API in this process, for people and for tests.
 * A bot connects over real sockets; people act in-process, through {@link Actor}.
 */

export interface DiscordSandboxOptions {
  guild: GuildPlan
  /** Further servers that the bot is in. Same person name, same Discord user. */
  moreGuilds?: GuildPlan[]
  /** `127.0.0.1` when left out. */
  host?: string
  /** 0, any free one, when left out. */
  port?: number
  /** Unix time in milliseconds. */
  now?: () => number
  /** Called when a REST request has been answered. */
  onRequest?: (request: RequestEntry) => void
  faults?: FaultRule[]
  /** Enforce rate limits (429)? Without, the headers never make a bot wait. */
  limits?: boolean
  /** Privileged intents that the developer portal grants; all when left out. */
  granted?: { messageContent?: boolean; members?: boolean; presences?: boolean }
  /** A further check of each REST request, e.g. against the OpenAPI document: returns what is wrong, if anything. */
  validate?: RequestValidator
  /** Identifies left, as GET /gateway/bot tells; 1000 a day when left out. */
  sessionStarts?: { total?: number; remaining?: number }
  /** Milliseconds between heartbeats, 41250 when left out. */
  heartbeatMs?: number
  /** Milliseconds a bot has for its first answer to an interaction, 3000 when left out. */
  answerWithinMs?: number
  /** The largest file the bot may send, in bytes; 10 MiB when left out. */
  maxFileBytes?: number
}

export type RequestValidator = (request: { method: string; path: string; body: unknown }) => string[]

export interface RequestEntry {
  method: string
  /** Without /api/v10 and without the query; interaction and webhook tokens are kept. */
  path: string
  query: Record<string, string>
  /** The JSON body (`payload_json` of a multipart request), if any. */
  body: unknown
  files: { field: string; name: string; sizeBytes: number }[]
  /** 0 when the connection was cut without an answer. */
  status: number
  /** The JSON answer, if any. */
  answer: unknown
  /** Decoded `X-Audit-Log-Reason`. */
  reason?: string
  at: number
  tookMs: number
  faulted: boolean
}

/** A request that Discord would have refused as malformed. A test kit asserts that there is none. */
export interface Violation {
  method: string
  path: string
  /** `key.path: CODE message` */
  problems: string[]
  body: unknown
}

export interface DiscordSandbox {
  /** `http://127.0.0.1:PORT/api`; discord.js appends /v10. */
  readonly apiUrl: string
  /** `http://127.0.0.1:PORT` */
  readonly origin: string
  /** `127.0.0.1:PORT`; attachment addresses are plain http there. */
  readonly cdnHost: string
  readonly token: string
  readonly applicationId: string
  readonly botUserId: string
  /** The first guild's. */
  readonly guildId: string
  readonly state: SandboxState
  readonly events: SandboxEvents
  readonly faults: Faults
  readonly gateway: GatewayControl
  /** Every REST request so far, oldest first; the newest 20,000 are kept. */
  readonly requests: RequestEntry[]
  readonly violations: Violation[]
  /** What the owner of the server does. @param guild its name; the first one when left out. */
  admin(guild?: string): Admin
  /** A person of the plan. @param guild the guild's name; the first one when left out. */
  as(personName: string, guild?: string): Actor
  /** Serves everything that is not Discord's (the page, for example). The last one mounted wins. */
  mount(handler: (request: IncomingMessage, response: ServerResponse) => void): void
  /** Turns the enforcement of rate limits on or off. */
  enforceLimits(on: boolean): void
  /** Ends the gateway sessions, the listeners and every timer. */
  close(): Promise<void>
}

/** Everything, unfiltered, as of now. What is returned is a copy; changing it changes nothing. */
export interface SandboxState {
  /** A channel or thread by id, by `#name` or by name; the newest thread of that name. */
  channel(idOrName: string): WireChannel
  channels(guild?: string): WireChannel[]
  threads(parent?: string): WireChannel[]
  message(messageId: string): WireMessage
  /** Oldest first, without what is only for one person. */
  messages(channelIdOrName: string): WireMessage[]
  /** What the bot said in direct messages with this person, and they to it. Oldest first. */
  directMessages(personName: string): WireMessage[]
  roles(guild?: string): WireRole[]
  members(guild?: string): WireMember[]
  role(name: string): WireRole
  /** Global commands and those of the guild. */
  commands(guild?: string): WireCommand[]
  /** Who was really called by a message: user ids after allowed_mentions, roles and @everyone resolved to the people who can see it. */
  pinged(messageId: string): string[]
  /** Members of a thread, by user id. */
  threadMembers(threadId: string): string[]
  file(attachmentId: string): Uint8Array
  /** Requests that Discord would count towards its limit of 10,000 invalid ones in 10 minutes (401, 403, 429). */
  invalidRequests(): number
}

/** A change of the sandbox. `name` and `data` are the gateway's (MESSAGE_CREATE …) before any intent filter. */
export interface SandboxEvent {
  name: string
  data: unknown
  guildId?: string
  channelId?: string
  /** Set when only this person may know: ephemeral messages (MESSAGE_*), MODAL_OPEN, INTERACTION_ANSWER, INTERACTION_FOLLOWUP, INTERACTION_FAILED. */
  onlyFor?: string
}

export interface SandboxEvents {
  /** @returns a function that ends the subscription. */
  subscribe(listener: (event: SandboxEvent) => void): () => void
}

export type { Admin } from './admin.ts'
export type * from './breaking.ts'
export type * from './guild-plan.ts'
export type { PermissionName } from './permissions.ts'
export type * from './person.ts'
export type * from './wire.ts'
