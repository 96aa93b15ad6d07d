import type { Refusal } from '../errors.ts'
import type { TextKey } from './texts.ts'
import type { Ticket } from './types.ts'

/**
 * What Bee says, before it has words: a key of the desk's texts with the values to fill in.
 * A door turns it into its own form; Discord's is in `discord/render.ts`.
 */
export interface Reply {
  say: TextKey
  values?: Record<string, string | number>
  /** Only the person who asked sees it. */
  isPrivate?: boolean
  /** Buttons below it. `control` is a stored control's id; `url` leads outside. */
  buttons?: ReplyButton[]
  /** A link whose address belongs to the words: filled in when it is said, because the address itself is never kept. */
  linkId?: number
  /** Shown as a card, without buttons. */
  ticket?: Ticket
  /** People who are to be notified; nobody else is, whatever the text holds. */
  calls?: string[]
  /** Who caused it, for the desk's words. */
  by?: string
  /** A text file beside it. */
  file?: { name: string; text: string }
}

/** A "no" as a reply. A desk may have words of its own for its code, so both code and values go along. */
export function refusalReply({ code, message, values }: Refusal): Reply {
  return { say: 'refusal', values: { ...values, code, text: message } }
}

export interface ReplyButton {
  label: string
  style?: 'primary' | 'secondary' | 'success' | 'danger'
  emoji?: string
  control?: string
  url?: string
}
