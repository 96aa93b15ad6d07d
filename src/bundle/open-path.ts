import { type BigIntStats, constants } from 'node:fs'
import { lstat, open, realpath } from 'node:fs/promises'
import { sep } from 'node:path'
import { LeaveOut } from './left-out.ts'

/** Which file a path meant when it was looked at: the same path may mean another one a moment later. */
export interface FileIdentity {
  device: bigint
  inode: bigint
  /** The real path of the folder that the file was found in, at whatever depth. */
  root: string
}

/**
 * Looks at a path without following a link at its end.
 *
 * @throws LeaveOut NOT_FOUND, NOT_READABLE
 */
export async function look(path: string): Promise<BigIntStats> {
  return await lstat(path, { bigint: true }).catch((cause) => {
    throw new LeaveOut(isForbidden(cause) ? 'NOT_READABLE' : 'NOT_FOUND', undefined, { cause })
  })
}

export const isForbidden = (cause: unknown) =>
  cause instanceof Error && 'code' in cause && (cause.code === 'EACCES' || cause.code === 'EPERM')

export const identityOf = (stats: BigIntStats) => ({ device: stats.dev, inode: stats.ino })

/**
 * Streams the very file that was looked at: a link put in its place in between is not followed, another file not read.
 *
 * @param lastBytes no more than this, from the end of the file as it is now
 * @throws LeaveOut NOT_FOUND, NOT_READABLE, NOT_A_FILE, CHANGED
 */
export async function* readPath(
  path: string,
  seen: FileIdentity,
  { lastBytes = Number.POSITIVE_INFINITY } = {},
): AsyncGenerator<Buffer> {
  // O_NONBLOCK, so that a pipe put in place of the file cannot make us wait for ever.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const file = await open(path, flags).catch((cause) => {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (isForbidden(cause)) throw new LeaveOut('NOT_READABLE', undefined, { cause })
    throw new LeaveOut(code === 'ELOOP' || code === 'ENXIO' ? 'CHANGED' : 'NOT_FOUND', undefined, { cause })
  })
  try {
    const stats = await file.stat({ bigint: true })
    if (!stats.isFile()) throw new LeaveOut('NOT_A_FILE')
    if (stats.dev !== seen.device || stats.ino !== seen.inode) throw new LeaveOut('CHANGED')
    if (!(await isWithin(path, seen))) throw new LeaveOut('CHANGED')
    // A pair of bytes may be one letter, so a part begins at an even place.
    let at = Math.max(0, Math.ceil((Number(stats.size) - lastBytes) / 2) * 2)
    for (;;) {
      // A fresh buffer each time: whoever took the last one may still hold it.
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(256 * 1024), 0, 256 * 1024, at)
      at += bytesRead
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/** A folder on the way may have become a link to elsewhere; then the open file is not one of the root's. */
async function isWithin(path: string, { device, inode, root }: FileIdentity): Promise<boolean> {
  const real = await realpath(path).catch(() => '')
  const stats = await lstat(real, { bigint: true }).catch(() => undefined)
  const isUnder = real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`)
  return isUnder && stats?.dev === device && stats.ino === inode
}
