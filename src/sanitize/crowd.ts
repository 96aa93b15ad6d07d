/** Many values with the same four bytes at one place: those of one kind, with one prefix. Found by their length and their end. */
export type Crowd = readonly Rank[]

/** Values that begin as many bytes before the place, and are as long; of each only one can stand there. */
export type Rank = { before: number; length: number; byEnd: Map<number, string[]> }

/** Adds a value: those that begin first stay before the others, and of those the longer ones. */
export function join(crowd: Rank[], value: string, before: number): void {
  const { length } = value
  let at = 0
  while (
    at < crowd.length &&
    (crowd[at]!.before > before || (crowd[at]!.before === before && crowd[at]!.length > length))
  )
    at++
  if (crowd[at]?.before !== before || crowd[at]?.length !== length)
    crowd.splice(at, 0, { before, length, byEnd: new Map() })
  const { byEnd } = crowd[at]!
  const end = lastFour(Buffer.from(value, 'latin1'), length)
  const same = byEnd.get(end)
  if (same === undefined) byEnd.set(end, [value])
  else same.push(value)
}

/** The four bytes before `end`, as a number. */
export const lastFour = (bytes: Uint8Array, end: number) =>
  (bytes[end - 4]! << 24) | (bytes[end - 3]! << 16) | (bytes[end - 2]! << 8) | bytes[end - 1]!
