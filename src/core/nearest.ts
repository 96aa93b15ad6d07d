/**
 * The candidates a person most likely meant, best first, for "did you mean". Case, spaces and punctuation do not count.
 *
 * A name that starts with what was typed, or holds it, comes before one that is only spelled alike.
 *
 * @param most how many to return at most.
 */
export function nearest(name: string, candidates: readonly string[], most = 3): string[] {
  const wanted = plain(name)
  if (wanted === '') return []

  const near: { candidate: string; far: number }[] = []
  for (const candidate of candidates) {
    const far = distance(wanted, plain(candidate))
    if (far !== undefined) near.push({ candidate, far })
  }
  return near
    .sort((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ candidate }) => candidate)
}

/** Nothing a person would call alike has a longer name; the limit keeps hostile input cheap. */
const longestName = 100

function distance(wanted: string, candidate: string): number | undefined {
  if (wanted === candidate) return 0
  if (wanted.length > longestName || candidate.length > longestName) return undefined
  if (wanted.length >= 3 && candidate.startsWith(wanted)) return 0.5
  if (wanted.length >= 3 && (candidate.includes(wanted) || (candidate.length >= 3 && wanted.includes(candidate))))
    return 0.8

  const edits = editDistance(wanted, candidate)
  const allowed = Math.max(1, Math.floor(Math.max(wanted.length, candidate.length) / 3))
  return edits <= allowed ? edits : undefined
}

const plain = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const replaced = a[row - 1] === b[column - 1] ? 0 : 1
      let least = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + replaced)
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) least = Math.min(least, beforeLast[column - 2]! + 1)
      current.push(least)
    }
    beforeLast = last
    last = current
  }
  return last[b.length]!
}
