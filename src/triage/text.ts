import { withoutPseudonyms } from './pseudonyms.ts'

/** A request taken apart: what the person says, what they quote, and what a machine printed. */
export interface Parts {
  title: string
  /** The body as it was typed, as far as it is read. */
  raw: string
  /** The person's own words: the body without code, quotes, log lines and links. */
  prose: string
  /** Code blocks, inline code, log lines and stack traces. */
  machine: string
  /** Lines that begin with `>`. */
  quoted: string
}

/** Longer requests are read to here; what a person says first is what it is about. */
export const longestRead = 12_000
const longestTitle = 500

/**
 * Takes a request apart in one pass over its lines, without the names that the sanitizer gave. Never throws; any text is a
 * request.
 */
export function partsOf(title: string, text: string): Parts {
  const raw = withoutPseudonyms(text.slice(0, longestRead))
  const prose: string[] = []
  const machine: string[] = []
  const quoted: string[] = []
  let fence = ''
  let inComment = false

  for (const line of raw.split('\n')) {
    const trimmed = line.trim()
    if (fence !== '') {
      if (trimmed.startsWith(fence)) fence = ''
      else machine.push(trimmed)
    } else if (trimmed.startsWith('```') || trimmed.startsWith('~~~')) {
      // A block opened and closed on one line, as chats allow.
      const closing = trimmed.indexOf(trimmed.slice(0, 3), 3)
      if (closing > 0) machine.push(trimmed.slice(3, closing))
      else fence = trimmed.slice(0, 3)
    } else if (inComment || trimmed.startsWith('<!--')) {
      inComment = !trimmed.includes('-->')
    } else if (trimmed.startsWith('>')) {
      quoted.push(trimmed.replace(/^>{1,9}/, '').trim())
    } else if (isMachineLine(trimmed)) {
      machine.push(trimmed)
    } else {
      prose.push(withoutInlineCode(line, machine))
    }
  }
  return {
    title: withoutPseudonyms(title.slice(0, longestTitle)),
    raw,
    prose: prose.join('\n'),
    machine: machine.join('\n'),
    quoted: quoted.join('\n'),
  }
}

function withoutInlineCode(line: string, machine: string[]): string {
  if (!line.includes('`')) return line
  // Odd pieces lie between backticks. They stay in the sentence too: "`login` does not work".
  const pieces = line.split('`')
  for (let at = 1; at < pieces.length - 1; at += 2) machine.push(pieces[at]!)
  return pieces.join(' ')
}

const levels = ['ERROR', 'WARN', 'WARNING', 'INFO', 'DEBUG', 'FATAL', 'TRACE', 'CRITICAL', 'LOG:', 'PANIC']

/** A log line, a stack frame or a shell prompt. */
function isMachineLine(line: string): boolean {
  if (line.length < 4) return false
  if (/^\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d/.test(line)) return true
  if (/^\d\d:\d\d:\d\d/.test(line)) return true
  if (line.startsWith('at ') && (line.includes('(') || line.includes(':'))) return true
  if (line.startsWith('Traceback (') || line.startsWith('File "') || line.startsWith('$ ')) return true
  if (line.startsWith('{"') && line.endsWith('}')) return true
  const first = line.slice(0, 24)
  return levels.some(
    (level) => first.startsWith(level) || first.startsWith(`[${level}`) || first.includes(` ${level} `),
  )
}

/** Words hardly ever take more, with what stands between them; the rest of a long text is then not even looked at. */
const lettersOfWord = 50
/** One path or address may be long. */
const leastLetters = 2000

/** Words and the marks that stand for what differs each time: `‹url›`, `‹version›`, `‹number›`. At most `most`. */
export function tokensOf(text: string, most = 1200): string[] {
  const tokens: string[] = []
  const read = text.slice(0, Math.max(leastLetters, most * lettersOfWord))
  const lower = (isAscii(read) ? read : read.normalize('NFKC')).toLowerCase()
  for (let start = 0, end = 0; start < lower.length && tokens.length < most; start = end + 1) {
    end = pieceEnd(lower, start)
    if (end === start) continue
    const piece = lower.slice(start, end)
    if (piece.startsWith('http://') || piece.startsWith('https://')) {
      tokens.push('‹url›')
      continue
    }
    const word = plainWord(piece)
    if (word === undefined) addWords(piece, tokens)
    else if (word !== '') tokens.push(word)
  }
  return tokens
}

/** Where the next white space is, or the end. */
function pieceEnd(text: string, start: number): number {
  let end = start
  while (end < text.length && !isSpace(text.charCodeAt(end))) end++
  return end
}

/** Text of these signs alone is as Unicode would have it already. */
export const isAscii = (text: string) => !/[^\0-\x7f]/.test(text)

/** What `\s` stands for. */
const isSpace = (code: number) =>
  code === 32 || (code >= 9 && code <= 13) || (code >= 160 && /\s/.test(String.fromCharCode(code)))

/** Most pieces are one word of letters a to z, maybe with digits, and signs before and after it; this spares them what the others need. */
function plainWord(piece: string): string | undefined {
  let start = 0
  let end = piece.length
  while (start < end && isSign(piece.charCodeAt(start))) start++
  while (end > start && isSign(piece.charCodeAt(end - 1))) end--
  if (end > longestPiece) return undefined
  let isNumber = end > start
  let hasApostrophe = false
  for (let at = start; at < end; at++) {
    const code = piece.charCodeAt(at)
    if (code === 39 || code === 96) hasApostrophe = true
    else if ((code >= 97 && code <= 122) || code === 95) isNumber = false
    else if (code < 48 || code > 57) return undefined
  }
  const cut = start === 0 && end === piece.length ? piece : piece.slice(start, end)
  const word = hasApostrophe ? cut.replace(apostrophes, '') : cut
  return isNumber ? numberWord(word) : word
}

/** Status codes and ports are words of their own; other numbers differ each time. */
const numberWord = (digits: string) => (digits.length === 3 || digits.length === 4 ? digits : '‹number›')

/** ASCII but for letters, digits and the underscore. */
const isSign = (code: number) =>
  code < 48 || (code > 57 && code < 65) || (code > 90 && code < 95) || code === 96 || (code > 122 && code < 128)

// Contractions lose their apostrophe first, so that "can't" and "cant" are one word.
const longestPiece = 400
const apostrophes = /['’`´]/g
const wordRuns = /[\p{L}\p{M}\p{N}_]+(?:[.-][\p{L}\p{M}\p{N}_]+){0,6}/gu
/** So many dots and dashes may join words to one run. */
const mostJoints = 6

/** The words of a piece with signs inside. */
function addWords(piece: string, tokens: string[]): void {
  const plain = piece.slice(0, longestPiece).replace(apostrophes, '')
  if (isAscii(plain)) addAsciiRuns(plain, tokens)
  else for (const [run] of plain.matchAll(wordRuns)) addRun(run, tokens)
}

/** What `wordRuns` finds, by hand: code is full of such pieces. */
function addAsciiRuns(piece: string, tokens: string[]): void {
  for (let at = 0; at < piece.length; at++) {
    if (isSign(piece.charCodeAt(at))) continue
    const start = at
    for (let joints = 0; at < piece.length; at++) {
      const code = piece.charCodeAt(at)
      if (!isSign(code)) continue
      const isJoint = (code === dot || code === dash) && at + 1 < piece.length && !isSign(piece.charCodeAt(at + 1))
      if (!isJoint || joints++ === mostJoints) break
    }
    addRun(piece.slice(start, at), tokens)
  }
}

const [dot, dash] = [46, 45]

function addRun(run: string, tokens: string[]): void {
  if (startsWithNumber(run)) {
    if (/^v?\d+[.]\d/.test(run)) {
      tokens.push('‹version›')
      return
    }
    if (/^\d+$/.test(run)) {
      tokens.push(numberWord(run))
      return
    }
  }
  if (!run.includes('.') && !run.includes('-')) {
    tokens.push(run)
    return
  }
  const joined = run.split(/[.-]/)
  for (const part of joined) tokens.push(part)
  if (joined.length === 2) tokens.push(joined.join(''))
}

/** "4", "v4" */
function startsWithNumber(run: string): boolean {
  const code = run.charCodeAt(run.charCodeAt(0) === 118 ? 1 : 0)
  return code >= 48 && code <= 57
}
