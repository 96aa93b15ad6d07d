import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { BundleProblem } from './problems.ts'
import { asBuffer } from './sources/peek.ts'

export interface BundleVisitor {
  /** Called for each file in the order of the archive; what it does not read is skipped. */
  file(entry: { path: string; sizeBytes: number }, bytes: AsyncIterable<Buffer>): Promise<void>
  /** Called with what an archive holds beside its files' bytes: the fields of their headers. */
  outside?(bytes: Buffer): Promise<void>
}

/**
 * Goes through a finished bundle.
 *
 * @throws BundleProblem NOT_A_BUNDLE when it is damaged, or holds anything but ordinary files
 */
export async function readBundle(packed: AsyncIterable<Uint8Array>, visitor: BundleVisitor): Promise<void> {
  const unzip = createGunzip()
  const tar = extract()
  let isBroken = false
  const feeding = pipeline(Readable.from(packed), unzip, tar as unknown as NodeJS.WritableStream).catch((cause) => {
    isBroken = true
    return cause
  })
  try {
    for await (const entry of tar) {
      const { name: path, size, type, ...rest } = entry.header
      if (type !== 'file') throw new BundleProblem('NOT_A_BUNDLE')
      await visitor.outside?.(Buffer.from(JSON.stringify({ ...rest, mtime: undefined })))
      await visitor.file({ path, sizeBytes: size }, buffers(entry as AsyncIterable<Uint8Array>))
      for await (const _ of entry);
    }
    const cause = await feeding
    if (isBroken) throw cause
  } catch (cause) {
    if (cause instanceof BundleProblem || isAbort(cause)) throw cause
    throw isDamage(cause) ? new BundleProblem('NOT_A_BUNDLE', { cause }) : cause
  } finally {
    tar.destroy()
    await feeding
  }
}

async function* buffers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield asBuffer(chunk)
}

const isAbort = (cause: unknown) =>
  cause instanceof Error && (cause.name === 'AbortError' || cause.name === 'TimeoutError')

function isDamage(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  return (
    code.startsWith('Z_') ||
    /tar header|Invalid header|Unexpected end of data|exceeds max size|premature close/i.test(cause.message)
  )
}
