import type { Bundle, Link } from '../core/types.ts'
import type { RefusalCode } from '../errors.ts'

/** A link with what it leads to. */
export interface FoundLink {
  link: Link
  bundle: Bundle
  ticketNumber: string
}

/** Why this link may not be used; only told to somebody who holds it. */
export function refusalOf({ link, bundle }: Pick<FoundLink, 'link' | 'bundle'>, at: number): RefusalCode | undefined {
  if (link.revokedAt !== null) return 'LINK_REVOKED'
  if (link.expiresAt <= at) return 'LINK_EXPIRED'
  if (bundle.state === 'quarantined') return 'LINK_REVOKED'
  if (bundle.state !== 'ready') return 'LINK_EXPIRED'
  if (link.downloadsLeft <= 0) return 'LINK_USED_UP'
  return undefined
}
