import { Refusal } from '../errors.ts'
import type { Person, Ticket } from './types.ts'

/** Who somebody is to a ticket. A person can be several at once. */
export type Role = 'requester' | 'engineer' | 'moderator' | 'member'

/** Everything that a person can ask of Bee, by who may: the one place that decides it. */
const allowed = {
  'ticket.show': ['member'],
  'ticket.list': ['member'],
  'ticket.list-all': ['engineer', 'moderator'],
  'ticket.close': ['requester', 'engineer', 'moderator'],
  'ticket.reopen': ['requester', 'engineer', 'moderator'],
  'ticket.detail': ['requester', 'engineer', 'moderator'],
  'ticket.share': ['requester', 'engineer', 'moderator'],
  'ticket.human': ['requester', 'engineer', 'moderator'],
  'ticket.choose-category': ['requester', 'engineer', 'moderator'],
  'ticket.assign': ['engineer', 'moderator'],
  'ticket.priority': ['engineer', 'moderator'],
  'ticket.category': ['engineer', 'moderator'],
  'ticket.reclassify': ['engineer', 'moderator'],
  'ticket.note': ['engineer', 'moderator'],
  'ticket.join': ['requester', 'engineer', 'moderator'],
  'ticket.update': ['engineer', 'moderator'],
  'ticket.transcript': ['requester', 'engineer', 'moderator'],
  'article.write': ['engineer', 'moderator'],
  'article.publish': ['engineer', 'moderator'],
  'answer.settle': ['requester', 'engineer', 'moderator'],
  'bundle.create': ['requester', 'engineer', 'moderator'],
  /** On Bee's own machine. */
  'bundle.collect': ['engineer', 'moderator'],
  /** A link's audience may add others: see `audience.ts`. */
  'bundle.get': ['requester', 'engineer', 'moderator'],
  'bundle.links': ['requester', 'engineer', 'moderator'],
  'bundle.renew': ['requester', 'engineer', 'moderator'],
  'bundle.refill': ['requester', 'engineer', 'moderator'],
  'bundle.revoke': ['requester', 'engineer', 'moderator'],
  'bundle.log': ['requester', 'engineer', 'moderator'],
  'bundle.release': ['moderator'],
} as const satisfies Record<string, readonly Role[]>

export type Asking = keyof typeof allowed

/** What may be asked, and by whom; the tests walk every cell. */
export const permissions: Readonly<Record<Asking, readonly Role[]>> = allowed

const words: Record<Role, string> = {
  requester: 'the requester',
  engineer: 'a support engineer',
  moderator: 'a moderator',
  member: 'a member',
}

export function rolesOf(person: Person, ticket?: Pick<Ticket, 'requesterId'>): Role[] {
  const roles: Role[] = ['member']
  if (ticket !== undefined && person.id === ticket.requesterId) roles.push('requester')
  if (person.isEngineer) roles.push('engineer')
  if (person.isModerator) roles.push('moderator')
  return roles
}

export function may(asking: Asking, person: Person, ticket?: Pick<Ticket, 'requesterId'>): boolean {
  const roles = rolesOf(person, ticket)
  return permissions[asking].some((role) => roles.includes(role))
}

/**
 * A private ticket (a security report, a direct message) is seen by its requester and the staff only.
 *
 * @throws Refusal NOT_ALLOWED
 */
export function demand(asking: Asking, person: Person, ticket?: Pick<Ticket, 'requesterId'>): void {
  if (may(asking, person, ticket)) return
  const who = permissions[asking].map((role) => words[role]).join(', ')
  throw new Refusal('NOT_ALLOWED', { values: { who: who.replace(/, ([^,]*)$/, ' or $1') } })
}
