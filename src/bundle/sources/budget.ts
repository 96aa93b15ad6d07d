import { LeaveOut } from '../left-out.ts'
import type { BundleLimits } from '../limits.ts'

/** What reading one source has cost so far. All levels of a nested archive draw on the same one. */
export interface Budget {
  /** Bytes of the source itself that were read. */
  took(bytes: number): void
  /** Bytes that unpacking brought forth, at whatever level. */
  unpacked(bytes: number): void
  /** One more archive entry, whatever its kind. */
  entry(): void
  /** Refuses by what an archive says of itself, before anything is unpacked. */
  announced(entries: number, bytes: number): void
  /** Refuses one stream that unpacks to far more than it was. */
  ratio(packedBytes: number, unpackedBytes: number): void
}

/** @param now monotonic milliseconds */
export function createBudget(limits: BundleLimits, now: () => number = () => performance.now()): Budget {
  const startedAt = now()
  let taken = 0
  let unpacked = 0
  let entries = 0

  const inTime = () => {
    if (now() - startedAt > limits.maxReadMs) throw new LeaveOut('ARCHIVE_TOO_SLOW')
  }
  const ratio = (packedBytes: number, unpackedBytes: number) => {
    if (unpackedBytes > limits.ratioAfterBytes && unpackedBytes > packedBytes * limits.maxRatio) {
      throw new LeaveOut('ARCHIVE_BOMB')
    }
  }
  return {
    took(bytes) {
      taken += bytes
      if (taken > limits.maxTotalBytes) throw new LeaveOut('TOO_LARGE')
      inTime()
    },
    unpacked(bytes) {
      unpacked += bytes
      if (unpacked > limits.maxTotalBytes) throw new LeaveOut('ARCHIVE_TOO_BIG')
      // Level by level each ratio may be modest; what counts in the end is what went in against what came out.
      ratio(taken, unpacked)
      inTime()
    },
    entry() {
      entries++
      if (entries > limits.maxEntries) throw new LeaveOut('ARCHIVE_TOO_MANY_FILES')
      inTime()
    },
    announced(count, bytes) {
      if (entries + count > limits.maxEntries) throw new LeaveOut('ARCHIVE_TOO_MANY_FILES')
      if (unpacked + bytes > limits.maxTotalBytes) throw new LeaveOut('ARCHIVE_TOO_BIG')
    },
    ratio,
  }
}
