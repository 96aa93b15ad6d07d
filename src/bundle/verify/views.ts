/** Longest line that is turned over; of longer ones only this much. */
const MAX_LINE = 64 * 1024
/** Characters that are there without being seen: zero width, soft hyphen, bidirectional marks. */
const unseen = /\p{Cf}/gu
const ESCAPE = '\u001b'

/** Other ways to read a line, each only if it could differ: secrets hide behind encodings. */
export function* viewsOf(line: string): Generator<string> {
  const text = line.length > MAX_LINE ? line.slice(0, MAX_LINE) : line
  if (text.includes(ESCAPE)) yield withoutColours(text)
  yield* unlessSame(text, text.replaceAll('\0', '').replace(unseen, ''))
  if (text.includes('%')) yield* unlessSame(text, withoutPercent(text))
  if (text.includes('\\u') || text.includes('\\x')) yield* unlessSame(text, withoutEscapes(text))
  if (text.includes('&#') || text.includes('&quot;')) yield* unlessSame(text, withoutEntities(text))
  if (text.includes('\\n')) yield text.replaceAll('\\n', '\n')
  yield* base64Of(text)
}

function* unlessSame(text: string, other: string) {
  if (other !== text) yield other
}

const withoutColours = (text: string) =>
  text
    .split(ESCAPE)
    .map((part, index) => (index === 0 ? part : part.replace(/^\[[0-9;:?]{0,32}[A-Za-z]/, '')))
    .join('')

const withoutPercent = (text: string) =>
  text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

const withoutEscapes = (text: string) =>
  text
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

const withoutEntities = (text: string) =>
  text
    .replace(/&#(\d{1,6});/g, (_, number: string) => String.fromCharCode(Number(number) & 0xffff))
    .replace(/&#x([0-9a-f]{1,5});/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16) & 0xffff))
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')

/** Runs long enough to hold a secret, decoded, when what comes out reads as text. Hashes come out as noise. */
function* base64Of(text: string): Generator<string> {
  for (const [run] of text.matchAll(/(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24,20000}={0,2}/g)) {
    const decoded = Buffer.from(run, 'base64').toString('latin1')
    if (isReadable(decoded)) yield decoded
  }
}

function isReadable(text: string): boolean {
  let printable = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if ((code >= 32 && code < 127) || code === 10 || code === 13 || code === 9) printable++
  }
  return printable >= text.length * 0.95
}
