import type { RemoteState, Ticket } from './types.ts'

/** The state that an issue of this ticket should have. */
export const remoteStateOf = ({ status }: Pick<Ticket, 'status'>): RemoteState =>
  status === 'closed' ? 'closed' : 'open'

/**
 * What has to happen so that ticket and issue agree again. Whoever has moved away from what both last agreed on has the
 * news; no order of events is needed for it. `agreed` is null while a change of the ticket is being sent: then the
 * ticket stands.
 */
export function towards(
  agreed: RemoteState | null,
  ticket: RemoteState,
  issue: RemoteState,
): 'agreed' | 'follow' | 'send' {
  if (ticket === issue) return 'agreed'
  return agreed === ticket ? 'follow' : 'send'
}
