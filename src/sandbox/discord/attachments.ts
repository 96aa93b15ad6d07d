import { createHash } from 'node:crypto'
import { extname } from 'node:path'
import type { DroppedFile } from './api.ts'
import { DiscordError } from './errors.ts'
import type { WireAttachment } from './wire.ts'
import type { World } from './world.ts'

/** A file of a request, under the id that `attachments` refers to it by. */
export interface Upload {
  id: string
  name: string
  contentType?: string
  data: Uint8Array
}

/** What a request says about its files. */
export interface AttachmentNote {
  id: string
  filename?: string
  title?: string
  description?: string
}

/** What a person with Nitro may send. https://support.discord.com/hc/en-us/articles/115000435108 */
export const personFileBytes = 500 * 1024 * 1024

const types: Record<string, string> = {
  '.txt': 'text/plain; charset=utf-8',
  '.log': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.yaml': 'application/x-yaml',
  '.yml': 'application/x-yaml',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.pdf': 'application/pdf',
  '.zip': 'application/zip',
  '.gz': 'application/gzip',
  '.tgz': 'application/gzip',
  '.tar': 'application/x-tar',
}

/** Keeps a file and gives its attachment. @throws DiscordError 40005 when it is larger than allowed */
export function keepFile(
  world: World,
  channelId: string,
  upload: Upload,
  note: AttachmentNote | undefined,
  limitBytes: number,
): WireAttachment {
  if (upload.data.byteLength > limitBytes) throw new DiscordError(40005)
  const id = world.nextId()
  const asked = note?.filename ?? upload.name
  const filename = cleanName(asked)
  const contentType = upload.contentType ?? types[extname(filename).toLowerCase()] ?? 'application/octet-stream'
  world.files.set(id, { id, channelId, name: filename, contentType, data: upload.data })
  const url = fileUrl(world, channelId, id, filename)
  return {
    id,
    filename,
    ...(filename === asked ? {} : { title: asked }),
    ...(note?.title === undefined ? {} : { title: note.title }),
    ...(note?.description === undefined ? {} : { description: note.description }),
    content_type: contentType,
    size: upload.data.byteLength,
    url,
    proxy_url: url,
  }
}

/** Discord keeps letters, digits, `_`, `-` and `.`, turns blanks into `_`, and drops the rest. */
function cleanName(name: string): string {
  const kept = name.replaceAll(' ', '_').replace(/[^\p{L}\p{N}_.-]/gu, '')
  return kept === '' || kept === '.' ? 'unknown' : kept.slice(0, 260)
}

/** Signed for a day, like Discord's. */
function fileUrl(world: World, channelId: string, id: string, filename: string): string {
  const issued = Math.floor(world.now() / 1000)
  const is = issued.toString(16)
  const ex = (issued + 86_400).toString(16)
  const hm = createHash('sha256').update(`${channelId}/${id}/${filename}/${is}/${ex}`).digest('hex')
  return `http://${world.cdnHost}/attachments/${channelId}/${id}/${encodeURIComponent(filename)}?ex=${ex}&is=${is}&hm=${hm}&`
}

/** Is this the very address that was given out, and not yet run out? */
export function isFileUrlValid(world: World, channelId: string, id: string, filename: string, query: URLSearchParams) {
  const [ex, is, hm] = [query.get('ex') ?? '', query.get('is') ?? '', query.get('hm') ?? '']
  const expected = createHash('sha256').update(`${channelId}/${id}/${filename}/${is}/${ex}`).digest('hex')
  return hm === expected && Number.parseInt(ex, 16) * 1000 > world.now()
}

export function uploadOf(file: DroppedFile, at: number): Upload {
  const data = typeof file.data === 'string' ? new TextEncoder().encode(file.data) : file.data
  return { id: String(at), name: file.name, data, ...(file.contentType ? { contentType: file.contentType } : {}) }
}
