import type { Reply } from '../core/reply.ts'
import { defaultTexts } from '../core/texts.ts'
import { cut } from '../core/title.ts'
import type { Desk } from '../desk.ts'
import { fill } from '../errors.ts'

/** discord.com/developers/docs/resources/message, "Create Message": 2,000 characters. */
export const longestContent = 2000

/** A reply in the desk's words. */
export function wordsOf(reply: Reply, { texts, names }: Pick<Desk, 'texts' | 'names'>): string {
  const values = { mention: names[0] ?? '@bee', ...reply.values }
  // Help names Bee inside a value; nothing else in a value is ours to fill in, for people write braces too.
  const ownRefusal = reply.say === 'refusal' ? texts[String(reply.values?.code)] : undefined
  const text = fill(ownRefusal ?? texts[reply.say] ?? defaultTexts[reply.say], values).replaceAll(
    '{mention}',
    String(values.mention),
  )
  return cut(text, longestContent)
}

/**
 * Makes text harmless that somebody else wrote: nothing in it pings (that is also refused by `allowed_mentions`),
 * formats, hides a link behind other words, or looks like one of Discord's own chips.
 */
export function plain(text: string): string {
  return text
    .replace(/[\\*_~`|[\]<]/g, '\\$&')
    .replace(/^([#>-]|\d{1,9}\.)/gm, '\\$1')
    .replace(/@(everyone|here)/g, '@\u200b$1')
}

/** Shown as it is, in a fence that the text cannot close. */
export function fenced(text: string): string {
  return `\`\`\`\n${text.replace(/`{3,}/g, (ticks) => ticks.split('').join('\u200b'))}\n\`\`\``
}

const units = ['B', 'KB', 'MB', 'GB']

/** `1.4 MB` */
export function sizeWords(bytes: number): string {
  let size = bytes
  let unit = 0
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[unit]}`
}

/** Discord shows it in each reader's own time. `R` is relative, `f` a date with time. */
export const timeWords = (at: number, style: 'R' | 'f' = 'R') => `<t:${Math.floor(at / 1000)}:${style}>`
