import { statfs } from 'node:fs/promises'
import { BundleProblem } from './problems.ts'

/** So much may be written between two looks. */
const stepBytes = 4 * 1024 ** 2

/**
 * Watches that some room stays free where a lot is written: a database on the same disk must still be able to write down
 * what went wrong (RELIABILITY F07).
 *
 * @param keptFreeBytes 0: nothing is kept free, and nothing is asked
 */
export function createRoom(folder: string, keptFreeBytes: number) {
  let unseen = Number.POSITIVE_INFINITY
  return {
    /** To be called before so many bytes are written. @throws BundleProblem DISK_FULL */
    async take(bytes: number): Promise<void> {
      if (keptFreeBytes === 0) return
      unseen += bytes
      if (unseen < stepBytes) return
      const { bavail, bsize } = await statfs(folder)
      if (bavail * bsize - bytes - stepBytes < keptFreeBytes) throw new BundleProblem('DISK_FULL')
      unseen = 0
    },
  }
}
