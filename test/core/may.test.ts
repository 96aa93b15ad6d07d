import { describe, expect, it } from 'vitest'
import { type Asking, demand, may, permissions, type Role, rolesOf } from '../../src/core/may.ts'
import { ana, aPerson, aTicket, cy, eva, max } from './a-ticket.ts'

const ticket = aTicket()
const people: Record<Role, typeof ana> = { requester: ana, engineer: eva, moderator: max, member: cy }

/** Written out once more, by hand: a change of who may do what has to be made in two places, on purpose. */
const table: Record<Asking, string> = {
  'ticket.show': 'requester engineer moderator member',
  'ticket.list': 'requester engineer moderator member',
  'ticket.list-all': 'engineer moderator',
  'ticket.close': 'requester engineer moderator',
  'ticket.reopen': 'requester engineer moderator',
  'ticket.detail': 'requester engineer moderator',
  'ticket.share': 'requester engineer moderator',
  'ticket.human': 'requester engineer moderator',
  'ticket.choose-category': 'requester engineer moderator',
  'ticket.assign': 'engineer moderator',
  'ticket.priority': 'engineer moderator',
  'ticket.category': 'engineer moderator',
  'ticket.reclassify': 'engineer moderator',
  'ticket.note': 'engineer moderator',
  'ticket.join': 'requester engineer moderator',
  'ticket.update': 'engineer moderator',
  'ticket.transcript': 'requester engineer moderator',
  'article.write': 'engineer moderator',
  'article.publish': 'engineer moderator',
  'answer.settle': 'requester engineer moderator',
  'bundle.create': 'requester engineer moderator',
  'bundle.collect': 'engineer moderator',
  'bundle.get': 'requester engineer moderator',
  'bundle.links': 'requester engineer moderator',
  'bundle.renew': 'requester engineer moderator',
  'bundle.refill': 'requester engineer moderator',
  'bundle.revoke': 'requester engineer moderator',
  'bundle.log': 'requester engineer moderator',
  'bundle.release': 'moderator',
}

const cells = (Object.keys(permissions) as Asking[]).flatMap((asking) =>
  (Object.keys(people) as Role[]).map((role) => ({ asking, role, mayIt: table[asking]?.split(' ').includes(role) })),
)

describe('who may do what', () => {
  it('is a table with as many rows as there are askings', () => {
    expect(Object.keys(table).sort()).toEqual(Object.keys(permissions).sort())
  })

  it.each(cells)('$asking by the $role: $mayIt', ({ asking, role, mayIt }) => {
    const demanding = () => demand(asking, people[role], ticket)
    expect(may(asking, people[role], ticket)).toBe(mayIt)
    if (mayIt) expect(demanding).not.toThrow()
    else expect(demanding).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED' }))
  })

  it("is not widened by somebody's own ticket when another one is asked about", () => {
    expect(may('ticket.close', ana, aTicket({ requesterId: 'ben' }))).toBe(false)
    expect(may('ticket.close', ana)).toBe(false)
  })

  it('adds up for a person who is several at once', () => {
    const everything = aPerson('ana', { isModerator: true, isEngineer: true })
    expect(rolesOf(everything, ticket)).toEqual(['member', 'requester', 'engineer', 'moderator'])
    expect(rolesOf(cy, ticket)).toEqual(['member'])
  })

  it('names those who may, in words', () => {
    expect(() => demand('ticket.note', cy, ticket)).toThrow('Only a support engineer or a moderator can do that.')
  })
})
