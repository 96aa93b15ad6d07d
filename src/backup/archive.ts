import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import tar from 'tar-stream'
import { z } from 'zod'
import { damaged } from '../store/copy.ts'

/** The last entry of an archive with bundles: what is in it. An archive without it was cut short. */
const Contents = z.object({
  schema: z.literal('bee-backup/1'),
  files: z.array(z.object({ name: z.string(), sizeBytes: z.int(), sha256: z.string() })),
})
const contentsName = 'bee-backup.json'

/** `bee.sqlite`, or a bundle as Bee names its files; nothing else is in a backup. */
const known = /^(?:bee\.sqlite|bundles\/[A-Za-z0-9][A-Za-z0-9._-]{0,199})$/

/** One file that goes into an archive. */
export interface Packed {
  name: string
  path: string
}

/** Writes a tar and brings it to the disk. @param to must exist, and is overwritten. */
export async function writeBackup(to: string, files: Packed[]): Promise<void> {
  const pack = tar.pack()
  const writing = pipeline(pack, createWriteStream(to, { flags: 'r+', flush: true }))
  const feeding = feed(pack, files).catch((cause: Error) => pack.destroy(cause))
  await Promise.all([writing, feeding])
}

async function feed(pack: tar.Pack, files: Packed[]): Promise<void> {
  const contents: z.infer<typeof Contents> = { schema: 'bee-backup/1', files: [] }
  for (const { name, path } of files) {
    const { size } = await stat(path)
    const hash = createHash('sha256')
    const entry = pack.entry({ name, size, mode: 0o600, mtime: new Date(0) })
    const source = createReadStream(path)
    source.on('data', (chunk) => hash.update(chunk))
    await pipeline(source, entry)
    contents.files.push({ name, sizeBytes: size, sha256: hash.digest('hex') })
  }
  await new Promise<void>((resolve, reject) => {
    const body = Buffer.from(`${JSON.stringify(contents, null, 2)}\n`)
    pack.entry({ name: contentsName, mode: 0o600, mtime: new Date(0) }, body, (cause) =>
      cause ? reject(cause) : resolve(),
    )
  })
  pack.finalize()
}

/**
 * Reads an archive to its end and compares it with its list of contents.
 *
 * @param into where to unpack it, on the disk when this resolves; left out: it is only checked.
 * @returns the names in it
 * @throws Refusal BACKUP_DAMAGED
 */
export async function readBackup(file: string, into?: string): Promise<string[]> {
  const found = new Map<string, { sizeBytes: number; sha256: string }>()
  let contents: z.infer<typeof Contents> | undefined
  if (into !== undefined) await mkdir(join(into, 'bundles'), { recursive: true, mode: 0o700 })
  const extract = tar.extract()
  const reading = pipeline(createReadStream(file), extract)
  // Whoever reads the entries learns of it too; it must not be called unhandled meanwhile.
  reading.catch(() => {})
  try {
    for await (const entry of extract) {
      const { name, type } = entry.header
      if (name === contentsName) {
        contents = Contents.parse(JSON.parse(await textOf(entry)))
        continue
      }
      if (type !== 'file' || !known.test(name) || found.has(name))
        throw new Error(`"${basename(name)}" does not belong there`)
      found.set(name, await take(entry, into === undefined ? undefined : join(into, name)))
    }
    await reading
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOSPC') throw cause
    throw damaged(file, cause instanceof Error ? cause.message : String(cause), cause)
  }
  if (contents === undefined) throw damaged(file, 'its end is missing')
  for (const { name, ...wanted } of contents.files) {
    const is = found.get(name)
    if (is?.sizeBytes !== wanted.sizeBytes || is.sha256 !== wanted.sha256)
      throw damaged(file, `${name} is not as it was when it was packed`)
  }
  if (found.size !== contents.files.length || !found.has('bee.sqlite'))
    throw damaged(file, 'its list of contents does not fit')
  return [...found.keys()]
}

async function take(entry: AsyncIterable<unknown>, path: string | undefined) {
  const hash = createHash('sha256')
  let sizeBytes = 0
  const handle = path === undefined ? undefined : await open(path, 'wx', 0o600)
  try {
    for await (const chunk of entry as AsyncIterable<Uint8Array>) {
      hash.update(chunk)
      sizeBytes += chunk.length
      await handle?.writeFile(chunk)
    }
    await handle?.sync()
  } finally {
    await handle?.close()
  }
  return { sizeBytes, sha256: hash.digest('hex') }
}

const mostContentsBytes = 16 * 1024 ** 2

async function textOf(entry: AsyncIterable<unknown>): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of entry as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > mostContentsBytes) throw new Error('its list of contents is too long')
    parts.push(chunk)
  }
  return Buffer.concat(parts).toString('utf8')
}
