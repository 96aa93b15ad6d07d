import { cleanText, createWriting, cutAt, gap, longestRun, oneLine, type Piece, piecesOf } from './text.ts'

/** GitHub's limit for the body of an issue or a comment, in characters (trstringer/manual-approval#89). */
export const maxBodyLength = 65_536
/** GitHub's limit for an issue's title, in characters. */
export const maxTitleLength = 256

/** What Discord's tokens stand for. A name may hold anything; it is made harmless like all the rest. */
export interface Names {
  user?: (id: string) => string | undefined
  role?: (id: string) => string | undefined
  channel?: (id: string) => string | undefined
}

export interface ToGitHubOptions {
  names?: Names
  /** The most UTF-16 units to answer with; GitHub's limit when left out. Longer text ends with a note. */
  max?: number
}

const shortened = `\n\n_(shortened)_`
/** Below this there is no room for text and the note. */
const leastMax = 100

/**
 * Text of a Discord member as Markdown for GitHub that reads the same and does nothing: nobody is called, no issue is
 * linked, closed or marked a duplicate, nothing is fetched, hidden, enlarged or ticked. Code stays as it is.
 *
 * Bold, italics, lists, quotes and plain URLs keep working. Start it on a line of its own.
 */
export function toGitHub(text: string, { names = {}, max = maxBodyLength }: ToGitHubOptions = {}): string {
  const room = Math.max(max, leastMax) - shortened.length
  const out = createWriting()
  for (const piece of readPieces(text, names)) {
    const written = write(piece, out.isAtLineStart)
    // One more for what may have to stand between two spans of code.
    if (out.length + written.length + 1 > room) {
      out.add(fitting(piece, out.isAtLineStart, room - out.length - 1))
      return `${out.text()}${shortened}`
    }
    out.add(written)
  }
  return out.text().trimEnd()
}

/** A title for GitHub: one line, at most 256 characters, never empty. */
export function titleToGitHub(text: string, otherwise = 'Support request'): string {
  const line = oneLine(text, maxTitleLength - 20, otherwise)
  // Titles are not Markdown; only what tools read out of them is broken.
  return cutAt(line.replace(/@(?=[A-Za-z0-9])|#(?=[0-9])/g, `$&${gap}`), maxTitleLength)
}

function write(piece: Piece, atLineStart: boolean): string {
  if (piece.kind === 'prose') return writeProse(piece.text)
  if (piece.kind === 'inline') return inlineCode(piece.text)
  return `${atLineStart ? '' : '\n'}${fence(piece.text, piece.language)}\n`
}

/** As much of a piece as fits: of code its beginning, of prose whole lines or words. */
function fitting(piece: Piece, atLineStart: boolean, left: number): string {
  if (piece.kind === 'inline' || left < leastMax / 2) return ''
  if (piece.kind === 'prose') {
    // Making prose harmless lengthens it, at worst about tenfold; try less until it fits.
    for (let share = left; share > 8; share = Math.floor(share * 0.8)) {
      const written = writeProse(cutAt(piece.text, share))
      if (written.length <= left) return written
    }
    return ''
  }
  const frame = fence('', piece.language).length + 2 * longestRun(piece.text) + 2
  const written = write({ ...piece, text: cutAt(piece.text, Math.max(0, left - frame)) }, atLineStart)
  return written.length <= left ? written : ''
}

/** A fence longer than any run of backticks inside (A19). */
export function fence(code: string, language = ''): string {
  const ticks = '`'.repeat(Math.max(3, longestRun(code) + 1))
  return `${ticks}${language}\n${withoutMarker(code)}\n${ticks}`
}

export function inlineCode(code: string): string {
  const ticks = '`'.repeat(longestRun(code) + 1)
  const body = withoutMarker(code)
  const space = body.startsWith('`') || body.endsWith('`') ? ' ' : ''
  return `${ticks}${space}${body}${space}${ticks}`
}

/** Code may say anything but what looks like Bee's own hidden marker. */
const withoutMarker = (code: string) => code.replace(/<!--(?=\s{0,20}bee:)/gi, `<!--${gap}`)

/** Code apart from prose, also the paragraphs indented by four that GitHub would take for code. */
function readPieces(text: string, names: Names): Piece[] {
  const pieces = piecesOf(cleanText(text))
  return pieces.flatMap((piece, index) => {
    if (piece.kind !== 'prose') return [piece]
    return proseAndIndentedCode(piece.text, names, index === 0, index === pieces.length - 1)
  })
}

function proseAndIndentedCode(text: string, names: Names, startsText: boolean, endsText: boolean): Piece[] {
  const pieces: Piece[] = []
  let prose: string[] = []
  let code: string[] = []
  const endCode = () => {
    const blank: string[] = []
    while (code.at(-1)?.trim() === '') blank.push(code.pop()!)
    if (code.length > 0) pieces.push({ kind: 'block', language: '', text: code.map(dedented).join('\n') })
    prose.push(...blank)
    code = []
  }
  const endProse = (end: string) => {
    if (prose.length > 0) pieces.push({ kind: 'prose', text: `${withoutTokens(prose.join('\n'), names)}${end}` })
    prose = []
  }

  const lines = text.split('\n')
  for (const [index, line] of lines.entries()) {
    // The last line may go on with inline code, and the first may be the end of one that began so.
    const isWhole = (index > 0 || startsText) && (index < lines.length - 1 || endsText)
    const isBlank = line.trim() === ''
    const mayBegin = index === 0 || lines[index - 1]!.trim() === ''
    if (isWhole && !isBlank && /^(?: {4}|\t)/.test(line) && (code.length > 0 || mayBegin)) {
      if (code.length === 0) endProse('\n')
      code.push(line)
    } else if (isWhole && isBlank && code.length > 0) {
      code.push(line)
    } else {
      endCode()
      prose.push(line)
    }
  }
  endCode()
  endProse('')
  return pieces
}

const dedented = (line: string) => line.replace(/^(?: {4}|\t)/, '')

/** `<@1>`, `<#1>`, `<:bee:1>`, `<t:1>`, `</ask:1>` as words. */
const discordToken =
  /<(?:@([!&]?)(\d{1,20})|#(\d{1,20})|a?:(\w{1,32}):\d{1,20}|t:(-?\d{1,12})(?::\w)?|\/([\w -]{1,100}):\d{1,20})>/g

function withoutTokens(text: string, names: Names): string {
  return text.replace(discordToken, (_, sign, person, channel, emoji, seconds, command) => {
    if (person !== undefined) {
      const name = sign === '&' ? names.role?.(person) : names.user?.(person)
      return `@${oneLine(name ?? '', 80, sign === '&' ? 'a role' : 'someone')}`
    }
    if (channel !== undefined) return `#${oneLine(names.channel?.(channel) ?? '', 100, 'a-channel')}`
    if (emoji !== undefined) return `:${emoji}:`
    if (seconds !== undefined)
      return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`
    return `/${command}`
  })
}

/** Lines of nothing but these, with a `-` or `=`, make headings, tables or rules of what stands around them. */
const structure = /^[\s>+*0-9.)|:=-]+$/
/** `# Title`, also inside lists and quotes. */
const heading = /^([\s>+*0-9.)-]*)(#+)(?=\s|$)/

function writeProse(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      if (structure.test(line) && /[=-]/.test(line)) return line.replace(/[=|:-]/g, '\\$&')
      const marks = heading.exec(line)
      if (marks === null) return writeWords(line)
      const [all, before, hashes] = marks as unknown as [string, string, string]
      return `${before}${'\\#'.repeat(hashes.length)}${writeWords(line.slice(all.length))}`
    })
    .join('\n')
}

const url = /(?:https?:\/\/|www\.|github\.com\/)[^\s<>"`|\\]{1,2000}/iy
const entity = /&(?=#?[A-Za-z0-9]{1,40};)/y

function writeWords(line: string): string {
  const out = createWriting()
  for (let at = 0; at < line.length; ) {
    const char = line[at]!
    // `<https://…>` is how Discord is told to show no preview.
    const bracketed = char === '<' ? match(url, line, at + 1) : undefined
    const link = 'hHwWgG'.includes(char) ? match(url, line, at) : undefined
    if (bracketed !== undefined && line[at + 1 + bracketed.length] === '>') {
      out.add(shownUrl(bracketed))
      at += bracketed.length + 2
    } else if (link !== undefined) {
      const address = withoutTail(link)
      out.add(shownUrl(address))
      at += address.length
    } else {
      out.add(harmless(char, line, at))
      at += 1
    }
  }
  return out.text().replace(/duplicate(?=\s{1,20}of)/gi, `$&${gap}`)
}

function harmless(char: string, line: string, at: number): string {
  const before = line[at - 1] ?? ''
  const next = line[at + 1] ?? ''
  if (char === '<') return '&lt;'
  if (char === '&') return match(entity, line, at) === undefined ? '&' : '&amp;'
  if (char === '@') return isInMailAddress(line, at) ? '@' : `@${gap}`
  if (char === '#') return isDigit(next) ? `#${gap}` : '#'
  if (char === '-')
    return isDigit(next) && /(?:^|[^A-Za-z0-9])gh$/i.test(line.slice(Math.max(0, at - 3), at)) ? `-${gap}` : '-'
  // Links, images, footnotes, alerts and tick boxes all need the bracket.
  if ('[]`\\$'.includes(char)) return `\\${char}`
  if (char === '~' && (before === '~' || next === '~')) return '\\~'
  return char
}

/**
 * After a letter or digit GitHub calls nobody. But `repo@1a2b3c4` links a commit, and in `a@b.example@c` the address is
 * cut off before the second `@`.
 */
function isInMailAddress(line: string, at: number): boolean {
  const isCommit = /^[0-9a-f]{7}/i.test(line.slice(at + 1, at + 8))
  const word = line.slice(Math.max(0, at - 320), at)
  return /[A-Za-z0-9]$/.test(word) && !isCommit && !/@[\w.+-]*$/.test(word)
}

const shownUrl = (address: string) => (isPlainUrl(address) ? address : inlineCode(address))

/**
 * A URL that may be clicked: one that GitHub does not take for a reference, and that none of the rules would change.
 * The others are shown as code.
 */
function isPlainUrl(link: string): boolean {
  return (
    /^[A-Za-z0-9._~:/?#&=%+,;*'()-]+$/.test(link) &&
    !/\/(?:issues?|pulls?|discussions?|commits?|compare|tree|blob|releases?)\/|#[0-9]|gh-[0-9]|&#?[A-Za-z0-9]{1,40};/i.test(
      link,
    ) &&
    !/^github\.com/i.test(link)
  )
}

/** Punctuation at the end belongs to the sentence. */
function withoutTail(link: string): string {
  let end = link.length
  while (end > 0 && ".,;:!?)]}'*_~".includes(link[end - 1]!)) end -= 1
  return end === 0 ? link : link.slice(0, end)
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

const isDigit = (char: string) => char >= '0' && char <= '9' && char.length === 1
