import type { Sanitized } from '../sanitize/sanitized.ts'
import { bySeverity, type Finding } from './finding.ts'
import type { Decision, Priority, Ticket, Triage } from './types.ts'

const priorities: readonly Priority[] = ['low', 'medium', 'high', 'critical', 'emergency']
const mostReasons = 3
const mark = 'in the logs: '

export interface Analysis {
  bundleId: number
  findings: readonly Finding[]
  /** The highest priority that the desk asks for any of them. */
  priority: Priority | undefined
  /** A person has said how urgent it is, and knows better than a log. */
  isPriorityGiven: boolean
}

/**
 * What the logs say about a ticket: services that they show in trouble, reasons, and a higher priority where the desk says
 * so. Nothing is lowered or taken away, for logs can be of another day. An earlier bundle's reasons give way.
 */
export function takeFindings(ticket: Ticket, { bundleId, findings, priority, isPriorityGiven }: Analysis): Decision {
  if (findings.length === 0) return { ticket, events: [] }
  const { triage } = ticket
  const worst = findings.toSorted(bySeverity)
  const inTrouble = worst.filter(({ severity }) => severity !== 'info').flatMap(({ service }) => service ?? [])
  const services = [...new Set([...triage.services, ...inTrouble])]
  const reasons = [
    ...triage.reasons.filter((reason) => !reason.startsWith(mark)),
    ...worst.slice(0, mostReasons).map(({ message }) => `${mark}${message}` as Sanitized),
  ]
  const event = {
    type: 'bundle.analyzed' as const,
    bundleId,
    findings: worst.map(({ analyzer }) => analyzer),
    services: services.filter((service) => !triage.services.includes(service)),
  }
  const raised: Triage = { ...triage, services, reasons }
  const mayRaise = !isPriorityGiven && ticket.status !== 'closed' && priority !== undefined
  if (!mayRaise || priorities.indexOf(priority) <= priorities.indexOf(triage.priority)) {
    return { ticket: { ...ticket, triage: raised }, events: [event] }
  }
  return {
    ticket: { ...ticket, triage: { ...raised, priority } },
    events: [event, { type: 'ticket.prioritised', from: triage.priority, to: priority }],
  }
}

/** The highest of some priorities. */
export const highest = (some: readonly Priority[]): Priority | undefined =>
  some.toSorted((a, b) => priorities.indexOf(b) - priorities.indexOf(a))[0]
