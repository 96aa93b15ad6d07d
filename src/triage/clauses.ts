import { isAscii } from './text.ts'

/** A stretch of a sentence that negation does not reach beyond, as lower-case words without apostrophes. */
export interface Clause {
  words: string[]
  /** The words of the whole sentence up to this clause. */
  before: string[]
  isQuestion: boolean
}

const breaks = new Set([
  'but',
  'however',
  'although',
  'though',
  'because',
  'aber',
  'sondern',
  'mais',
  'pero',
  'maar',
  'ma',
  'mas',
])

/** Splits what a person says into clauses. What stands in double quotes is somebody else's and left out. */
export function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = []
  for (const sentence of sentencesOf(withoutQuotes(text))) {
    const isQuestion = /[?？]\s*$/.test(sentence)
    const before: string[] = []
    for (const piece of sentence.split(/[,;:()、，；：]|\s[-–—]\s/)) {
      let words: string[] = []
      const finish = () => {
        if (words.length > 0) clauses.push({ words, before: [...before], isQuestion })
        before.push(...words)
        words = []
      }
      for (const word of wordsOf(piece)) {
        if (breaks.has(word)) finish()
        else words.push(word)
      }
      finish()
    }
  }
  return clauses
}

/** Lower-case words; "can't" and "cant" are one word, "e-mail" and "e mail" are alike. */
export function wordsOf(text: string): string[] {
  if (isAscii(text)) return asciiWordsOf(text.toLowerCase())
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`´]/g, '')
    .split(/[^\p{L}\p{M}\p{N}%#@_.]+/u)
    .map((word) => word.replace(/^\.+|\.+$/g, ''))
    .filter((word) => word !== '')
}

/** The same without regular expressions: most text is of this sort, and words are asked for in every request. */
function asciiWordsOf(lower: string): string[] {
  const words: string[] = []
  for (let start = 0; start < lower.length; start++) {
    let hasApostrophe = false
    let end = start
    for (; end < lower.length; end++) {
      const code = lower.charCodeAt(end)
      if (isApostrophe(code)) hasApostrophe = true
      else if (!isOfWord(code)) break
    }
    if (end > start) {
      const word = withoutDots(hasApostrophe ? lower.slice(start, end).replace(/['`]/g, '') : lower.slice(start, end))
      if (word !== '') words.push(word)
    }
    start = end
  }
  return words
}

const isApostrophe = (code: number) => code === 39 || code === 96
const isDot = (code: number) => code === 46
/** Letters, digits and `%#@_.` */
const isOfWord = (code: number) =>
  (code >= 97 && code <= 122) ||
  (code >= 48 && code <= 57) ||
  isDot(code) ||
  code === 95 ||
  code === 35 ||
  code === 37 ||
  code === 64

function withoutDots(word: string): string {
  let start = 0
  let end = word.length
  while (start < end && isDot(word.charCodeAt(start))) start++
  while (end > start && isDot(word.charCodeAt(end - 1))) end--
  return start === 0 && end === word.length ? word : word.slice(start, end)
}

/** Sentences with their closing mark. A dot inside "v2.4" or "auth.log" does not end one. */
function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?。！？…])(?=\s|$)|(?<=[。！？])|\n/u).filter((sentence) => sentence.trim() !== '')
}

const quoteMarks: Record<string, string> = { '"': '"', '“': '”', '„': '“', '«': '»', '「': '」' }

const anyQuoteMark = new RegExp(`[${Object.keys(quoteMarks).join('')}]`)

function withoutQuotes(text: string): string {
  if (!anyQuoteMark.test(text)) return text
  let out = ''
  let closing = ''
  let held = ''
  for (const sign of text) {
    if (closing !== '') {
      if (sign === closing || sign === '”') {
        closing = ''
        held = ''
      } else held += sign
    } else if (quoteMarks[sign] !== undefined) closing = quoteMarks[sign]
    else out += sign
  }
  // A quote that never ends was an inch mark or a slip.
  return closing === '' ? out : `${out} ${held}`
}
