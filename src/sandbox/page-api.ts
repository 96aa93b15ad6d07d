import { z } from 'zod'
import type {
  WireChannel,
  WireChoice,
  WireCommand,
  WireMember,
  WireMessage,
  WireModal,
  WireRole,
} from './discord/wire.ts'

/**
 * What the sandbox's page and its server say to each other. The page imports the types only. Every request names the
 * person who asks (`?as=mia`); Discord's shapes travel as they are. A *place* is a channel's or thread's id, or
 * {@link botPlace} for the direct messages with Bee.
 */
export const botPlace = '@bee'

export interface PagePerson {
  /** Discord user name, e.g. `mia`. */
  name: string
  id: string
  displayName: string
  /** What they are, in a word or two: `member`, `Moderator`. */
  hint: string
}

export interface ShownMessage extends WireMessage {
  ephemeral: boolean
  thinking: boolean
}

export interface Place extends WireChannel {
  maySend: boolean
  mayAttach: boolean
  /** Delete other people's messages. */
  mayManage: boolean
}

/** All but messages, for one person. */
export interface World {
  you: PagePerson
  people: PagePerson[]
  guild: { id: string; name: string }
  bot: { id: string; name: string }
  places: Place[]
  roles: WireRole[]
  members: WireMember[]
  repository: { owner: string; name: string; maintainer: string }
  samples: Sample[]
  guide: GuideView
}

export interface OpenModal {
  interactionId: string
  modal: WireModal
}

/** Oldest first. */
export interface MessagePage {
  messages: ShownMessage[]
  /** Are there older ones? */
  earlier: boolean
}

export interface Sample {
  name: string
  description: string
  sizeBytes: number
}

/** What pressing, choosing, a command or a form led to. */
export type Outcome = { kind: 'message'; messageId: string } | { kind: 'nothing' } | ({ kind: 'modal' } & OpenModal)

export interface GuideView {
  title: string
  /** One line under the title. */
  lead: string
  /** What is said when all is done. */
  end: string
  steps: GuideStepView[]
}

export interface GuideStepView {
  id: string
  title: string
  text: string
  /** It has really happened: read from what the servers hold, not from a click. */
  done: boolean
  /** Who does it: the user name of a person, or undefined for the maintainer. */
  who?: string
  /** Words to say, which a button can type. */
  say?: string
  /** A sample to drop in. */
  sample?: string
  /** Where it happens, once that exists: a place, an issue, an address. */
  place?: string
  issue?: number
  url?: string
}

/** Bundle links that the person can see, newest first. */
export interface SeenLink {
  url: string
  place: string
  messageId: string
  at: string
  words: string
}

export interface RepositoryView {
  owner: string
  name: string
  maintainer: string
  labels: { name: string; color: string; description: string | null }[]
  people: { login: string; type: string }[]
  /** Newest first. */
  issues: IssueView[]
}

export interface IssueView {
  number: number
  title: string
  body: string
  state: 'open' | 'closed'
  stateReason: string | null
  author: string
  viaApp: boolean
  labels: string[]
  assignees: string[]
  createdAt: number
  closedAt: number | null
  closedBy: string | null
  comments: { id: number; body: string; author: string; viaApp: boolean; createdAt: number; updatedAt: number }[]
}

/** One line of the event stream. */
export type PageEvent =
  | { type: 'message'; message: ShownMessage }
  | { type: 'gone'; place: string; messageId: string }
  | { type: 'places'; places: Place[] }
  | { type: 'people'; roles: WireRole[]; members: WireMember[] }
  | { type: 'typing'; place: string; userId: string }
  | { type: 'repository' }
  | { type: 'guide'; guide: GuideView }

export interface PageError {
  error: string
}

export interface Commands {
  commands: WireCommand[]
}
export interface Choices {
  choices: WireChoice[]
}

// ---------------------------------------------------------------- what the page sends

const id = z.string().min(1).max(100)
const place = id

export const Say = z.object({
  place,
  text: z.string().max(8000),
  replyTo: id.optional(),
  replyPings: z.boolean().optional(),
})
export const Post = z.object({
  forum: id,
  title: z.string().max(400),
  text: z.string().max(8000),
  tags: z.array(id).max(5),
})
export const Edit = z.object({ messageId: id, text: z.string().max(8000) })
export const OfMessage = z.object({ messageId: id })
export const React = z.object({ messageId: id, emoji: z.string().min(1).max(100), on: z.boolean() })
export const OfPlace = z.object({ place })
export const NewThread = z.object({ place, name: z.string().min(1).max(100), on: id.optional() })
export const Press = z.object({ messageId: id, customId: id })
export const Choose = z.object({ messageId: id, customId: id, values: z.array(z.string().max(200)).max(25) })
const OptionValues = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
export const Slash = z.object({ command: z.string().max(200), options: OptionValues, place })
export const Autocomplete = z.object({
  command: z.string().max(200),
  option: id,
  partial: z.string().max(200),
  others: OptionValues,
  place,
})
export const Menu = z.object({ name: id, targetId: id, place })
export const Submit = z.object({
  interactionId: id,
  values: z.record(z.string(), z.union([z.string().max(8000), z.array(z.string().max(200)), z.boolean()])),
})

const issue = z.int().positive()
export const OpenIssue = z.object({ title: z.string().min(1).max(256), body: z.string().max(65_536) })
export const CommentOn = z.object({ issue, body: z.string().min(1).max(65_536) })
export const SetState = z.object({ issue, state: z.enum(['open', 'completed', 'not_planned']) })
export const SetLabel = z.object({ issue, label: id, on: z.boolean() })
export const SetAssignee = z.object({ issue, login: id, on: z.boolean() })

/** What each request of the page carries, by its path below /api/. Those marked with files travel as multipart. */
export const requests = {
  say: Say,
  post: Post,
  edit: Edit,
  delete: OfMessage,
  dismiss: OfMessage,
  react: React,
  typing: OfPlace,
  thread: NewThread,
  press: Press,
  choose: Choose,
  slash: Slash,
  autocomplete: Autocomplete,
  menu: Menu,
  submit: Submit,
  'issues/open': OpenIssue,
  'issues/comment': CommentOn,
  'issues/state': SetState,
  'issues/label': SetLabel,
  'issues/assignee': SetAssignee,
} as const

export type PageRequests = { [Path in keyof typeof requests]: z.infer<(typeof requests)[Path]> }

export interface PageAnswers {
  say: { messageId: string }
  post: { place: string }
  edit: object
  delete: object
  dismiss: object
  react: object
  typing: object
  thread: { place: string }
  press: Outcome
  choose: Outcome
  slash: Outcome
  autocomplete: Choices
  menu: Outcome
  submit: Outcome
  'issues/open': { issue: number }
  'issues/comment': object
  'issues/state': object
  'issues/label': object
  'issues/assignee': object
}
