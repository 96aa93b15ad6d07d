import { LeaveOut } from '../bundle/left-out.ts'
import { timeOf } from '../bundle/times.ts'

/** If no line of so much names a time, the log does not name times. */
const patienceBytes = 256 * 1024
/** More of a line need not be read to know when it was written. */
const lineStart = 200

/**
 * Leaves out the lines before the first one that was written at `since` or later. A line without a time belongs to the
 * one before it; a log that names no times passes whole.
 *
 * @param since Unix milliseconds
 * @throws LeaveOut OLDER when nothing is that young
 */
export async function* fromSince(source: AsyncIterable<Buffer>, since: number): AsyncGenerator<Buffer> {
  let kept: Buffer = Buffer.alloc(0)
  let isPast = false
  let isOpen = false
  for await (const chunk of source) {
    if (isOpen) {
      yield chunk
      continue
    }
    kept = Buffer.concat([kept, chunk])
    const { at, sawOlder } = firstYoung(kept, since)
    isPast ||= sawOlder
    if (at !== undefined) {
      isOpen = true
      // What stood before the first time that the log names may belong to it.
      yield isPast ? kept.subarray(at) : kept
    } else if (isPast) {
      kept = kept.subarray(kept.lastIndexOf(10) + 1)
      // The rest of a line without end says nothing about when it was written.
      if (kept.length > patienceBytes) kept = kept.subarray(-1)
    } else if (kept.length > patienceBytes) {
      isOpen = true
      yield kept
    }
  }
  if (isOpen) return
  const { at, sawOlder } = firstYoung(kept, since, true)
  if (at !== undefined) yield isPast || sawOlder ? kept.subarray(at) : kept
  else if (isPast || sawOlder) throw new LeaveOut('OLDER')
  else yield kept
}

function firstYoung(bytes: Buffer, since: number, isLast = false): { at: number | undefined; sawOlder: boolean } {
  let sawOlder = false
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at)
    if (end === -1 && !isLast && bytes.length - at < lineStart) break
    const time = timeOf(bytes.toString('latin1', at, Math.min(at + lineStart, end === -1 ? bytes.length : end)))
    if (time !== undefined && time >= since) return { at, sawOlder }
    sawOlder ||= time !== undefined
    if (end === -1) break
    at = end + 1
  }
  return { at: undefined, sawOlder }
}
