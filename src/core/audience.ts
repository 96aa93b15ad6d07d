import { may, type Owned } from './may.ts'
import type { Person, Ticket } from './types.ts'

/** Who may use a link: whoever has it, members with one of these Discord roles, or one person. Staff always may. */
export type Audience = { to: 'anyone' } | { to: 'roles'; roles: string[] } | { to: 'person'; personId: string }

/** The same as a desk says it, before there is a ticket. */
export type AudienceChoice = { to: 'anyone' | 'requester' | 'roles'; roles: string[] }

/** A link for a person beats what the ticket's tier says, and that what the desk says. */
export function audienceOf(
  ticket: Pick<Ticket, 'requesterId' | 'tier'>,
  desk: { linkAudience: AudienceChoice; tiers: { id: string; linkAudience?: AudienceChoice | undefined }[] },
): Audience {
  const { to, roles } = desk.tiers.find(({ id }) => id === ticket.tier)?.linkAudience ?? desk.linkAudience
  if (to === 'requester') return { to: 'person', personId: ticket.requesterId }
  return to === 'roles' ? { to, roles } : { to }
}

/** Whether somebody may have the bundle, by what they are at this moment. */
export function mayGet(audience: Audience, person: Person, ticket: Owned): boolean {
  if (may('bundle.get', person, ticket)) return true
  if (audience.to === 'person') return audience.personId === person.id
  return audience.to === 'anyone' || audience.roles.some((role) => person.roles.includes(role))
}

/** As Discord shows it, without notifying anybody. */
export function audienceWords(audience: Audience): string {
  if (audience.to === 'anyone') return 'anyone who has it'
  if (audience.to === 'person') return `<@${audience.personId}> and the staff`
  return `${audience.roles.join(' or ')}, the requester and the staff`
}
