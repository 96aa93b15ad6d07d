import { cut } from '../core/title.ts'
import { stem } from '../triage/stem.ts'
import { tokensOf } from '../triage/text.ts'

/**
 * The part of an article that answers: all of it where it is short, else the paragraphs that say most of what was
 * asked, in their order, beginning with the first of them.
 *
 * @param body Markdown.
 * @param words what was asked for.
 * @param most how many characters at most.
 */
export function passageOf(body: string, words: readonly string[], most: number): string {
  if (body.length <= most) return body
  const wanted = new Set(words.map(stem))
  const paragraphs = paragraphsOf(body)
  const worth = paragraphs.map(
    (text) =>
      new Set(
        tokensOf(text)
          .map(stem)
          .filter((word) => wanted.has(word)),
      ).size,
  )
  const best = worth.indexOf(Math.max(...worth))
  const chosen: string[] = []
  let left = most
  for (const paragraph of paragraphs.slice(best)) {
    if (paragraph.length + 2 > left) break
    chosen.push(paragraph)
    left -= paragraph.length + 2
  }
  return chosen.length > 0 ? chosen.join('\n\n') : cut(paragraphs[best] ?? body, most)
}

/** Separated by empty lines; a heading belongs to what follows it, and a fence stays whole. */
function paragraphsOf(body: string): string[] {
  const paragraphs: string[] = []
  let inFence = false
  for (const part of body.split(/\n{2,}/)) {
    const last = paragraphs.at(-1)
    if (last !== undefined && (inFence || /^#{1,6} [^\n]*$/.test(last)))
      paragraphs.push(`${paragraphs.pop()}\n\n${part}`)
    else paragraphs.push(part)
    if ((part.match(/^```/gm)?.length ?? 0) % 2 === 1) inFence = !inFence
  }
  return paragraphs
}
