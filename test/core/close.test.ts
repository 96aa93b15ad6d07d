import { describe, expect, it } from 'vitest'
import { close, closeForSure, reopen, reopenForSure } from '../../src/core/close.ts'
import { ana, aTicket, cy, eva, max, noon } from './a-ticket.ts'

const open = aTicket({ status: 'open' })
const closed = aTicket({ status: 'closed', closedAs: 'solved', closedAt: noon })

describe('closing', () => {
  it.each([ana, max, eva])('is done for $id, and said', (by) => {
    expect(close(open, 'solved', by, noon)).toEqual({
      ticket: { ...open, status: 'closed', closedAs: 'solved', closedAt: noon },
      events: [{ type: 'ticket.closed', as: 'solved' }],
    })
  })

  it.each([
    { who: 'a passer-by', ticket: open, by: cy, code: 'NOT_ALLOWED' },
    { who: 'the requester, once closed', ticket: closed, by: ana, code: 'TICKET_ALREADY_CLOSED' },
    { who: 'a passer-by, once closed', ticket: closed, by: cy, code: 'NOT_ALLOWED' },
  ])('refuses $who with $code', ({ ticket, by, code }) => {
    expect(() => close(ticket, 'solved', by, noon)).toThrow(expect.objectContaining({ code }))
  })

  it('names the ticket and who may, so that a person knows what to do', () => {
    expect(() => close(closed, 'solved', ana, noon)).toThrow('ST-2026-007 is already closed')
    expect(() => close(open, 'solved', cy, noon)).toThrow('Only the requester, a support engineer or a moderator can')
  })

  it('for sure needs nobody, and does nothing twice', () => {
    expect(closeForSure(open, 'duplicate', noon).ticket).toMatchObject({ status: 'closed', closedAs: 'duplicate' })
    expect(closeForSure(closed, 'duplicate', noon + 1)).toEqual({ ticket: closed, events: [] })
  })
})

describe('reopening', () => {
  it.each([ana, max, eva])('is done for $id, and forgets how it was closed', (by) => {
    expect(reopen(closed, by)).toEqual({
      ticket: { ...closed, status: 'open', closedAs: null, closedAt: null },
      events: [{ type: 'ticket.reopened' }],
    })
  })

  it.each([
    { who: 'a passer-by', ticket: closed, by: cy, code: 'NOT_ALLOWED' },
    { who: 'anyone, while open', ticket: open, by: ana, code: 'TICKET_NOT_CLOSED' },
  ])('refuses $who with $code', ({ ticket, by, code }) => {
    expect(() => reopen(ticket, by)).toThrow(expect.objectContaining({ code }))
  })

  it('for sure does nothing to what is open', () => {
    expect(reopenForSure(open)).toEqual({ ticket: open, events: [] })
    expect(reopenForSure(closed).ticket.status).toBe('open')
  })
})
