import type { BundleSource } from '../bundle/build.ts'
import { LeaveOut } from '../bundle/left-out.ts'

export interface Bounds {
  /** Aborted when the time of the whole collection is over; never when it has none. */
  deadline: AbortSignal | undefined
  /** The same source, which ends with TOO_SLOW or OVER_LIMIT when time or room are used up. */
  hold(open: BundleSource['open']): BundleSource['open']
}

/** Keeps a whole collection within a time and a size, whatever each collector may take for itself. */
export function createBounds({ totalMs, totalBytes = Number.POSITIVE_INFINITY }: Totals): Bounds {
  const deadline = totalMs === undefined ? undefined : AbortSignal.timeout(totalMs)
  let left = totalBytes
  return {
    deadline,
    hold: (open) =>
      async function* (signal) {
        if (left <= 0) throw new LeaveOut('OVER_LIMIT')
        if (deadline?.aborted) throw new LeaveOut('TOO_SLOW')
        let taken = 0
        try {
          for await (const chunk of open(deadline === undefined ? signal : AbortSignal.any([deadline, signal]))) {
            if (deadline?.aborted) throw new LeaveOut('TOO_SLOW')
            // Half a file says nothing of what is missing, so it is left out as a whole, and its room is free again.
            if (chunk.length > left) {
              left += taken
              throw new LeaveOut('OVER_LIMIT')
            }
            left -= chunk.length
            taken += chunk.length
            yield chunk
          }
        } catch (cause) {
          throw deadline?.aborted && !signal.aborted ? new LeaveOut('TOO_SLOW', undefined, { cause }) : cause
        }
      },
  }
}

export interface Totals {
  totalMs?: number | undefined
  totalBytes?: number | undefined
}
