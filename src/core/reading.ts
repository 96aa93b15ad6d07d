import type { Losses } from './retrain-due.ts'
import type { DestinationKind, Kind, Triage } from './types.ts'

export interface RequestText {
  text: string
  title?: string
  /** File names only. */
  attachments: string[]
}

/** What somebody said that a request was. */
export interface Correction {
  text: string
  category: string
  kind?: Kind
  weight?: number
}

/** What was learned, not in use yet. Losses are of held-back requests: the lower, the better. */
export interface Studied {
  loss: Losses
  /** Of those that were known before. */
  oldLoss: Losses
  adopt(): void
}

/** Reads requests. Today's reader uses the desk's words; another one may take its place. */
export interface Triager {
  read(request: RequestText): Triage
  /** Requests like the corrected ones are read as those were, from the next one on. Learns nothing else from them. */
  remember(corrections: readonly Correction[]): void
  /**
   * Learns from these corrections in a thread of its own, and tells whether held-back requests are read better so.
   *
   * @param isKnown whether the correction at this place was learned before.
   */
  study(corrections: readonly Correction[], isKnown: (at: number) => boolean, signal: AbortSignal): Promise<Studied>
  /** Nothing was ever corrected: then there is nothing to learn, nor to forget. */
  isUntaught(): boolean
  /** Gets ready to read, which takes a moment the first time. */
  warm(): void
}

export type Intent =
  | 'share'
  | 'solved'
  | 'still-broken'
  | 'new-link'
  | 'bundle'
  | 'human'
  | 'thanks'
  | 'status'
  | 'help'
  | 'small-talk'
  | 'facts'
  | 'unclear'
  | 'none'

/** What a sentence in a ticket's conversation asks of Bee. `none`: people are talking to each other. */
export interface Understanding {
  intent: Intent
  destination?: { kind: DestinationKind; name?: string }
  /** Details of the report that it tells, by the form's fields. */
  facts?: Record<string, string>
  /** For `unclear`: what it may mean, likeliest first. */
  options?: Understanding[]
}

export interface Listener {
  /** @param isForBee it mentions Bee, begins with its name, or is a direct message. */
  understand(text: string, context: { isForBee: boolean; isClosed: boolean }): Understanding
  /** Nothing to help with: a greeting, thanks. */
  isSmallTalk(text: string): 'greeting' | 'thanks' | false
}
