/** A piece of a regular expression that is repeated as a whole. */
interface Element {
  text: string
  /** The alternatives of a group, each a row of elements; none for a single character, escape or class. */
  alternatives: Element[][]
  least: number
  most: number
  isLookaround: boolean
}

/**
 * Finds what makes a backtracking regular expression explode (RELIABILITY A11): something repeated within a group that
 * is repeated itself, such as `(a+)+`, where it is open which repetition takes a character. Where each round of the
 * group begins or ends with characters that stand nowhere else in it (`(?:\.\d+)*`), nothing is open, and it passes.
 */
export function nestedQuantifiers(pattern: string, flags = ''): string[] {
  const found: string[] = []
  const visit = (elements: Element[][]) => {
    for (const element of elements.flat()) {
      visit(element.alternatives)
      const isNested = loosestIn(element.alternatives) > (element.most === endless ? 1 : mostRounds)
      if (element.most > 1 && isNested && !element.alternatives.every((row) => isParted(row, flags))) {
        found.push(element.text)
      }
    }
  }
  visit(parse(pattern))
  return found
}

const endless = Number.POSITIVE_INFINITY
/** Within a group that is repeated a few times only, a bounded repetition costs a fixed factor. */
const mostRounds = 1000

/** How often the most repeated thing within may be repeated, where its count is open. */
function loosestIn(alternatives: Element[][]): number {
  let loosest = 1
  for (const { least, most, alternatives: inner } of alternatives.flat()) {
    loosest = Math.max(loosest, least === most ? 1 : most, loosestIn(inner))
  }
  return loosest
}

/** Does every round begin, or end, with characters that no other part of it may hold? */
function isParted(row: Element[], flags: string): boolean {
  const solid = row.filter(({ isLookaround }) => !isLookaround)
  const sets = solid.map((element) => charactersOf(element, flags))
  const parts = (at: number) => {
    const own = solid[at]
    if (own === undefined || own.least === 0) return false
    // Where the round after this one begins must be as plain as where this one ends.
    const isFixed = own.least === own.most && loosestIn(own.alternatives) === 1
    const isPlain = isFixed || solid.some(({ least }, other) => other !== at && least > 0)
    return isPlain && sets.every((set, other) => other === at || ![...set].some((char) => sets[at]!.has(char)))
  }
  return loosestIn([row]) === 1 || parts(0) || parts(solid.length - 1)
}

/** ASCII, and some letters, digits and signs beyond it, stand for all characters. */
const samples = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  ...'éßÄжλ中あ٣…“🐝\u00a0\u2028',
]

function charactersOf(element: Element, flags: string): Set<string> {
  if (element.alternatives.length > 0) {
    return new Set(element.alternatives.flat().flatMap((inner) => [...charactersOf(inner, flags)]))
  }
  const atom = /^(?:\[|\\|.)/s.test(element.text) ? atomOf(element.text) : element.text
  if (/^(?:\\[bB1-9k]|[$^])/.test(atom)) return new Set()
  const alone = new RegExp(`^(?:${atom})$`, flags.replace(/[gy]/g, ''))
  return new Set(samples.filter((char) => alone.test(char)))
}

const atomOf = (text: string) => text.slice(0, endOfAtom(text, 0))

function parse(pattern: string): Element[][] {
  let at = 0
  const rows = (): Element[][] => {
    const all: Element[][] = [[]]
    while (at < pattern.length && pattern[at] !== ')') {
      if (pattern[at] === '|') {
        all.push([])
        at += 1
      } else all.at(-1)!.push(next())
    }
    return all
  }
  const next = (): Element => {
    const start = at
    let alternatives: Element[][] = []
    let isLookaround = false
    if (pattern[at] === '(') {
      const opening = /^\((?:\?(?:<?[=!]|:|<[^>]{1,50}>))?/.exec(pattern.slice(at, at + 60))![0]
      isLookaround = /[=!]$/.test(opening)
      at += opening.length
      alternatives = rows()
      at += 1
    } else at = endOfAtom(pattern, at)
    const { least, most, length } = quantifierAt(pattern, at)
    at += length
    return { text: pattern.slice(start, at), alternatives, least, most, isLookaround }
  }
  return rows()
}

/** Past one character, escape or class. */
function endOfAtom(pattern: string, at: number): number {
  if (pattern[at] === '\\') {
    const long = /^\\(?:[pPuxk]\{[^}]{0,60}\}|k<[^>]{1,50}>|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[A-Za-z])/.exec(
      pattern.slice(at, at + 70),
    )
    return at + (long?.[0].length ?? 2)
  }
  if (pattern[at] !== '[') return at + (pattern.codePointAt(at)! > 0xffff ? 2 : 1)
  let end = at + 1
  while (end < pattern.length && pattern[end] !== ']') end += pattern[end] === '\\' ? 2 : 1
  return end + 1
}

function quantifierAt(pattern: string, at: number): { least: number; most: number; length: number } {
  const found = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(pattern.slice(at, at + 30))
  if (found === null) return { least: 1, most: 1, length: 0 }
  const [{ length }, sign, least, comma, most] = found
  if (sign === '?') return { least: 0, most: 1, length }
  if (sign !== undefined) return { least: sign === '*' ? 0 : 1, most: endless, length }
  if (comma === '') return { least: Number(least), most: Number(least), length }
  return { least: Number(least), most: most === '' ? endless : Number(most), length }
}
