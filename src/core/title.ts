import type { Sanitized } from '../sanitize/sanitized.ts'

/** GitHub takes 256 characters; a line that people read takes fewer. */
const longest = 90

/** The issue in one line: the request's first sentence or line, without the name it begins with. */
export function titleOf(request: Sanitized): Sanitized {
  const line = request.split('\n').find((line) => /[\p{L}\p{N}]/u.test(line) && !line.startsWith('```')) ?? request
  const sentence = firstSentence(line.replace(/\s+/g, ' ').trim())
  // Cutting sanitized text cannot bring anything private back.
  return cut(sentence, longest) as Sanitized
}

/**
 * At most this many UTF-16 units, as the strictest counts Discord's limits, ended at a word where possible, never inside
 * a surrogate pair.
 */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const end = /[\uD800-\uDBFF]/.test(text.charAt(most - 2)) ? most - 2 : most - 1
  const head = text.slice(0, end)
  const space = head.lastIndexOf(' ')
  return `${(space > most / 2 ? head.slice(0, space) : head).trimEnd()}…`
}

function firstSentence(line: string): string {
  const end = line.search(/[.!?](?= )/)
  // A very short first sentence ("Hi!") says nothing.
  return end >= 20 ? line.slice(0, end + 1) : line
}
