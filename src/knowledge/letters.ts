/** Groups of three and four letters of each word, with how often they come: alike where words are spelled alike. */
export function lettersOf(tokens: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const token of tokens) {
    const framed = `_${token.slice(0, 30)}_`
    for (let length = 3; length <= 4; length++) {
      for (let at = 0; at + length <= framed.length; at++) {
        const piece = framed.slice(at, at + length)
        counts.set(piece, (counts.get(piece) ?? 0) + 1)
      }
    }
  }
  return counts
}

/** 0 where nothing is shared, 1 where all is. */
export function cosine(a: Map<string, number>, b: Map<string, number>): number {
  let both = 0
  for (const [piece, count] of a) both += count * (b.get(piece) ?? 0)
  return both === 0 ? 0 : both / Math.sqrt(squares(a) * squares(b))
}

function squares(counts: Map<string, number>): number {
  let sum = 0
  for (const count of counts.values()) sum += count * count
  return sum
}
