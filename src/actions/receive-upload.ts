import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { App } from '../app.ts'
import { BundleProblem } from '../bundle/problems.ts'
import { redactionWords } from '../bundle/redaction-words.ts'
import { planOf } from '../collect/plan.ts'
import type { NewUpload, UploadInfo, UploadState } from '../collect/protocol.ts'
import { unchanged } from '../core/change.ts'
import { wholeDesk } from '../core/scope.ts'
import { Refusal } from '../errors.ts'
import type { Upload } from '../store/uploads.ts'
import { uploadUrl } from '../uploads/arrivals.ts'
import { wantBundle } from './create-bundle.ts'

/** So much is held in memory for each request; with `requestTimeout` a line of 35 kB/s is still quick enough. */
export const pieceBytes = 1024 ** 2
/** Smaller ones only at the end of a file: ten thousand tiny parts cost more than they carry (A31). */
const smallestPiece = 32 * 1024

/**
 * What somebody who holds the address is told.
 *
 * @throws Refusal UPLOAD_NOT_FOUND, UPLOAD_EXPIRED, UPLOAD_USED
 */
export async function uploadInfo(code: string, { uploads, tickets, desk }: App): Promise<UploadInfo> {
  const found = await uploads.find(code)
  const ticket = await tickets.get(wholeDesk, found.ticket_id)
  const plan = planOf(desk, ticket.triage.category) ?? planOf(desk, desk.fallbackCategory)
  return {
    product: desk.product.name,
    ticket: ticket.number,
    expiresAt: found.expires_at,
    maxBytes: desk.limits.bundleBytes,
    plan: plan!,
  }
}

/** @throws Refusal UPLOAD_NOT_FOUND, UPLOAD_EXPIRED, UPLOAD_USED, UPLOAD_TOO_LARGE, UPLOAD_TOO_MANY */
export async function announceUpload(
  { code, wanted, address }: { code: string; wanted: NewUpload; address: string },
  app: App,
): Promise<UploadState> {
  const { uploads, arrivals, desk } = app
  const found = await uploads.find(code)
  if (wanted.kind === 'bundle') {
    const { sizeBytes, sha256 } = wanted
    if (sizeBytes > desk.limits.bundleBytes) throw tooLarge(desk.limits.bundleBytes)
    const earlier = await uploads.unfinished(found.id, wanted)
    return stateOf(earlier ?? (await uploads.reserve(found, { kind: 'bundle', sizeBytes, sha256, address })), app)
  }
  const { attachmentBytes, attachments } = desk.limits
  const sizeBytes = wanted.files.reduce((sum, file) => sum + file.sizeBytes, 0)
  if (wanted.files.some((file) => file.sizeBytes > attachmentBytes)) throw tooLarge(attachmentBytes, ' for one file')
  if (wanted.files.length > attachments) {
    throw new Refusal('UPLOAD_TOO_LARGE', { values: { most: `${attachments} files` } })
  }
  const upload = await uploads.reserve(found, { kind: 'files', sizeBytes, sha256: null, address })
  arrivals.raw.begin(upload.id, wanted.files)
  return stateOf(upload, app)
}

const tooLarge = (bytes: number, more = '') =>
  new Refusal('UPLOAD_TOO_LARGE', { values: { most: `${Math.floor(bytes / 1024 ** 2)} MB${more}` } })

/** Uploads of which a piece is being written: two pieces at once would tell two stories. */
const busy = new Set<string>()

/**
 * Looks, before a byte of it is read, whether a piece may come.
 *
 * @throws Refusal UPLOAD_NOT_FOUND, UPLOAD_GONE, UPLOAD_LENGTH, UPLOAD_OFFSET
 */
export async function expectPiece(
  { code, id, index, offset, length }: { code: string; id: string; index: number; offset: number; length: number },
  app: App,
): Promise<Upload> {
  const found = await app.uploads.find(code, { isOver: true })
  const upload = await app.uploads.get(found, id)
  const file = filesOf(upload, app)?.[index]
  if (file === undefined || upload.state !== 'receiving') throw new Refusal('UPLOAD_GONE')
  if (file.receivedBytes !== offset || offset + length > file.sizeBytes) throw new Refusal('UPLOAD_OFFSET')
  const isLast = offset + length === file.sizeBytes
  if (length > pieceBytes || length <= 0 || (length < smallestPiece && !isLast)) {
    throw new Refusal('UPLOAD_LENGTH', { values: { most: pieceBytes } })
  }
  return upload
}

/** @throws Refusal UPLOAD_BUSY, UPLOAD_OFFSET, UPLOAD_NO_ROOM after which nothing of it is kept */
export async function takePiece(
  { upload, index, offset, bytes }: { upload: Upload; index: number; offset: number; bytes: Buffer },
  app: App,
): Promise<UploadState> {
  const { id } = upload
  if (busy.has(id)) throw new Refusal('UPLOAD_BUSY')
  busy.add(id)
  try {
    if (upload.kind === 'files') {
      if (!(await app.arrivals.raw.write(id, index, offset, bytes))) throw new Refusal('UPLOAD_OFFSET')
    } else {
      await app.arrivals.parts.write(id, offset, bytes)
    }
    const receivedBytes = upload.received_bytes + bytes.length
    await app.uploads.received(id, receivedBytes)
    return await stateOf({ ...upload, received_bytes: receivedBytes }, app)
  } catch (cause) {
    if (!(cause instanceof BundleProblem) || cause.code !== 'DISK_FULL') throw cause
    app.log.error({ upload: id }, 'an upload was given up because the disk is full')
    // What has come takes the very room that is missing.
    await app.arrivals.forget(id)
    await app.uploads.forget(id)
    throw new Refusal('UPLOAD_NO_ROOM', { cause })
  } finally {
    busy.delete(id)
  }
}

/**
 * Everything has come: a bundle is wanted of it, in the ticket like any other. What has come keeps until that is made.
 *
 * @throws Refusal UPLOAD_NOT_FOUND, UPLOAD_GONE, UPLOAD_USED, UPLOAD_OFFSET, UPLOAD_WRONG
 */
export async function finishUpload({ code, id }: { code: string; id: string }, app: App): Promise<UploadState> {
  const upload = await app.uploads.get(await app.uploads.find(code, { isOver: true }), id)
  if (upload.state === 'arrived') return stateOf(upload, app)
  const found = await app.uploads.find(code)
  const files = filesOf(upload, app)
  if (files === undefined || upload.received_bytes !== upload.size_bytes) throw new Refusal('UPLOAD_OFFSET')
  if (upload.kind === 'bundle' && (await hashOf(upload, app)) !== upload.sha256) {
    await app.uploads.received(id, 0)
    throw new Refusal('UPLOAD_WRONG')
  }
  const kind = upload.kind as 'bundle' | 'files'
  const source = { url: uploadUrl(id, kind), name: 'upload', sizeBytes: upload.size_bytes }
  await app.tickets.change(upload.ticket_id, found.by, unchanged, async (trx, ticket) => {
    const event = await wantBundle(trx, ticket, [source], app)
    if (event.type !== 'bundle.wanted' || !(await app.uploads.arrived(trx, id, event.bundleId)))
      throw new Refusal('UPLOAD_BUSY')
    return { events: [event] }
  })
  return uploadState({ code, id }, app)
}

async function hashOf(upload: Upload, { arrivals }: App): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of arrivals.parts.read(upload.id, upload.size_bytes)) hash.update(chunk)
  return hash.digest('hex')
}

/** @throws Refusal UPLOAD_NOT_FOUND, UPLOAD_GONE */
export async function uploadState({ code, id }: { code: string; id: string }, app: App): Promise<UploadState> {
  return stateOf(await app.uploads.get(await app.uploads.find(code, { isOver: true }), id), app)
}

/** Nothing of it is kept. What is being packed already can no longer be taken back here. */
export async function cancelUpload({ code, id }: { code: string; id: string }, app: App): Promise<void> {
  const upload = await app.uploads.get(await app.uploads.find(code, { isOver: true }), id)
  if (upload.state !== 'receiving') return
  await app.uploads.forget(id)
  await app.arrivals.forget(id)
}

/** Frees uploads that nobody goes on with. */
export async function sweepUploads({ uploads, arrivals }: Pick<App, 'uploads' | 'arrivals'>): Promise<void> {
  await arrivals.sweep(await uploads.alive())
}

/** @returns undefined when their bytes went with an earlier process */
function filesOf(upload: Upload, { arrivals }: App): { sizeBytes: number; receivedBytes: number }[] | undefined {
  if (upload.kind === 'files') return arrivals.raw.get(upload.id)
  return [{ sizeBytes: upload.size_bytes, receivedBytes: upload.received_bytes }]
}

async function stateOf(upload: Upload, app: App): Promise<UploadState> {
  const about = { id: upload.id, pieceBytes, message: null, redactions: [], leftOut: [] }
  const offsets = (filesOf(upload, app) ?? []).map(({ receivedBytes }) => receivedBytes)
  if (upload.bundle_id === null) return { ...about, state: 'receiving', offsets }
  const bundle = await app.bundles.get(upload.bundle_id)
  const ticket = await app.tickets.get(wholeDesk, upload.ticket_id)
  const more = { ...about, offsets, leftOut: bundle?.leftOut ?? [] }
  switch (bundle?.state) {
    case 'wanted':
      return { ...more, state: 'checking' }
    case 'quarantined':
      return { ...more, state: 'quarantined', message: heldBack }
    case 'failed':
    case undefined:
      return { ...more, state: 'failed', message: bundle?.problem ?? 'It could not be packed.' }
    default:
      return {
        ...more,
        state: 'ready',
        message: `It is in ${ticket.number} now, and nothing more is to be done here.`,
        redactions: redactionWords(redactionsIn(bundle?.manifest ?? null)),
      }
  }
}

function redactionsIn(manifest: string | null): Record<string, number> {
  const read = z
    .object({ redactions: z.object({ byRule: z.record(z.string(), z.number()) }) })
    .safeParse(JSON.parse(manifest ?? '{}'))
  return read.success ? read.data.redactions.byRule : {}
}

const heldBack =
  'A last check found something that may be private, so this is held back and nobody gets a link to it. A moderator has been told.'

/** All of it for the web server, which knows no app. */
export const uploadDoor = (app: App) => ({
  limits: { files: app.desk.limits.attachments, fileBytes: app.desk.limits.attachmentBytes },
  info: (code: string) => uploadInfo(code, app),
  announce: (asked: Parameters<typeof announceUpload>[0]) => announceUpload(asked, app),
  expect: (asked: Parameters<typeof expectPiece>[0]) => expectPiece(asked, app),
  take: (asked: Parameters<typeof takePiece>[0]) => takePiece(asked, app),
  finish: (asked: Parameters<typeof finishUpload>[0]) => finishUpload(asked, app),
  state: (asked: Parameters<typeof uploadState>[0]) => uploadState(asked, app),
  cancel: (asked: Parameters<typeof cancelUpload>[0]) => cancelUpload(asked, app),
})
export type UploadDoor = ReturnType<typeof uploadDoor>
