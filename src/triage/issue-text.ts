import { tokensOf } from './text.ts'

/** The headings of a form, in lower case. */
export function headingsOf(raw: string): string[] {
  return raw
    .slice(0, 6000)
    .split('\n')
    .filter((line) => line.startsWith('#') || line.startsWith('**'))
    .map((line) =>
      line
        .replace(/[^\p{L}\p{N} ]/gu, '')
        .trim()
        .toLowerCase(),
    )
    .filter((line) => line !== '')
    .slice(0, 15)
}

/** What stands under a form's headings and after its labels, in two words: "issue type=bug". */
export function answersOf(raw: string): string[] {
  const lines = raw
    .slice(0, 8000)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const answers: string[] = []
  for (const [at, line] of lines.entries()) {
    const isHeading = line.startsWith('#') || line.startsWith('**')
    const plain = line.slice(0, 200).replace(/[#*]/g, '').trim()
    const end = plain.search(/[:?]/)
    if (!isHeading && end < 0) continue
    const label = (end < 0 ? plain : plain.slice(0, end)).toLowerCase()
    if (label.length < 2 || label.length > 40) continue
    const rest = end < 0 ? '' : plain.slice(end + 1).trim()
    const answer = rest === '' && isHeading ? (lines[at + 1] ?? '') : rest
    answers.push(`${label}=${tokensOf(answer, 2).join(' ')}`)
    if (answers.length >= 60) break
  }
  return answers
}

/** What an issue form tells its reader: nobody sees it, yet it names the form. */
export function commentsOf(raw: string): string {
  const text = raw.slice(0, 6000)
  const comments: string[] = []
  for (let start = text.indexOf('<!--'); start >= 0; ) {
    const end = text.indexOf('-->', start)
    if (end < 0) break
    comments.push(text.slice(start + 4, end))
    start = text.indexOf('<!--', end)
  }
  return comments.join('\n')
}

/** Without what stands in every report that a form makes. */
export const withoutHeadings = (prose: string) =>
  prose
    .split('\n')
    .filter((line) => !line.startsWith('#') && !line.includes('_No response_'))
    .join('\n')

/** Pieces that end with a line, or with a mark that a space follows. */
export function sentencesOf(prose: string): string[] {
  const sentences: string[] = []
  let start = 0
  for (let at = 0; at < prose.length; at++) {
    const code = prose.charCodeAt(at)
    const ends = code === lineEnd || (isSpace(code) && endMarks.has(prose.charCodeAt(at - 1)))
    if (!ends) continue
    sentences.push(prose.slice(start, at))
    start = at + 1
  }
  sentences.push(prose.slice(start))
  return sentences
}

export const lineEnd = 10
const endMarks = new Set([...'.!?'].map((mark) => mark.charCodeAt(0)))
export const isSpace = (code: number) =>
  code === 32 || (code >= 9 && code <= 13) || code === 160 || (code >= 0x2000 && code <= 0x200a) || code === 0x3000
export const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90)

/** Those that ask. */
export const askedIn = (sentences: readonly string[]) =>
  sentences.filter((sentence) => sentence.trimEnd().endsWith('?'))
