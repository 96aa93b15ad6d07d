import { pseudonymKinds } from '../sanitize/pseudonym-kinds.ts'

/**
 * Takes out what the sanitizer wrote in place of values: `email-1`, `ip-3-private-net-1`, `[redacted:password]`. They say
 * nothing of what a request is about, and the words in them would: "says user-1 <email-1>" is not about signing in.
 *
 * @see src/sanitize/pseudonyms.ts writes them.
 */
export const withoutPseudonyms = (text: string): string => text.replace(pseudonym, ' ')

/** With the mark of a genitive, which would be left over: "user-1's". */
const pseudonym = new RegExp(
  String.raw`(?<![\w-])(?:(?:${pseudonymKinds})-\d{1,10}(?:-(?:private|public)-net-\d{1,10})?|redacted-[a-z][a-z\d-]{0,80})(?![\w-])(?:['\u2019]s\b)?|\[(?:redacted:[a-z\d-]{1,80}|withheld)\]`,
  'g',
)
