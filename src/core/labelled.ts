import type { Kind, Post, Priority, Ticket } from './types.ts'

/**
 * What an issue says of its ticket beside its state: by the desk's labels, in the desk's words, and by who is assigned. A
 * label may be missing, or several of a sort may be there.
 */
export interface Labelled {
  kind: Kind[]
  category: string[]
  priority: Priority[]
  /** Logins. */
  assignees: string[]
}

/** Logins of the staff at the tracker, in small letters, with who they are where the tickets are. */
export type Staff = ReadonlyMap<string, string>

/** What somebody has changed on the issue. `assigneeId` is null where the assignee was taken off. */
export interface LabelNews {
  kind?: Kind
  category?: string
  priority?: Priority
  assigneeId?: string | null
}

/**
 * What the issue says that is news to the ticket, beside what both last agreed on; no order of events is needed for it.
 * A label that was only taken off says nothing, nor do two new ones of a sort; where the ticket has moved since, its own
 * word is the newer one. `agreed` is null while a change of the ticket is being sent: then the ticket stands.
 */
export function labelNews(agreed: Labelled | null, ticket: Ticket, issue: Labelled, staff: Staff): LabelNews {
  if (agreed === null) return {}
  const { kind, category, priority } = ticket.triage
  const news: LabelNews = {}
  const newKind = oneNew(agreed.kind, kind, issue.kind)
  const newCategory = oneNew(agreed.category, category, issue.category)
  const newPriority = oneNew(agreed.priority, priority, issue.priority)
  if (newKind !== undefined) news.kind = newKind
  if (newCategory !== undefined) news.category = newCategory
  if (newPriority !== undefined) news.priority = newPriority
  const assigneeId = newAssignee(agreed.assignees, ticket.assigneeId, issue.assignees, staff)
  if (assigneeId !== undefined) news.assigneeId = assigneeId
  return news
}

/** What both sides agree on once the news is taken over. A label that was taken off is still the last that was agreed on. */
export function agreedAfter(agreed: Labelled, issue: Labelled): Labelled {
  const now = <Value>(before: Value[], after: Value[]) => (after.length === 0 ? before : after)
  return {
    kind: now(agreed.kind, issue.kind),
    category: now(agreed.category, issue.category),
    priority: now(agreed.priority, issue.priority),
    assignees: issue.assignees,
  }
}

/** While Bee's own are being sent nothing is agreed on: the ticket stands. */
export const agreedOn = ({ labelled, isLabelling }: Pick<Post, 'labelled' | 'isLabelling'>): Labelled | null =>
  isLabelling ? null : labelled

/** Whether the issue's labels or assignees are not those that both sides last agreed on. */
export function isLabelledAnew(post: Pick<Post, 'labelled' | 'isLabelling'>, issue: Labelled): boolean {
  const agreed = agreedOn(post)
  return agreed !== null && !saysTheSame(agreedAfter(agreed, issue), agreed)
}

/** Whether two say the same, in whatever order. */
export const saysTheSame = (a: Labelled, b: Labelled): boolean =>
  (['kind', 'category', 'priority', 'assignees'] as const).every(
    (sort) => a[sort].length === b[sort].length && a[sort].every((value) => (b[sort] as string[]).includes(value)),
  )

/**
 * Who should be assigned to the issue. Of the staff that is whoever has the ticket; people whom the desk knows nothing of,
 * and those it assigns by category, stay.
 */
export function assigneesFor({ assigneeId }: Ticket, now: string[], byCategory: string[], staff: Staff): string[] {
  if (assigneeId === null) return now
  const has = (login: string) => staff.get(login.toLowerCase()) === assigneeId
  if (now.some(has)) return now
  const stays = (login: string) => !staff.has(login.toLowerCase()) || byCategory.includes(login)
  return [...now.filter(stays), ...[...staff.keys()].filter(has).slice(0, 1)]
}

function oneNew<Value>(agreed: Value[], ticket: Value, issue: Value[]): Value | undefined {
  const added = issue.filter((value) => !agreed.includes(value))
  const [only] = added
  const hasMoved = agreed.length > 0 && !agreed.includes(ticket)
  return added.length !== 1 || hasMoved || only === ticket ? undefined : only
}

function newAssignee(
  agreed: string[],
  assigneeId: string | null,
  issue: string[],
  staff: Staff,
): string | null | undefined {
  const personOf = (login: string) => staff.get(login.toLowerCase())
  const had = agreed.map(personOf)
  const isStaff = assigneeId !== null && [...staff.values()].includes(assigneeId)
  if (isStaff && !had.includes(assigneeId)) return undefined
  const added = issue.filter((login) => !agreed.includes(login)).map(personOf)
  const one = added.find((person) => person !== undefined)
  if (one !== undefined) return one === assigneeId ? undefined : one
  return isStaff && !issue.map(personOf).includes(assigneeId) ? null : undefined
}
