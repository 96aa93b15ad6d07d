import { describe, expect, it } from 'vitest'
import { follow, join, leave } from '../../src/core/join.ts'
import { ana, aTicket, cy, max, noon } from './a-ticket.ts'

const ticket = aTicket()
const parent = aTicket({ id: 3, number: 'ST-2026-003', requesterId: 'ben' })
const leader = { parent: parent.number, url: 'https://discord.example/3' }

describe('joining', () => {
  it.each([
    { who: 'the requester', by: ana },
    { who: 'the staff', by: max },
  ])('is for $who', ({ by }) => {
    expect(join(ticket, parent, by).events).toEqual([{ type: 'ticket.joined', parent: 'ST-2026-003' }])
    expect(leave(ticket, parent, by).events).toEqual([{ type: 'ticket.left', parent: 'ST-2026-003' }])
  })

  it('is not for others, nor for a ticket with itself', () => {
    expect(() => join(ticket, parent, cy)).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED' }))
    expect(() => leave(ticket, parent, cy)).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED' }))
    expect(() => join(ticket, ticket, ana)).toThrow(expect.objectContaining({ code: 'JOIN_SELF' }))
  })
})

describe('a ticket that follows another', () => {
  const led = { as: 'solved', isClosedAlong: false } as const

  it('closes along, and says with whom', () => {
    const { ticket: after, events } = follow(ticket, leader, { news: { is: 'closed' }, ...led }, noon)
    expect(after).toMatchObject({ status: 'closed', closedAs: 'solved', closedAt: noon })
    expect(events).toEqual([{ type: 'ticket.closed', as: 'solved', along: leader }])
  })

  it('opens along only when that was why it closed', () => {
    const closed = aTicket({ status: 'closed', closedAs: 'solved', closedAt: noon })
    const reopened = (isClosedAlong: boolean) =>
      follow(closed, leader, { news: { is: 'reopened' }, as: 'solved', isClosedAlong }, noon)
    expect(reopened(true).ticket.status).toBe('open')
    expect(reopened(false)).toEqual({ ticket: closed, events: [] })
  })

  it('stays as it is for all other news', () => {
    const news = { is: 'assigned', assigneeId: 'eva' } as const
    expect(follow(ticket, leader, { news, ...led }, noon)).toEqual({ ticket, events: [] })
  })
})
