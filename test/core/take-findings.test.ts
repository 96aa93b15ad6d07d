import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/core/finding.ts'
import { highest, takeFindings } from '../../src/core/take-findings.ts'
import { aTicket, aTriage, clean } from './a-ticket.ts'

const diskFull: Finding = {
  analyzer: 'disk-full',
  severity: 'critical',
  message: 'The disk is full',
  count: 41,
  isFloor: false,
  firstAt: null,
  lastAt: null,
  service: 'database',
  article: null,
  file: 'logs/database/pg.log',
  line: 3,
}
const note: Finding = { ...diskFull, analyzer: 'note', severity: 'info', message: 'Started', service: 'nginx' }
const ticket = aTicket({ triage: aTriage({ priority: 'medium', services: ['kratos'] }) })
const found = { bundleId: 4, findings: [note, diskFull], priority: 'critical' as const, isPriorityGiven: false }

describe('what the logs say about a ticket', () => {
  it('adds services in trouble, reasons, and a higher priority, and tells of it', () => {
    const decision = takeFindings(ticket, found)
    expect(decision.ticket.triage).toMatchObject({
      services: ['kratos', 'database'],
      priority: 'critical',
      reasons: ["'login'", 'in the logs: The disk is full', 'in the logs: Started'],
    })
    expect(decision.events).toEqual([
      { type: 'bundle.analyzed', bundleId: 4, findings: ['disk-full', 'note'], services: ['database'] },
      { type: 'ticket.prioritised', from: 'medium', to: 'critical' },
    ])
  })

  it.each([
    { what: 'a person has set it', more: { isPriorityGiven: true }, at: ticket },
    { what: 'the desk asks for none', more: { priority: undefined }, at: ticket },
    { what: 'it is lower', more: { priority: 'low' as const }, at: ticket },
    { what: 'the ticket is closed', more: {}, at: aTicket({ ...ticket, status: 'closed' }) },
  ])('leaves the priority when $what', ({ more, at }) => {
    const decision = takeFindings(at, { ...found, ...more })
    expect(decision.ticket.triage.priority).toBe('medium')
    expect(decision.events.map(({ type }) => type)).toEqual(['bundle.analyzed'])
  })

  it('replaces the reasons of an earlier bundle, and changes nothing without findings', () => {
    const reasons = [clean("'login'"), clean('in the logs: Vault is sealed')]
    const earlier = aTicket({ triage: aTriage({ reasons }) })
    expect(takeFindings(earlier, found).ticket.triage.reasons).not.toContain('in the logs: Vault is sealed')
    expect(takeFindings(earlier, { ...found, findings: [] })).toEqual({ ticket: earlier, events: [] })
  })

  it('knows which priority is higher', () => {
    expect(highest(['low', 'emergency', 'high'])).toBe('emergency')
    expect(highest([])).toBeUndefined()
  })
})
