/**
 * What both directions of the border share: cleaning, and telling code from prose.
 * Everything here looks at each character a bounded number of times, whatever the text.
 */

/** A piece of a text. Code is kept as it is; prose is made harmless. */
export type Piece =
  | { kind: 'prose'; text: string }
  | { kind: 'inline'; text: string }
  | { kind: 'block'; language: string; text: string }

/** C0 and C1 controls but tab and newline, and what is invisible or turns the direction of reading (A09, A13). */
const unwanted =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu

/** Joiners are needed inside emoji and in some scripts, never beside ASCII. */
const looseJoiner = /(?<![^\0-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\0-\x7f])/gu

/** Line ends as `\n`, no half characters, nothing invisible. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(unwanted, '')
    .replace(looseJoiner, '')
}

/** Breaks what a service would act on, such as `@name`, without a visible trace. */
export const gap = '\u200b'

/** Text put together from parts. It knows its length and end, which a string that grows has to be copied for. */
export function createWriting() {
  const parts: string[] = []
  let length = 0
  let last = ''
  return {
    get length() {
      return length
    },
    get isAtLineStart() {
      return last === '' || last === '\n'
    },
    add(part: string) {
      if (part === '') return
      // Two spans of code side by side would read as one with other ends.
      const apart = last === '`' && part.startsWith('`') ? gap : ''
      parts.push(apart, part)
      length += apart.length + part.length
      last = part.at(-1)!
    },
    text: () => parts.join(''),
  }
}

/**
 * One line of at most `max` characters, for titles and names. Never empty.
 *
 * @param otherwise stands in for a text without anything to see
 */
export function oneLine(text: string, max: number, otherwise: string): string {
  const line = cleanText(text).split(/\s+/).filter(Boolean).join(' ')
  if (line === '') return otherwise
  return line.length <= max ? line : `${cutAt(line, max - 1)}…`
}

/** The first `length` UTF-16 units, or one less where that would cut a character in two. */
export function cutAt(text: string, length: number): string {
  if (text.length <= length) return text
  const last = text.charCodeAt(length - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length)
}

interface Run {
  at: number
  length: number
  /** A backslash before a single backtick makes it a character, though not inside code, where it may close. */
  mayOpen: boolean
}

/**
 * Splits Markdown at its code, as Discord and GitHub both read it: a run of backticks closes at the next run of the
 * same length. Three or more that never close take the rest, as GitHub does; one or two are then plain characters.
 */
export function piecesOf(text: string): Piece[] {
  const runs = backtickRuns(text)
  const closers = closersOf(runs)
  const pieces: Piece[] = []
  let from = 0
  const prose = (until: number) => {
    if (until > from) pieces.push({ kind: 'prose', text: text.slice(from, until) })
  }

  let paragraphEnd = -1
  for (let index = 0; index < runs.length; index++) {
    const { at, length, mayOpen } = runs[index]!
    if (!mayOpen) continue
    const closer = closers[index]
    const start = at + length
    const end = closer === undefined ? text.length : runs[closer]!.at
    if (paragraphEnd < start) paragraphEnd = orEnd(text.indexOf('\n\n', start), text)

    const isInline = length < 3
    if (isInline && (closer === undefined || paragraphEnd < end)) continue
    const inside = text.slice(start, end)
    if (closer === undefined && !inside.includes('\n')) continue
    prose(at)
    pieces.push(isInline ? inlineOrBlock(inside) : blockOrInline(inside))
    from = closer === undefined ? text.length : end + length
    index = closer ?? runs.length
  }
  prose(text.length)
  return pieces
}

/** The longest run of backticks, so that a fence can be longer. */
export function longestRun(text: string): number {
  return backtickRuns(text).reduce((longest, { length }) => Math.max(longest, length), 0)
}

function backtickRuns(text: string): Run[] {
  const runs: Run[] = []
  for (let at = text.indexOf('`'); at !== -1; at = text.indexOf('`', at)) {
    let end = at
    while (text[end] === '`') end += 1
    runs.push({ at, length: end - at, mayOpen: end - at > 1 || !isEscaped(text, at) })
    at = end
  }
  return runs
}

/** Whether an odd number of backslashes stands before. Each is looked at once, for runs of backticks part them. */
function isEscaped(text: string, at: number): boolean {
  let slashes = 0
  while (text[at - 1 - slashes] === '\\') slashes += 1
  return slashes % 2 === 1
}

/** For each run the index of the next run of the same length. */
function closersOf(runs: readonly Run[]): (number | undefined)[] {
  const next = new Map<number, number>()
  const closers = new Array<number | undefined>(runs.length)
  for (let index = runs.length - 1; index >= 0; index--) {
    closers[index] = next.get(runs[index]!.length)
    next.set(runs[index]!.length, index)
  }
  return closers
}

/** One line break becomes a space, as in every rendering of it; more are somebody's log and want their lines. */
function inlineOrBlock(inside: string): Piece {
  const first = inside.indexOf('\n')
  if (first === -1) return { kind: 'inline', text: inside }
  if (inside.indexOf('\n', first + 1) === -1) return { kind: 'inline', text: inside.replace('\n', ' ') }
  return { kind: 'block', language: '', text: inside }
}

function blockOrInline(inside: string): Piece {
  const lineEnd = inside.indexOf('\n')
  if (lineEnd === -1) return inside.trim() === '' ? { kind: 'prose', text: inside } : { kind: 'inline', text: inside }
  const firstLine = inside.slice(0, lineEnd).trim()
  const isLanguage = firstLine.length <= 20 && /^[A-Za-z0-9+#.-]*$/.test(firstLine)
  const body = isLanguage ? inside.slice(lineEnd + 1) : inside
  return { kind: 'block', language: isLanguage ? firstLine : '', text: withoutLastLineEnd(body) }
}

/** Without the line end and the indentation that stood before a closing fence. */
function withoutLastLineEnd(text: string): string {
  let end = text.length
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end -= 1
  return text[end - 1] === '\n' ? text.slice(0, end - 1) : text.slice(0, end)
}

const orEnd = (at: number, text: string) => (at === -1 ? text.length : at)
