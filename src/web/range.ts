/** First and last byte, both included. */
export interface Span {
  start: number
  end: number
}

/**
 * The one part of a file that a `Range` header asks for (RFC 9110, 14.2).
 *
 * @returns `whole` for no range, for several, and for what is none: RFC 9110 lets a server ignore those.
 */
export function rangeOf(header: string | undefined, size: number): Span | 'whole' | 'unsatisfiable' {
  const match = /^bytes=[ \t]{0,9}(\d{0,15})-(\d{0,15})[ \t]{0,9}$/i.exec(header ?? '')
  if (match === null) return 'whole'
  const [, first = '', last = ''] = match
  if (first === '') {
    if (last === '') return 'whole'
    const length = Math.min(Number(last), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 }
  }
  const start = Number(first)
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && Number(last) < start) return 'whole'
  return start >= size ? 'unsatisfiable' : { start, end }
}

/** Whether the client already has a part and asks for the rest, as `curl -C -` and download managers do. */
export const isForTheRest = (header: string | undefined) => /^bytes=0{0,15}[1-9]\d{0,15}-/i.test(header ?? '')
