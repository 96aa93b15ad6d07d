import { describe, expect, it } from 'vitest'
import { demand, maintainer, may, mayAsk } from '../../src/core/may.ts'
import {
  type Asking,
  cellOf,
  comesBy,
  type Door,
  doors,
  permissions,
  type Role,
  roles,
} from '../../src/core/permissions.ts'
import type { Person } from '../../src/core/types.ts'
import { isNamed, spec } from '../permissions/spec.ts'
import { ana, aPerson, aTicket, cy, eva, max } from './a-ticket.ts'

const ticket = aTicket()
type Who = 'requester' | 'engineer' | 'moderator' | 'member'
const people: Record<Who, Person> = { requester: ana, engineer: eva, moderator: max, member: cy }

const askings = Object.keys(permissions) as Asking[]
const inDiscord = ['server', 'thread', 'dm'] as const

const cells = askings.flatMap((asking) =>
  (Object.keys(people) as Who[]).flatMap((who) =>
    inDiscord.map((door) => ({ asking, who, door, mayIt: isNamed(asking, who) })),
  ),
)

describe('who may do what', () => {
  it('is a table with as many rows as there are askings', () => {
    expect(Object.keys(spec).sort()).toEqual([...askings].sort())
  })

  it.each(cells)('A36: $asking by the $who in the $door: $mayIt', ({ asking, who, door, mayIt }) => {
    const by = { ...people[who], door }
    const demanding = () => demand(asking, by, ticket)
    expect(may(asking, by, ticket)).toBe(mayIt)
    if (mayIt) expect(demanding).not.toThrow()
    else expect(demanding).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED' }))
  })

  const others = askings.flatMap((asking) =>
    roles
      .flatMap((role) => doors.map((door) => ({ asking, role, door })))
      .filter(({ role, door }) => isElsewhere(role, door)),
  )
  it('A36: gives no role anything by a door that it does not come by', () => {
    expect(others.length).toBeGreaterThan(900)
    for (const { asking, role, door } of others)
      expect(cellOf(asking, role, door), `${asking} ${role} ${door}`).toBe('no')
  })

  it.each(['maintainer', 'visitor', 'operator'] as const)(
    'A36: has no more rows for a %s than SPEC gives them',
    (role) => {
      const rows = askings.filter((asking) => cellOf(asking, role, comesBy[role][0]!) !== 'no')
      expect(rows).toEqual(askings.filter((asking) => isNamed(asking, role)))
    },
  )

  it('lets a maintainer close and not release', () => {
    expect(may('ticket.close', maintainer, ticket)).toBe(true)
    expect(may('bundle.release', maintainer, ticket)).toBe(false)
  })

  it("is not widened by somebody's own ticket when another one is asked about", () => {
    expect(may('ticket.close', ana, aTicket({ requesterId: 'ben' }))).toBe(false)
    expect(may('ticket.close', ana)).toBe(false)
    expect(mayAsk('ticket.close', ana)).toBe(true)
    expect(mayAsk('ticket.note', ana)).toBe(false)
  })

  it('A37: counts in their server only, whoever they are', () => {
    for (const asking of askings) {
      for (const person of Object.values(people)) {
        expect(may(asking, { ...person, guildId: 'another' }, ticket), `${asking} ${person.id}`).toBe(false)
        const isTheirs = person === ana && isNamed(asking, 'requester')
        expect(may(asking, { ...person, guildId: 'another', door: 'dm' }, ticket), asking).toBe(isTheirs)
      }
    }
  })

  it('adds up for a person who is several at once', () => {
    const both = aPerson('eva', { isModerator: true, isEngineer: true })
    expect(may('bundle.release', both, ticket)).toBe(true)
    expect(may('leak.settle', both, ticket)).toBe(false)
  })

  it('names those who may, in words', () => {
    expect(() => demand('ticket.note', cy, ticket)).toThrow('Only a support engineer or a moderator can do that.')
    expect(() => demand('ticket.close', cy, ticket)).toThrow(
      'Only the requester, a support engineer or a moderator can',
    )
  })
})

const isElsewhere = (role: Role, door: Door) => !comesBy[role].includes(door)
