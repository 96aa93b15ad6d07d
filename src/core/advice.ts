import type { Kind, Triage } from './types.ts'

/** What an optional language model says of a request: values of the desk and nothing else. */
export interface Advice {
  kind: Kind
  category: string
  services: string[]
  /** The one of the articles it was shown that answers; undefined when it says that none does. */
  article?: string | undefined
}

/** An article that a language model may choose, as it is shown to it. */
export interface Choice {
  id: string
  title: string
}

/** Who may be asked for a second opinion. Never throws: an adviser that is slow, down or confused has nothing to say. */
export interface Adviser {
  advise(request: { title: string; text: string; articles: readonly Choice[] }): Promise<Advice | undefined>
  /** Unix milliseconds since when it has not answered; undefined while it does. */
  downSince(): number | undefined
}

/**
 * What a second opinion changes: only what Bee does not know by itself. Where Bee would ask anyway, the adviser's
 * category is put first, and Bee still asks; its confidence stays its own, because nobody has measured the adviser's.
 * Whether something is private, and how urgent it is, is never the adviser's to say: a request could talk it into
 * anything.
 *
 * @param ask the desk's `confidence.ask`.
 */
export function heed(
  triage: Triage,
  advice: Advice,
  { ask, isPrivate }: { ask: number; isPrivate: (category: string) => boolean },
): { triage: Triage; isUsed: boolean } {
  const isUnsure = triage.confidence.category < ask && triage.category !== advice.category
  const touchesPrivate = isPrivate(triage.category) || isPrivate(advice.category)
  const category = isUnsure && !touchesPrivate ? advice.category : triage.category
  const kind = triage.confidence.kind < ask ? advice.kind : triage.kind
  const isUsed = category !== triage.category || kind !== triage.kind
  if (!isUsed) return { triage, isUsed }
  const likeliest = [...new Set([category, ...triage.likeliest])].slice(0, 3)
  return { triage: { ...triage, category, kind, likeliest }, isUsed }
}
