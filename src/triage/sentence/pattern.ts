/**
 * Patterns of words for what people say. `a` is a word; `(a|b c)` one of several; `[a]` may be left out; `$name` one
 * of a named list. Matching walks a list of end places, so its time grows with the words and not with their choices.
 */
export interface Pattern {
  source: string
  parts: Part[]
}

interface Part {
  choices: string[][]
  isOptional: boolean
}

/** @param names lists of choices by name, for `$name`. */
export function patternOf(source: string, names: Record<string, string>): Pattern {
  const parts: Part[] = []
  let at = 0
  while (at < source.length) {
    const sign = source[at]!
    if (sign === ' ') {
      at++
    } else if (sign === '(' || sign === '[') {
      const end = source.indexOf(sign === '(' ? ')' : ']', at)
      parts.push({ choices: choicesOf(source.slice(at + 1, end), names), isOptional: sign === '[' })
      at = end + 1
    } else {
      const space = source.indexOf(' ', at)
      const end = space < 0 ? source.length : space
      parts.push({ choices: choicesOf(source.slice(at, end), names), isOptional: false })
      at = end
    }
  }
  return { source, parts }
}

function choicesOf(text: string, names: Record<string, string>): string[][] {
  return text.split('|').flatMap((choice) => {
    const words = choice.trim()
    if (!words.startsWith('$')) return [words.split(' ')]
    const list = names[words.slice(1)]
    if (list === undefined) throw new Error(`There is no list of words called ${words}`)
    return list.split('|').map((word) => word.trim().split(' '))
  })
}

/** Words that what fits can begin with; undefined when it may begin with any, because all of it may be left out. */
export function beginningsOf({ parts }: Pattern): Set<string> | undefined {
  const beginnings = new Set<string>()
  for (const { choices, isOptional } of parts) {
    for (const [word] of choices) if (word !== undefined) beginnings.add(word)
    if (!isOptional) return beginnings
  }
  return undefined
}

/** Where the pattern can end when it begins at the first word; empty when it does not fit. */
export function endsOf(pattern: Pattern, words: readonly string[]): number[] {
  let places = new Set([0])
  for (const { choices, isOptional } of pattern.parts) {
    const next = new Set(isOptional ? places : [])
    for (const place of places) {
      for (const choice of choices) {
        if (choice.every((word, offset) => words[place + offset] === word)) next.add(place + choice.length)
      }
    }
    if (next.size === 0) return []
    places = next
  }
  return [...places]
}
