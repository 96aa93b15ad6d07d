/** So many corrections are worth learning anew; until then requests like corrected ones are recognised one by one. */
const enough = 10

/**
 * Whether triage should learn anew: enough was corrected since it last tried, or something that it learned from was taken
 * back or said otherwise.
 *
 * @param kept keys of the corrections there are now.
 * @param tried keys of those it last tried to learn from.
 * @param isFull as many are kept as can be: the oldest make room, which takes nothing back.
 */
export function isRetrainDue(kept: readonly string[], tried: readonly string[], isFull: boolean): boolean {
  const now = new Set(kept)
  const then = new Set(tried)
  const fresh = kept.filter((key) => !then.has(key)).length
  const gone = tried.filter((key) => !now.has(key)).length
  return fresh >= enough || (gone > 0 && !isFull)
}

export interface Losses {
  before: number
  after: number
}

/** Losses differ by this much by chance of which requests are held back. */
const chance = 0.002

/** What is new may cost the old a little: categories do move. */
const mostLost = 1.05

/**
 * Whether what was learned takes the place of what was there: it reads held-back requests no worse, old and new ones alike,
 * and does not pay for the new ones with the old.
 */
export const isNoWorse = (all: Losses, old: Losses) =>
  all.after <= all.before + chance && old.after <= old.before * mostLost
