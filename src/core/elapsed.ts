/**
 * Whether less than `ms` have gone by since then; Unix milliseconds. A time that is still to come was told by a clock that
 * has been set back since, and would keep whoever believes it waiting for as long as that (RELIABILITY F15).
 */
export const isWithin = (ms: number, since: number, now: number): boolean => since <= now && now - since < ms

/** How long until then, of a wait that is never longer than `most`; 0 when it is over, or a clock was set back. */
export const waitLeftMs = (until: number, now: number, most: number): number =>
  until > now && until - now <= most ? until - now : 0
