/** One other way to read a text, with the line (from 0) that a place in it comes from. */
export interface View {
  text: string
  lineAt(index: number): number
}

const ESCAPE = '\u001b'
const MIN_RUN = 24
/** Of one endless run only this much is decoded at once; its pieces overlap by a whole number of base64 groups. */
const MAX_RUN = 48_000
/** A match may reach over a line break: from a key to its value, or from the head of a key into its body. */
const LINES_AROUND = 2
/** Characters that are there without being seen: zero width, soft hyphen, bidirectional marks. */
const unseen = /\p{Cf}/gu
const mayHaveUnseen = /[\u00ad\u0600-\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/

/**
 * Other ways to read a text, each only if it differs: secrets hide behind encodings. All keep the text's line breaks, so
 * that a hit can be placed.
 */
export function* viewsOf(text: string): Generator<View> {
  for (const view of outerViews(text)) {
    yield view
    // One encoding within another: what came out is short, and read the same way once more.
    if (view.text.length < text.length) yield* innerViews(view)
  }
}

function* innerViews(outer: View): Generator<View> {
  const lineStarts = [0]
  for (let i = outer.text.indexOf('\n'); i !== -1; i = outer.text.indexOf('\n', i + 1)) lineStarts.push(i + 1)
  for (const { text, lineAt } of outerViews(outer.text))
    yield { text, lineAt: (index) => outer.lineAt(lineStarts[lineAt(index)] ?? 0) }
}

function* outerViews(text: string): Generator<View> {
  if (text.includes(ESCAPE)) yield sameLines(withoutColours(text))
  if (writtenColour.test(text)) yield sameLines(text.replace(writtenColours, ''))
  if (wide.test(text)) yield* unlessSame(text, text.normalize('NFKC'))
  yield* unlessSame(text, joined(text))
  if (text.includes('\0') || mayHaveUnseen.test(text)) yield sameLines(text.replaceAll('\0', '').replace(unseen, ''))
  if (text.includes('%')) yield* unlessSame(text, text.replace(/%([0-9a-f]{2})/gi, decodeHexPair))
  if (text.includes('\\')) yield* unlessSame(text, text.replace(escapes, decodeEscape))
  if (text.includes('&#') || text.includes('&quot;')) yield* unlessSame(text, withoutEntities(text))
  const decoded = decodedRuns(text)
  if (decoded !== undefined) yield decoded
}

function* unlessSame(text: string, other: string) {
  if (other === text) return
  const lines = text.split('\n')
  const others = other.split('\n')
  yield lines.length === others.length ? changedLines(lines, others) : sameLines(other)
}

/** Only the lines that read differently, each with those around it: the rest was searched as it is. */
function changedLines(lines: readonly string[], others: readonly string[]): View {
  const pieces: { start: number; line: number }[] = []
  let joined = ''
  let done = 0
  for (let at = 0; at < lines.length; at++) {
    if (lines[at] === others[at]) continue
    const from = Math.max(done, at - LINES_AROUND)
    if (from > done) joined += '\n\n\n'
    done = Math.min(lines.length, at + LINES_AROUND + 1)
    for (let line = from; line < done; line++) {
      pieces.push({ start: joined.length, line })
      joined += `${others[line]}\n`
    }
  }
  return { text: joined, lineAt: (index) => pieces.findLast(({ start }) => start <= index)?.line ?? 0 }
}

const sameLines = (text: string): View => ({ text, lineAt: (index) => breaksBefore(text, index) })

function breaksBefore(text: string, index: number): number {
  let count = 0
  for (let i = text.indexOf('\n'); i !== -1 && i < index; i = text.indexOf('\n', i + 1)) count++
  return count
}

const withoutColours = (text: string) =>
  text
    .split(ESCAPE)
    .map((part, index) => (index === 0 ? part : part.replace(/^\[[0-9;:?]{0,32}[A-Za-z]/, '')))
    .join('')

/** A decoded line break would move all that follows to another line. */
const character = (code: number) => (code === 10 ? ' ' : String.fromCharCode(code))
const decodeHexPair = (_: string, hex: string) => character(Number.parseInt(hex, 16))
const escapes = /\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|\\u\{([0-9a-f]{1,5})\}|\\([01][0-7]{2})/gi
const decodeEscape = (_: string, four = '', two = '', braced = '', octal = '') =>
  character(octal === '' ? Number.parseInt(four || two || braced, 16) & 0xffff : Number.parseInt(octal, 8))

/** Colours that a program has written out: `\u001b[33m`, `^[[33m`. */
const writtenColours = /(?:\\u001b|\\x1b|\\033|\\e|\^\[)\[[\d;]{0,20}m/gi
const writtenColour = /(?:\\u001b|\\x1b|\\033|\\e|\^\[)\[[\d;]{0,20}m/i
/** Letters as wide as Chinese ones. */
const wide = /[\uff01-\uff5e]/

/** Texts that a program puts together, and lines that go on; a line break between moves behind what it parted. */
const joined = (text: string) =>
  text
    .replace(/["'`] {0,4}[+.&] {0,4}["'`]/g, '')
    .replace(/(?:["'`] {0,4}[+.&]? {0,4}\\?|\\|=)\r?\n[ \t+.&>|-]{0,60}["'`]?([A-Za-z0-9][^\s"'`]{0,200})/g, '$1\n')

const withoutEntities = (text: string) =>
  text
    .replace(/&#(\d{1,6});/g, (_, number: string) => character(Number(number) & 0xffff))
    .replace(/&#x([0-9a-f]{1,5});/gi, (_, hex: string) => character(Number.parseInt(hex, 16) & 0xffff))
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')

/** Everything in base64 or hexadecimal that reads as text when decoded, piece by piece. Hashes come out as noise. */
function decodedRuns(text: string): View | undefined {
  const pieces: { start: number; line: number }[] = []
  let joined = ''
  let line = 0
  let lineCountedTo = 0
  for (const { from, to } of runsIn(text)) {
    for (let at = from; at < to; at += MAX_RUN - 4096) {
      const decoded = decode(text.slice(at, Math.min(to, at + MAX_RUN)))
      if (decoded === undefined) continue
      line += breaksBefore(text.slice(lineCountedTo, from), from)
      lineCountedTo = from
      pieces.push({ start: joined.length, line })
      joined += `${decoded}\n`
    }
  }
  if (joined === '') return undefined
  return { text: joined, lineAt: (index) => pieces.findLast(({ start }) => start <= index)?.line ?? 0 }
}

/** Runs of the letters of base64 (both alphabets), found by hand: a pattern takes ten times as long. */
function* runsIn(text: string): Generator<{ from: number; to: number }> {
  let from = 0
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && isBase64(text.charCodeAt(i))) continue
    if (i - from >= MIN_RUN) yield { from, to: i }
    from = i + 1
  }
}

const isBase64 = (code: number) =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 47 && code <= 57) ||
  code === 43 ||
  code === 45 ||
  code === 95

function decode(run: string): string | undefined {
  const isHex = run.length % 2 === 0 && /^[0-9a-f]+$/i.test(run)
  const decoded = Buffer.from(run, isHex ? 'hex' : 'base64')
  return isReadable(decoded) ? decoded.toString('latin1') : undefined
}

function isReadable(bytes: Buffer): boolean {
  let noise = 0
  for (const byte of bytes) if (!((byte >= 32 && byte < 127) || byte === 10 || byte === 13 || byte === 9)) noise++
  return noise * 20 <= bytes.length
}
