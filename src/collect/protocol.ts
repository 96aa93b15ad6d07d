import { z } from 'zod'
import { CollectPlan } from './plan.ts'

// What is spoken at a ticket's one-time address, as JSON. All of it hangs below `/u/CODE`:
//
//   GET    (itself)                what to collect, and how much may come
//   POST   /uploads                NewUpload → UploadState: announces what comes; an unfinished bundle of the same hash goes on
//   PUT    /uploads/ID/N?offset=   the next piece of file N, as bytes → UploadState
//   POST   /uploads/ID/done        everything has come → UploadState
//   GET    /uploads/ID             UploadState
//   DELETE /uploads/ID             forget it
//
// A refusal is a 4xx with `{ code, message }`.

export const UploadInfo = z.object({
  product: z.string(),
  ticket: z.string(),
  /** Unix milliseconds. */
  expiresAt: z.number(),
  /** Of one finished bundle. */
  maxBytes: z.number(),
  plan: CollectPlan,
})
export type UploadInfo = z.output<typeof UploadInfo>

const FileName = z.string().min(1).max(1000)
const Size = z.int().positive()

export const NewUpload = z.discriminatedUnion('kind', [
  /** A finished bundle. */
  z.object({
    kind: z.literal('bundle'),
    sizeBytes: Size,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  /** Files as they are, to be sanitized on arrival. */
  z.object({
    kind: z.literal('files'),
    files: z
      .array(z.object({ name: FileName, sizeBytes: z.int().nonnegative() }))
      .min(1)
      .max(1000),
  }),
])
export type NewUpload = z.output<typeof NewUpload>

export const UploadState = z.object({
  id: z.string(),
  /** `checking`: all has come and is being sanitized or scanned. */
  state: z.enum(['receiving', 'checking', 'ready', 'quarantined', 'failed']),
  /** How much of each file has come. */
  offsets: z.array(z.number()),
  /** No piece may be larger. */
  pieceBytes: z.number(),
  /** What happened, for people. */
  message: z.string().nullable(),
  redactions: z.array(z.object({ kind: z.string(), count: z.number() })),
  leftOut: z.array(z.string()),
})
export type UploadState = z.output<typeof UploadState>

export const UploadRefusal = z.object({ code: z.string(), message: z.string() })
