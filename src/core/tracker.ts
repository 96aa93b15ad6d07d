import type { Labelled } from './labelled.ts'
import type { Attributed, Try } from './ports.ts'
import type { Ticket } from './types.ts'
import type { TicketView } from './view.ts'

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
} & ({ type: 'state' } | { type: 'labels'; labelled: Labelled } | { type: 'comment'; commentId: string })
