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
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`´]/g, '')
    .split(/[^\p{L}\p{M}\p{N}%#@_.]+/u)
    .map((word) => word.replace(/^\.+|\.+$/g, ''))
    .filter((word) => word !== '')
}

/** Sentences with their closing mark. A dot inside "v2.4" or "auth.log" does not end one. */
function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?。！？…])(?=\s|$)|(?<=[。！？])|\n/u).filter((sentence) => sentence.trim() !== '')
}

const quoteMarks: Record<string, string> = { '"': '"', '“': '”', '„': '“', '«': '»', '「': '」' }

function withoutQuotes(text: string): string {
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
