/** One thing said: words without the small ones around it. */
export interface Said {
  words: string[]
  isQuestion: boolean
  /** "I think", "maybe": the person is not sure either. */
  isHedged: boolean
  /** "if", "when", "let me know": not said to be so. */
  isSupposed: boolean
  /** "still", "immer noch": what follows has not changed. */
  isStill: boolean
  /** Nothing stands before it in its sentence. */
  isFirst: boolean
}

const together: [from: RegExp, to: string][] = [
  [/\be[- ]mail/g, 'email'],
  [/\be[- ]mails\b/g, 'emails'],
  [/\bgit hub\b/g, 'github'],
  [/\bre[- ]open/g, 'reopen'],
  [/\bup and running\b/g, 'working'],
  [/\bnever mind\b/g, 'nevermind'],
  [/\bif (?:possible|you can|you could|thats ok|thats possible)\b/g, ''],
  [/\bas soon as possible\b/g, ''],
  [/\bthank you (?:so|very) much\b/g, 'thanks'],
  [/\bmany thanks\b/g, 'thanks'],
  [/\b(?:for (?:me|us)|on (?:my|our) (?:side|end)|in the end|as well) ?(?=$|[.!,\n])/g, ''],
]

/** Splits a message into things said. Code, quoted lines and what stands in double quotes are left out. */
export function thingsSaid(text: string): Said[] {
  const said: Said[] = []
  for (const sentence of sentencesOf(plain(text))) {
    const isQuestion = /[?？]\s*$/.test(sentence)
    // A step of a list tells what somebody did, not what Bee should do.
    let isSupposed = /^\s*\d{1,2}[.)](?:\s|$)/.test(sentence)
    let isHedged = false
    const first = said.length
    for (const piece of sentence.split(/[,;:()、，；：]\s*|\s[-–—]\s|[.!?。！？…]+(?=\s|$)/u)) {
      for (const words of splitAtJoiners(wordsOf(piece))) {
        const trimmed = trim(words)
        isHedged ||= trimmed.isHedged
        isSupposed ||= supposing.has(trimmed.words[0] ?? '')
        if (trimmed.words.length > 0)
          said.push({
            words: trimmed.words,
            isQuestion,
            isHedged,
            isSupposed,
            isStill: trimmed.isStill,
            isFirst: said.length === first,
          })
      }
    }
  }
  return said
}

function plain(text: string): string {
  let inFence = false
  const lines: string[] = []
  for (const line of text.slice(0, 6000).split('\n')) {
    if (line.trim().startsWith('```')) inFence = !inFence
    else if (!inFence && !line.trim().startsWith('>')) lines.push(line)
  }
  let out = withoutBetween(withoutBetween(lines.join('\n').toLowerCase(), '`', '`'), '"', '"')
  out = withoutBetween(out, '“', '”').replace(/['’´]/g, '')
  for (const [from, to] of together) out = out.replace(from, to)
  return out
}

function withoutBetween(text: string, open: string, close: string): string {
  let out = ''
  let at = 0
  while (at < text.length) {
    const start = text.indexOf(open, at)
    const end = start < 0 ? -1 : text.indexOf(close, start + 1)
    if (end < 0) return out + text.slice(at)
    out += `${text.slice(at, start)} ‹quoted› `
    at = end + 1
  }
  return out
}

const sentencesOf = (text: string) => text.split(/(?<=[.!?。！？…])(?=\s|$)|(?<=[。！？])|\n/u)

/** Words keep `#`, `@`, dots and dashes inside, so that `#auth-help`, `v2.4` and addresses stay whole. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’´`]/g, '')
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{M}\p{N}#@<‹]+/u, '').replace(/[^\p{L}\p{M}\p{N}>›%+]+$/u, ''))
    .filter((word) => word !== '')
}

const joiners = new Set([
  'and',
  'but',
  'then',
  'so',
  'und',
  'aber',
  'et',
  'mais',
  'y',
  'pero',
  'e',
  'mas',
  'en',
  'maar',
])

function splitAtJoiners(words: string[]): string[][] {
  const out: string[][] = [[]]
  for (const [at, word] of words.entries()) {
    if (joiners.has(word) && at > 0) out.push([])
    else if (!joiners.has(word)) out.at(-1)!.push(word)
  }
  return out
}

const supposing = new Set(
  'if when once unless until whenever wenn falls sobald si quand lorsque cuando als zodra'.split(' '),
)

const leading =
  set(`ok okay k yes yeah yep yup sure hey hi hello well great perfect awesome cool nice excellent oh ah wow hurray hooray yay finally
  unfortunately sadly sorry guys folks team please pls plz now just also actually anyway btw fyi update edit good
  alright right indeed bitte ja gut super danke merci gracias thanks thx ty cheers oui sí si por favor vale genial hallo bonjour hola ahora nun jetzt leider also
  maintenant désolé lo siento again bien parfait perfecto it-seems`)
const trailing =
  set(`now again please pls plz thanks thx ty thank you too guys folks everyone all finally here bee mate man bitte danke merci gracias
  jetzt wieder maintenant ahora nun nochmal endlich alstublieft graag obrigado cheers sir already completely perfectly fine nicely great so much
  really yay though tho immediately asap quickly today meanwhile unfortunately sadly leider malheureusement lamentablemente`)
const hedges = [
  'i think',
  'i guess',
  'i believe',
  'i suppose',
  'i assume',
  'maybe',
  'probably',
  'perhaps',
  'possibly',
  'looks like',
  'it looks like',
  'seems like',
  'it seems like',
  'seems',
  'it seems',
  'apparently',
  'i hope',
  'hopefully',
  'not sure',
  'im not sure',
  'ich glaube',
  'vielleicht',
  'je crois que',
  'je pense que',
  'creo que',
  'parece que',
  'we should',
  'should we',
  'maybe we should',
  'we could',
  'you could',
]
  .map((hedge) => hedge.split(' '))
  .sort((a, b) => b.length - a.length)

function set(words: string) {
  return new Set(words.split(/\s+/))
}

/** Takes the small words off both ends, and says whether one of them was a hedge. */
function trim(words: string[]): { words: string[]; isHedged: boolean; isStill: boolean } {
  let start = 0
  let end = words.length
  let isHedged = false
  let isStill = false
  while (end - start > 1 && trailing.has(words[end - 1]!)) end--
  for (;;) {
    const hedge = hedges.find((hedge) => hedge.every((word, offset) => words[start + offset] === word))
    if (hedge !== undefined && start + hedge.length <= end) {
      isHedged = true
      start += hedge.length
    } else if (end - start > 1 && words[start] === 'still') {
      isStill = true
      start++
    } else if (end - start > 1 && leading.has(words[start]!)) start++
    else break
  }
  return { words: words.slice(start, end), isHedged, isStill }
}
