import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'

/** Names that Bee gives to bundle files. No part of a request ever becomes a path. */
const ownName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/

/**
 * Opens a bundle's file for reading.
 *
 * @returns undefined when it is missing, is no plain file, or is not as long as the database says.
 */
export async function openBundle(
  folder: string,
  bundle: { file: string | null; sizeBytes: number | null },
): Promise<FileHandle | undefined> {
  if (bundle.file === null || !ownName.test(bundle.file)) return undefined
  let handle: FileHandle
  try {
    handle = await open(join(folder, bundle.file), constants.O_RDONLY | constants.O_NOFOLLOW)
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ELOOP') return undefined
    throw cause
  }
  const stats = await handle.stat()
  if (stats.isFile() && stats.size === bundle.sizeBytes) return handle
  await handle.close()
  return undefined
}

export async function hasBundle(...asked: Parameters<typeof openBundle>): Promise<boolean> {
  const handle = await openBundle(...asked)
  await handle?.close()
  return handle !== undefined
}
