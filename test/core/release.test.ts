import { describe, expect, it } from 'vitest'
import { release } from '../../src/core/release.ts'
import type { Bundle } from '../../src/core/types.ts'
import { ana, aTicket, clean, cy, eva, max } from './a-ticket.ts'

const ticket = aTicket()
const heldBack: Bundle = {
  id: 4,
  ticketId: 7,
  name: 'auth-issues-ST-2026-007.tar.gz',
  state: 'quarantined',
  file: '4-auth-issues-ST-2026-007.tar.gz.quarantined',
  sizeBytes: 900,
  sha256: 'a'.repeat(64),
  manifest: '{}',
  leftOut: [],
  problem: '• email in logs/app/app.log, line 1',
  createdAt: 0,
}
const reason = clean('the address of our own documentation')

describe('releasing a bundle that was held back', () => {
  it('is a moderator’s decision, and keeps the reason', () => {
    expect(release(ticket, heldBack, reason, max)).toEqual({
      ticket,
      events: [{ type: 'bundle.released', bundleId: 4, reason }],
    })
  })

  it.each([
    { who: 'the requester', by: ana },
    { who: 'an engineer', by: eva },
    { who: 'a member', by: cy },
  ])('is refused to $who', ({ by }) => {
    expect(() => release(ticket, heldBack, reason, by)).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED' }))
  })

  it.each([
    { what: 'without a reason', bundle: heldBack, said: clean('  '), code: 'REASON_MISSING' },
    {
      what: 'of one that is ready',
      bundle: { ...heldBack, state: 'ready' as const },
      said: reason,
      code: 'BUNDLE_NOT_HELD_BACK',
    },
    {
      what: 'of one that waited too long',
      bundle: { ...heldBack, state: 'expired' as const, file: null },
      said: reason,
      code: 'BUNDLE_DELETED',
    },
    { what: 'of none', bundle: undefined, said: reason, code: 'BUNDLE_NOT_HELD_BACK' },
  ])('is refused $what', ({ bundle, said, code }) => {
    expect(() => release(ticket, bundle, said, max)).toThrow(expect.objectContaining({ code }))
  })
})
