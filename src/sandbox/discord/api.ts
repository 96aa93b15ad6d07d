import type { IncomingMessage, ServerResponse } from 'node:http'
import type { PermissionName } from './permissions.ts'
import type {
  WireChannel,
  WireChoice,
  WireCommand,
  WireEmbed,
  WireMember,
  WireMessage,
  WireModal,
  WireRole,
} from './wire.ts'

/**
 * Bee's sandbox Discord: a server of Discord's gateway v10 and REST API in this process, for people and for tests.
 * A bot connects over real sockets; people act in-process, through {@link Actor}.
 */

// ---------------------------------------------------------------- what to build

/** Everyone is 'everyone', Bee is 'bot'; others by the names of the plan. */
export type PlannedHolder = 'everyone' | 'bot' | { role: string } | { person: string }

export interface PlannedOverwrite {
  for: PlannedHolder
  allow?: PermissionName[]
  deny?: PermissionName[]
}

export interface PlannedRole {
  name: string
  /** On top of what @everyone may do. */
  permissions?: PermissionName[]
  colour?: number
  /** Shown apart in the member list. */
  hoist?: boolean
  mentionable?: boolean
}

export interface PlannedPerson {
  /** The Discord user name: lower case, unique. */
  name: string
  displayName?: string
  roles?: string[]
  bot?: boolean
  /** Their settings refuse direct messages (Discord's error 50007). */
  dmsClosed?: boolean
}

export interface PlannedTag {
  name: string
  emoji?: string
  moderated?: boolean
}

export interface PlannedChannel {
  name: string
  type?: 'text' | 'forum' | 'announcement'
  /** The name of the category it stands in; made when first named. */
  category?: string
  topic?: string
  /** Forum only. */
  tags?: PlannedTag[]
  /** Forum only: a post without a tag is refused (40067). */
  requireTag?: boolean
  overwrites?: PlannedOverwrite[]
  /** Short for: everyone may not view, these roles and the bot may. */
  privateTo?: string[]
}

export interface GuildPlan {
  name: string
  roles?: PlannedRole[]
  people: PlannedPerson[]
  channels: PlannedChannel[]
  /** What @everyone may do; Discord's usual defaults when left out. */
  everyone?: PermissionName[]
  bot?: {
    /** User name, `bee` when left out. */
    name?: string
    /** Shown as `Bee` when left out. */
    displayName?: string
    /** What the bot's own role may do; what Bee's invitation asks for when left out. */
    permissions?: PermissionName[]
    roles?: string[]
  }
  /** The name of the owner, who may do everything; nobody of the plan when left out. */
  owner?: string
}

// ---------------------------------------------------------------- starting one

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
  /** A person of the plan. @param guild the guild's name; the first one when left out. */
  as(personName: string, guild?: string): Actor
  /** Serves everything that is not Discord's (the page, for example). The last one mounted wins. */
  mount(handler: (request: IncomingMessage, response: ServerResponse) => void): void
  /** Turns the enforcement of rate limits on or off. */
  enforceLimits(on: boolean): void
  /** Ends the gateway sessions, the listeners and every timer. */
  close(): Promise<void>
}

// ---------------------------------------------------------------- looking in from above

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
  /** Set when only this person may know: ephemeral messages (MESSAGE_*), MODAL_OPEN, INTERACTION_ANSWER, INTERACTION_FAILED. */
  onlyFor?: string
}

export interface SandboxEvents {
  /** @returns a function that ends the subscription. */
  subscribe(listener: (event: SandboxEvent) => void): () => void
}

// ---------------------------------------------------------------- being a person

/** A file as a person drops it into the client. */
export interface DroppedFile {
  name: string
  data: string | Uint8Array
  contentType?: string
  description?: string
}

export interface SayOptions {
  files?: DroppedFile[]
  /** The id of the message that is answered. */
  replyTo?: string
  /** Does the reply call the author? true when left out. */
  replyPings?: boolean
}

/** What a slash command is given, by option name. Users, channels and roles by id; attachments as files. */
export type SlashOptions = Record<string, string | number | boolean | DroppedFile>

/** What a person filled into a form, by custom_id: text, the chosen values, files, or yes/no. */
export type FormValues = Record<string, string | string[] | DroppedFile[] | boolean>

/** A message as one person sees it. */
export interface SeenMessage extends WireMessage {
  /** Only this person can see it. */
  ephemeral: boolean
  /** "Bee is thinking…": deferred and not yet filled in. */
  thinking: boolean
}

/** The bot's first answer to an interaction. */
export type Answer =
  | { kind: 'message'; message: SeenMessage }
  | { kind: 'thinking'; message: SeenMessage }
  | { kind: 'update'; message: SeenMessage }
  | { kind: 'update-later' }
  | { kind: 'modal'; modal: WireModal }
  | { kind: 'choices'; choices: WireChoice[] }

/** One thing a person asked of the bot, and what came of it. Waits are in milliseconds and driven by events. */
export interface Asked {
  readonly interactionId: string
  /** The first answer. Rejects as the client would say it, "The application did not respond", after 3 s. */
  answer(): Promise<Answer>
  /** The message that answers, once it is no longer "thinking": new, updated, or filled in after a deferral. */
  message(timeoutMs?: number): Promise<SeenMessage>
  /** The form that opened. Rejects when the bot answered with something else. */
  modal(): Promise<WireModal>
  /** The suggestions (autocomplete only). */
  choices(): Promise<WireChoice[]>
  /** The next message that follows the answer, or one already there, that matches. */
  followup(matches?: (message: SeenMessage) => boolean, timeoutMs?: number): Promise<SeenMessage>
  /** Fills in and sends the form that opened. */
  submit(values: FormValues): Promise<Asked>
}

/**
 * A person in the Discord client. What they may not do is refused as Discord would: a rejected promise with an
 * {@link Error} whose `code` is Discord's (50013 …). Channels and threads go by id, `#name` or name.
 */
export interface Actor {
  readonly userId: string
  readonly name: string
  readonly guildId: string

  say(channel: string, text: string, options?: SayOptions): Promise<SeenMessage>
  /** To the bot, in private. */
  dm(text: string, options?: SayOptions): Promise<SeenMessage>
  edit(messageId: string, text: string): Promise<SeenMessage>
  delete(messageId: string): Promise<void>
  /** A new post in a forum. */
  post(
    forum: string,
    post: { title: string; text: string; tags?: string[]; files?: DroppedFile[] },
  ): Promise<WireChannel>
  /** A thread on a message, or without one. */
  thread(channel: string, thread: { name: string; on?: string; private?: boolean }): Promise<WireChannel>
  react(messageId: string, emoji: string): Promise<void>
  unreact(messageId: string, emoji: string): Promise<void>
  typing(channel: string): Promise<void>
  join(thread: string): Promise<void>
  leave(thread: string): Promise<void>
  archive(thread: string, archived?: boolean): Promise<WireChannel>

  press(messageId: string, customId: string): Promise<Asked>
  /** For a select of users, roles or channels the values are ids. */
  choose(messageId: string, customId: string, values: string[]): Promise<Asked>
  /** @param command `ticket open`, without the slash. @param place where it is typed; the first channel they see when left out, `@bee` for the direct messages. */
  slash(command: string, options?: SlashOptions, place?: string): Promise<Asked>
  /** @param option the one being typed. @param others options already filled in. */
  autocomplete(
    command: string,
    option: string,
    partial: string,
    others?: SlashOptions,
    place?: string,
  ): Promise<WireChoice[]>
  /** A message menu (on a message's id) or a user menu (on a user's id). */
  contextMenu(name: string, targetId: string, place?: string): Promise<Asked>
  /** Sends a form that opened. */
  submit(modalOf: Asked | string, values: FormValues): Promise<Asked>
  /** "Dismiss message" under a message that only this person sees. */
  dismiss(messageId: string): Promise<void>

  /** Channels and active threads this person can see, in the order of the client. */
  channels(): WireChannel[]
  /** The messages this person sees there, oldest first, ephemeral ones included. `@bee` for the direct messages. */
  visible(channel: string): SeenMessage[]
  /** The commands this person is offered there. */
  commands(place?: string): WireCommand[]
  /** The form that is open before this person, if any. */
  openModal(): { interactionId: string; modal: WireModal } | undefined
  closeModal(): void
  may(permission: PermissionName, channel: string): boolean
  /** Events of what this person can see. */
  subscribe(listener: (event: SandboxEvent) => void): () => void

  /** The first message there that matches: one already visible, or the next. 5 s when left out. */
  untilMessage(channel: string, matches: (message: SeenMessage) => boolean, timeoutMs?: number): Promise<SeenMessage>
  /** A private answer anywhere, or a direct message, that matches. */
  untilPrivate(matches: (message: SeenMessage) => boolean, timeoutMs?: number): Promise<SeenMessage>
  /** A thread this person can see that matches. */
  untilThread(matches: (thread: WireChannel) => boolean, timeoutMs?: number): Promise<WireChannel>
  /** This person's own view once a condition on it holds; checked at each change. */
  until<T>(look: (me: Actor) => T | undefined | false, timeoutMs?: number): Promise<T>
}

/** What the client shows when a person may not do something. */
export interface DiscordRefusal extends Error {
  code: number
  status: number
}

// ---------------------------------------------------------------- breaking things

export interface FaultMatch {
  /** Any method when left out. */
  method?: string
  /** A glob over the path after /api/v10 (`*` one part, `**` any), or `/^…/` for a regular expression. Any path when left out. */
  path?: string
  /** How often it strikes; for ever when left out. */
  times?: number
  /** Lets the first n-1 matching requests pass. */
  nth?: number
}

export type FaultAction =
  /** The connection is cut before anything happens. */
  | 'drop'
  /** The request is never answered. */
  | 'hang'
  | { delayMs: number }
  | { status: number; body?: unknown; headers?: Record<string, string> }
  /** Everything happens, then this is answered. */
  | { effectThen: 'drop' | 'hang' | { status: number; body?: unknown } }
  | { rateLimit: 'route' | 'shared' | 'global' /** seconds, may be a fraction */; retryAfter: number }
  /** The nonce of this request is not remembered (F31). */
  | 'forget-nonce'

export interface FaultRule {
  match?: FaultMatch
  do: FaultAction
}

export interface ActiveFault {
  readonly id: string
  readonly rule: FaultRule
  /** How many requests it has struck. */
  readonly struck: number
  remove(): void
  /** Resolves when it has struck that often. */
  untilStruck(times?: number): Promise<void>
}

export interface Faults {
  add(rule: FaultRule): ActiveFault
  list(): ActiveFault[]
  clear(): void
}

/** What the gateway does wrong on demand. */
export type GatewayFault =
  /** The TCP connection is cut (F20). */
  | { type: 'terminate' }
  /** Closed with a code, e.g. 4000, 4004, 4014, 1001 (F22, F25). */
  | { type: 'close'; code: number; reason?: string }
  /** Op 7 (F21). */
  | { type: 'reconnect' }
  /** Op 9 (F21, F22). */
  | { type: 'invalidate'; resumable: boolean }
  /** The next identifies or resumes are answered by op 9 (F24). For ever when `times` is left out. */
  | { type: 'refuse-identify'; times?: number; resumable?: boolean }
  | { type: 'refuse-resume'; times?: number }
  /** The next identifies are closed with this code (F25). */
  | { type: 'close-identify'; code: number; times?: number }
  /** Heartbeats are no longer acknowledged, until `resume-acks` or a new connection (F23). */
  | { type: 'stop-acks' }
  | { type: 'resume-acks' }
  /** A frame that is no JSON, or one with an unknown op or event (F26). */
  | { type: 'bad-frame'; data?: string }
  /** The next dispatches are sent twice (same data, next sequence number; F27). */
  | { type: 'duplicate'; times: number; event?: string }
  /** The next dispatches of that name are lost (F22: what a new IDENTIFY does not replay). */
  | { type: 'lose'; times: number; event?: string }
  /** The next dispatches are held back and then sent in reverse (F27). */
  | { type: 'reorder'; count: number; event?: string }
  /** Later connections are refused at the HTTP level until `accept`. */
  | { type: 'refuse-connections' }
  | { type: 'accept-connections' }
  /** Stand in for the portal: takes privileged intents away or gives them back (4014 at the next IDENTIFY). */
  | { type: 'grant'; messageContent?: boolean; members?: boolean; presences?: boolean }
  /** GUILD_DELETE with `unavailable`, and back (F37). */
  | { type: 'outage'; guild?: string }
  | { type: 'recover'; guild?: string }
  /** Someone removes the bot from a guild (F37). */
  | { type: 'kick-bot'; guild?: string }

export interface GatewayControl {
  fault(fault: GatewayFault): void
  /** Connections with a live session now. */
  readonly connections: number
  /** How often a bot has identified and resumed since the start. */
  readonly identifies: number
  readonly resumes: number
  /** The next time a session is ready (READY or RESUMED), or at once when one is. */
  untilReady(timeoutMs?: number): Promise<void>
  /** The next identify or resume from now. */
  untilNext(what: 'identify' | 'resume', timeoutMs?: number): Promise<void>
}

/** The body of a request to POST /sandbox/faults: a rule for REST or one for the gateway. */
export type FaultRequest = FaultRule | { gateway: GatewayFault }

export type {
  PermissionName,
  WireChannel,
  WireChoice,
  WireCommand,
  WireEmbed,
  WireMember,
  WireMessage,
  WireModal,
  WireRole,
}
