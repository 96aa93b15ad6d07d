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
  /** The next dispatches are held back and then sent in reverse, or in this order, in which one may come twice (F27). */
  | { type: 'reorder'; count: number; event?: string; order?: number[] }
  /** Later connections are refused at the HTTP level until `accept`. */
  | { type: 'refuse-connections' }
  | { type: 'accept-connections' }
  /** Stand in for the portal: takes privileged intents away or gives them back (4014 at the next IDENTIFY). */
  | { type: 'grant'; messageContent?: boolean; members?: boolean; presences?: boolean }
  /** GUILD_DELETE with `unavailable`, and back (F37). */
  | { type: 'outage'; guild?: string }
  | { type: 'recover'; guild?: string }
  /** READY names no server, and each comes later, with `show-guilds`, as if the bot had just been invited. */
  | { type: 'hide-guilds' }
  | { type: 'show-guilds' }
  /** From now on nothing says which message of a channel is the last, as on servers that only speak like Discord. */
  | { type: 'hide-last-messages' }
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
