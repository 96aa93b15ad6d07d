import { cleanText, createWriting, gap, oneLine, type Piece, piecesOf } from './text.ts'

/**
 * An issue's or comment's Markdown as text for a Discord message that reads the same and does nothing: nobody is called,
 * no link hides where it leads, nothing unfolds into a preview, and what GitHub hides stays hidden.
 *
 * The answer may be longer than a message; see `splitForDiscord` in messages.ts. Send it with `allowed_mentions: { parse: [] }` all the same.
 *
 * @param text null when the author wrote nothing
 */
export function toDiscord(text: string | null): string {
  const out = createWriting()
  const pieces = visible(piecesOf(cleanText(text ?? '')))
  for (const [index, piece] of pieces.entries()) {
    const endsLine = index === pieces.length - 1
    if (piece.kind === 'prose') out.add(writeProse(piece.text, out.isAtLineStart, endsLine))
    else if (piece.kind === 'inline' && piece.text.length <= longestInline) out.add(inlineCode(piece.text))
    else out.add(`${out.isAtLineStart ? '' : '\n'}${codeBlock(piece.text, languageOf(piece))}\n`)
  }
  return out.text().trim()
}

/** Longer code gets a block of its own, which can be cut. */
const longestInline = 300

const languageOf = (piece: Piece) => (piece.kind === 'block' ? piece.language : '')

/** Without comments, which GitHub does not show either; one that never ends hides the rest. */
function visible(pieces: readonly Piece[]): Piece[] {
  const shown: Piece[] = []
  let isHidden = false
  for (const piece of pieces) {
    if (piece.kind !== 'prose') {
      if (!isHidden) shown.push(piece)
      else if (piece.text.includes('-->')) isHidden = false
      continue
    }
    let text = ''
    for (let at = 0; at < piece.text.length; ) {
      const next = piece.text.indexOf(isHidden ? '-->' : '<!--', at)
      const end = next === -1 ? piece.text.length : next
      if (!isHidden) text += piece.text.slice(at, end)
      if (next === -1) break
      at = next + (isHidden ? 3 : 4)
      isHidden = !isHidden
    }
    shown.push({ kind: 'prose', text })
  }
  return shown
}

/** The title of a thread or forum post: one line, at most 100 characters, never empty. */
export const titleToDiscord = (title: string) => oneLine(title, 100, 'Issue')

/**
 * Who said it on GitHub, before what they said. `ghost` is whose account is gone.
 *
 * @param url of the comment or issue
 */
export function attributionForDiscord(login: string | null, url: string): string {
  return `**${writeProse(oneLine(login ?? 'ghost', 60, 'ghost'))}** on GitHub (${shownUrl(url)}):`
}

export function codeBlock(code: string, language = ''): string {
  // A block of nothing is none to Discord, which then looks for its end further on.
  const body = /[^\n]/.test(code) ? code.replace(/`(?=``)/g, `\`${gap}`) : gap
  return `\`\`\`${language}\n${body}\n\`\`\``
}

/** Discord closes at the first run of as many backticks, wherever it stands. */
function inlineCode(code: string): string {
  const body = code.replaceAll('`', `\`${gap}`)
  return body.includes('`') ? `\`\`${gap}${body}\`\`` : `\`${body}\``
}

/** @param startsLine,endsLine whether the first and last line are whole, or go on in a piece of code */
function writeProse(text: string, startsLine = true, endsLine = true): string {
  const plain = cleanText(text.replace(tag, withoutTag).replace(entity, decoded)).replace(/\n{3,}/g, '\n\n')
  const lines = withoutQuotedMail(plain.split('\n'))
  const out: string[] = []
  for (let index = 0; index < lines.length; index++) {
    const tableEnd = index > 0 || startsLine ? endOfTable(lines, index, lines.length - (endsLine ? 0 : 1)) : undefined
    if (tableEnd === undefined) {
      out.push(writeLine(lines[index]!))
      continue
    }
    out.push(codeBlock(lines.slice(index, tableEnd).join('\n')))
    index = tableEnd - 1
  }
  return out.join('\n')
}

/** Replies by mail carry what they answer; it is in the thread already, and perhaps more than that. */
function withoutQuotedMail(lines: string[]): string[] {
  const start = lines.findIndex((line, index) => isMailIntroduction(line) && lines[index + 1]?.startsWith('>'))
  if (start === -1) return lines
  let end = start + 1
  while (lines[end]?.startsWith('>')) end += 1
  return [...lines.slice(0, start), '(quoted mail left out)', ...lines.slice(end)]
}

const isMailIntroduction = (line: string) =>
  line.length < 300 && line.startsWith('On ') && line.trimEnd().endsWith('wrote:')

/** The line after a table that begins at `start`, if one does: Discord has none, so it is shown as it was typed. */
function endOfTable(lines: string[], start: number, most: number): number | undefined {
  const delimiter = start + 1 < most ? lines[start + 1] : undefined
  if (!lines[start]!.includes('|') || delimiter === undefined) return undefined
  if (!/^[\s|:-]+$/.test(delimiter) || !delimiter.includes('-') || !delimiter.includes('|')) return undefined
  let end = start + 2
  while (end < most && lines[end]!.includes('|')) end += 1
  return end
}

/** What stands at the start of a line: indentation and quote marks, then perhaps a tick box. */
const lineStart = /^((?:> ?|\s){0,40})(?:([-*+]|\d{1,9}[.)])(\s{1,4})(?:\[([ xX])\](?=\s))?)?/

function writeLine(line: string): string {
  const [all, before, bullet = '', space = '', tick] = lineStart.exec(line) as unknown as string[]
  const box = tick === undefined ? '' : tick === ' ' ? '☐' : '☑'
  // `>>>` would quote the rest of the message.
  const quotes = (before as string).replace(/>(?=>>)/g, '\\>').replace(/>>/g, '>\\>')
  let rest = line.slice(all!.length)
  let mark = ''
  const heading = /^(?:#{1,6}|-#)(?=\s|$)/.exec(rest)
  if (heading !== null) {
    mark = `\\${heading[0]}`
    rest = rest.slice(heading[0].length)
  }
  return `${quotes}${box === '' ? bullet : ''}${box === '' ? space : ''}${box}${mark}${writeWords(rest)}`
}

const image =
  /!\[([^[\]\n]{0,300})\]\(\s{0,3}<?([^\s<>()]{1,2000})>?(?:\s{1,3}(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?\s{0,3}\)/y
const link =
  /\[([^[\]\n]{0,300})\]\(\s{0,3}<?([^\s<>()]{1,2000})>?(?:\s{1,3}(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?\s{0,3}\)/y
const tag = /<\/?([a-z][a-z0-9-]{0,40})(\s[^<>]{0,2000})?\/?>/gi
const url = /https?:\/\/[^\s<>"`|\\[\]]{1,2000}/iy
const invite = /(?:discord\.gg|discord(?:app)?\.com\/invite)(?=\/)/iy
const entity = /&(?:(lt|gt|amp|quot|apos|nbsp)|#([0-9]{1,7})|#x([0-9a-f]{1,6}));/gi

function writeWords(line: string): string {
  const out = createWriting()
  for (let at = 0; at < line.length; ) {
    const [length, written] = nextWords(line, at)
    out.add(written)
    at += length
  }
  return out.text()
}

/** How much of the line is dealt with, and what it becomes. */
function nextWords(line: string, at: number): [length: number, written: string] {
  const char = line[at]!
  const next = line[at + 1] ?? ''
  if (char === '!' && next === '[') {
    const found = match(image, line, at)
    if (found !== undefined) return [found[0].length, `${writeWords(found[1] || 'image')} (${shownUrl(found[2]!)})`]
  }
  if (char === '[') {
    const found = match(link, line, at)
    if (found !== undefined) return [found[0].length, `${writeWords(found[1]!)} (${shownUrl(found[2]!)})`]
    return [1, '\\[']
  }
  if (char === '<') return lessThan(line, at)
  if ('hH'.includes(char)) {
    const found = match(url, line, at)?.[0]
    if (found !== undefined) {
      const address = withoutTail(found)
      return [address.length, shownUrl(address)]
    }
  }
  if ('dD'.includes(char)) {
    const found = match(invite, line, at)?.[0]
    if (found !== undefined) return [found.length, found.replace('.', `${gap}.`)]
  }
  if (char === '@' && /^@(?:everyone|here)/i.test(line.slice(at, at + 9))) return [1, `@${gap}`]
  if (char === '|' && next === '|') return [1, `|${gap}`]
  // An escaped character stays one, whatever we put around it.
  if (char === '\\') return /[!-/:-@[-`{-~]/.test(next) ? [2, escapedPair(next)] : [1, '\\\\']
  if (char === '`' || char === ']') return [1, `\\${char}`]
  return [1, char]
}

const escapedPair = (char: string) => ('@<|'.includes(char) ? `${gap}${char}${gap}` : `\\${char}`)

function lessThan(line: string, at: number): [length: number, written: string] {
  const autolink = match(url, line, at + 1)?.[0]
  if (autolink === undefined || line[at + 1 + autolink.length] !== '>') return [1, `<${gap}`]
  return [autolink.length + 2, shownUrl(autolink)]
}

/** Discord knows no HTML. */
function withoutTag(_: string, name: string, attributes = ''): string {
  if (name.toLowerCase() === 'br') return '\n'
  const source = /\ssrc\s{0,3}=\s{0,3}["']?(https?:\/\/[^\s"'<>()]{1,2000})/i.exec(attributes)?.[1]
  return source === undefined ? '' : ` ![image](${source}) `
}

/** Addresses that carry a right to see a private file. */
const signed = /[?&](?:jwt|token|x-amz-signature|sig|signature)=/i

/** In angle brackets Discord shows no preview. What is no web address is shown, and leads nowhere. */
function shownUrl(address: string): string {
  if (!/^https?:\/\/[^\s<>`|\\]+$/i.test(address)) return inlineCode(address)
  if (signed.test(address) || /^https?:\/\/private-user-images\./i.test(address))
    return '(a private file, to be seen on GitHub)'
  return `<${address.replace(/@(?=everyone|here)/gi, '%40')}>`
}

function decoded(entity: string, name?: string, decimal?: string, hex?: string): string {
  if (name !== undefined)
    return { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' }[name.toLowerCase()] ?? entity
  const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal)
  return code >= 32 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

function withoutTail(address: string): string {
  let end = address.length
  while (end > 0 && ".,;:!?)]}'*_~".includes(address[end - 1]!)) end -= 1
  return end === 0 ? address : address.slice(0, end)
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}
