import type { Sanitized } from '../sanitize/sanitized.ts'

/** A message in public that holds a secret. The secret itself is nowhere in here. */
export interface Leak {
  guildId: string
  channelId: string
  messageId: string
  authorId: string
  /** What kinds of secrets: names of the sanitizer's rules. */
  kinds: string[]
  /** The message without them. */
  text: Sanitized
}

/** `github token, private key` */
export const kindWords = (kinds: readonly string[]): string =>
  [...new Set(kinds)].map((kind) => kind.replaceAll('-', ' ')).join(', ')
