/**
 * Brings English word forms together: "logging", "logged" and "logs" become "log". Light on purpose; a wrong
 * join costs more than a missed one. Words of other scripts stay as they are.
 */
export function stem(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  const made = word.length < 4 || word.length > 40 || !/^[a-z]+$/.test(word) ? word : undouble(withoutEnding(word))
  if (stems.size >= mostStems) stems.clear()
  stems.set(word, made)
  return made
}

/** The same few thousand words come up again and again; the limit keeps strange texts from growing it. */
const stems = new Map<string, string>()
const mostStems = 20_000

const endings: [ending: string, replacement: string, leastLeft: number][] = [
  ['ational', 'ate', 4],
  ['ization', 'ize', 3],
  ['fulness', 'ful', 3],
  ['iveness', 'ive', 3],
  ['ations', 'ate', 3],
  ['ation', 'ate', 3],
  ['ously', 'ous', 3],
  ['ments', 'ment', 3],
  ['ities', 'ity', 3],
  ['ings', '', 3],
  ['ying', 'y', 2],
  ['ing', '', 3],
  ['ies', 'y', 2],
  ['ied', 'y', 2],
  ['edly', '', 3],
  ['sses', 'ss', 2],
  ['ches', 'ch', 2],
  ['shes', 'sh', 2],
  ['xes', 'x', 2],
  ['ed', '', 3],
  ['ly', '', 4],
  ['s', '', 3],
  ['e', '', 4],
]

/** The endings by their last letter: most words have none of these, and need not be asked for each. */
const endingsBy = new Map<string, typeof endings>()
for (const ending of endings) {
  const last = ending[0].at(-1)!
  endingsBy.set(last, [...(endingsBy.get(last) ?? []), ending])
}

function withoutEnding(word: string): string {
  for (const [ending, replacement, leastLeft] of endingsBy.get(word.at(-1)!) ?? []) {
    if (!word.endsWith(ending) || word.length - ending.length < leastLeft) continue
    if (ending === 's' && (word.endsWith('ss') || word.endsWith('us') || word.endsWith('is'))) return word
    if (ending === 'ed' && word.endsWith('eed')) return word
    const stemmed = word.slice(0, word.length - ending.length) + replacement
    // "updates", "updated", "updating" and "update" meet without their e.
    return replacement === '' && ending !== 'e' && stemmed.length > 4 && stemmed.endsWith('e')
      ? stemmed.slice(0, -1)
      : stemmed
  }
  return word
}

function undouble(word: string): string {
  const last = word.at(-1)!
  const isDouble = word.length > 3 && last === word.at(-2) && !'lsz'.includes(last)
  return isDouble ? word.slice(0, -1) : word
}
