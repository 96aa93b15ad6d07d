/**
 * What the GitHub sandbox offers to code in the same process: tests, and the browser page where a person
 * plays the maintainer. `startGitHubSandbox` in start.ts makes one.
 *
 * Everything in `state` is plain data (JSON can carry it). Times are Unix milliseconds.
 */
export interface GitHubSandbox {
  /** Base URL of the REST API, without a slash at the end: Bee's GITHUB_API_URL. */
  readonly apiUrl: string
  /** A fine-grained token of the machine user `bee-desk`, who may write issues in the repository. */
  readonly token: string
  /** A GitHub App, installed on the repository. */
  readonly app: SandboxApp
  /** What the server knows now. Look, do not change: use an actor or `repository`. */
  readonly state: SandboxState
  /** The person who owns the repository. */
  readonly maintainer: Actor
  /** Anybody else with an account. They may do what the maintainer may; the sandbox does not judge people. */
  person(login: string): Actor
  readonly repository: RepositoryControl
  readonly events: { subscribe(listener: (event: SandboxEvent) => void): () => void }
  /** Every request that came in, oldest first; the latest 10,000 are kept. */
  readonly requests: readonly RecordedRequest[]
  /** What no client should do: broken limits, a pace GitHub asks not to use. Tests expect this to stay empty. */
  readonly violations: readonly Violation[]
  readonly deliveries: readonly WebhookDelivery[]
  readonly faults: Faults
  setWebhook(url: string, secret: string): void
  /** Sends an earlier delivery again, with the same id and the same bytes, as the button on GitHub does. */
  redeliver(id: string): Promise<WebhookDelivery>
  /** Resolves when no delivery is under way or waiting. */
  settled(): Promise<void>
  close(): Promise<void>
}

export interface SandboxOptions {
  owner: string
  repo: string
  /** Default 127.0.0.1. */
  host?: string
  /** Default 0: any free port. */
  port?: number
  /** Unix milliseconds; default Date.now. */
  now?: () => number
  webhook?: { url: string; secret: string }
  /** Called after each answer; a test validates both sides here. */
  onRequest?: (request: RecordedRequest) => void
  /** Enforces GitHub's rate limits, and records writes less than 1 s apart; `true` for the documented figures. */
  limits?: boolean | Partial<Limits>
}

/** Figures from docs.github.com, "Rate limits for the REST API" and "Best practices for using the REST API". */
export interface Limits {
  /** Requests per hour. */
  primary: number
  writesPerMinute: number
  writesPerHour: number
  /** Points in a minute: 1 for a read, 5 for a write. */
  pointsPerMinute: number
  /** Requests at the same time. */
  concurrent: number
  /** Whether a secondary limit says how long to wait; GitHub does not always. */
  sendRetryAfter: boolean
}

export interface SandboxState {
  repo: SandboxRepo
  issues: SandboxIssue[]
  labels: SandboxLabel[]
  people: SandboxUser[]
}

export interface SandboxRepo {
  id: number
  owner: string
  name: string
  isPrivate: boolean
  hasIssues: boolean
  isArchived: boolean
  /** Earlier names, `owner/name`; requests to them are answered with a redirect. */
  formerNames: string[]
  createdAt: number
  updatedAt: number
}

export interface SandboxUser {
  id: number
  login: string
  type: 'User' | 'Bot' | 'Organization'
  permission: 'admin' | 'write' | 'read'
}

export interface SandboxIssue {
  id: number
  nodeId: string
  number: number
  title: string
  /** As written, in Markdown; the page renders it. */
  body: string | null
  state: 'open' | 'closed'
  stateReason: StateReason | 'reopened' | null
  author: string
  labels: string[]
  assignees: string[]
  locked: boolean
  lockReason: LockReason | null
  viaApp: boolean
  createdAt: number
  updatedAt: number
  closedAt: number | null
  closedBy: string | null
  comments: SandboxComment[]
}

export interface SandboxComment {
  id: number
  nodeId: string
  body: string
  author: string
  viaApp: boolean
  createdAt: number
  updatedAt: number
}

export interface SandboxLabel {
  id: number
  nodeId: string
  name: string
  /** Six hexadecimal digits, without `#`. */
  color: string
  description: string | null
}

export type StateReason = 'completed' | 'not_planned' | 'duplicate'
export type LockReason = 'off-topic' | 'too heated' | 'resolved' | 'spam'

export interface SandboxApp {
  id: number
  slug: string
  /** PKCS#8 PEM, made anew for each sandbox. */
  privateKey: string
  installationId: number
}

/** Acts on the repository as GitHub's own page would, with webhooks. Throws an Error where GitHub would refuse. */
export interface Actor {
  readonly login: string
  openIssue(draft: { title: string; body?: string; labels?: string[]; assignees?: string[] }): SandboxIssue
  editIssue(number: number, change: { title?: string; body?: string }): SandboxIssue
  comment(number: number, body: string): SandboxComment
  editComment(commentId: number, body: string): SandboxComment
  deleteComment(commentId: number): void
  close(number: number, reason?: StateReason): SandboxIssue
  reopen(number: number): SandboxIssue
  label(number: number, ...names: string[]): SandboxIssue
  unlabel(number: number, name: string): SandboxIssue
  assign(number: number, ...logins: string[]): SandboxIssue
  unassign(number: number, ...logins: string[]): SandboxIssue
  lock(number: number, reason?: LockReason): SandboxIssue
  unlock(number: number): SandboxIssue
  deleteIssue(number: number): void
  /** Moves the issue to another repository: here it is gone, and requests for it are redirected. */
  transfer(number: number, to: { owner: string; repo: string }): void
  createLabel(label: { name: string; color: string; description?: string }): SandboxLabel
  deleteLabel(name: string): void
}

export interface RepositoryControl {
  disableIssues(): void
  enableIssues(): void
  rename(to: { owner?: string; repo: string }): void
  /** Answers 404 for everything below the repository, as GitHub does for what is private or gone. */
  hide(): void
  show(): void
  archive(): void
  suspendApp(): void
  unsuspendApp(): void
  /** The token and all installation tokens stop working; new installation tokens can be made. */
  revokeTokens(): void
  /** A person's (or Bee's) rights: with `read`, labels and assignees are dropped and a locked issue refuses them. */
  setPermission(login: string, permission: SandboxUser['permission']): void
}

/** Something happened that the page may want to show. `event` and `action` are GitHub's webhook words. */
export interface SandboxEvent {
  event: 'issues' | 'issue_comment' | 'label' | 'delivery'
  action: string
  actor: string
  at: number
  issueNumber?: number
  commentId?: number
}

export interface RecordedRequest {
  at: number
  method: string
  /** Path with its query, as it was sent. */
  path: string
  headers: Record<string, string>
  body: unknown
  /** 0 when the connection was cut without an answer. */
  status: number
  responseHeaders: Record<string, string>
  responseBody: unknown
  /** Whether a fault made this answer: it need not fit the specification. */
  faulted: boolean
}

export interface Violation {
  at: number
  rule: string
  detail: string
}

export interface WebhookDelivery {
  /** X-GitHub-Delivery: the same when sent again. */
  id: string
  event: string
  action: string | null
  at: number
  redelivery: boolean
  /** The raw body as it was signed. */
  body: string
  headers: Record<string, string>
  /** Status of the answer; null when none came within 10 s, or the connection failed. */
  status: number | null
}

export interface FaultMatch {
  /** Any method when left out. */
  method?: string
  /** A glob over the path without its query (`*` within one part, `**` any). Any path when left out. */
  path?: string
  /** For webhook faults: `issues`, or with its action `issues.opened`. Any event when left out. */
  event?: string
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
  | { effectThen: 'drop' | 'hang' | { status: number; body?: unknown; headers?: Record<string, string> } }
  /** `retryAfter` in seconds; null leaves the header out, as GitHub sometimes does. `status` is 403 when left out. */
  | { rateLimit: 'primary' | 'secondary'; retryAfter?: number | null; status?: 403 | 429 }
  /** What this request makes appears in lists only so much later, by the sandbox's `now`. */
  | { listLagMs: number }
  /** For deliveries. `reorder`: it waits, and goes out after the next one. */
  | { webhook: 'drop' | 'duplicate' | 'reorder' }

export interface FaultRule {
  match?: FaultMatch
  do: FaultAction
}

export interface ActiveFault {
  readonly id: string
  readonly rule: FaultRule
  /** How often it has struck. */
  readonly struck: number
  remove(): void
  /** Resolves when it has struck that often. */
  untilStruck(times?: number): Promise<void>
}

/** Faults on demand. The first that matches is used. The body of POST /sandbox/faults is a rule. */
export interface Faults {
  add(rule: FaultRule): ActiveFault
  list(): ActiveFault[]
  clear(): void
}
