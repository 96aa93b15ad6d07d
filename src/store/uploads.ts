import { createHash, createHmac, randomBytes } from 'node:crypto'
import type { Kysely, Selectable, Transaction } from 'kysely'
import { sql } from 'kysely'
import { Refusal } from '../errors.ts'
import type { Database } from './database.ts'
import { networkOf } from './link-access.ts'
import type { Schema } from './schema.ts'
import type { Seal } from './seal.ts'
import { write } from './write.ts'

export type Upload = Selectable<Schema['upload']>
export type UploadCode = Selectable<Schema['upload_code']>
export type Uploads = ReturnType<typeof createUploadRows>

/** How long an address can be used, and how often something may be begun there: lines break, and people change their mind. */
export const codeLifetimeMs = 24 * 3_600_000
const tries = 5
/** What hears nothing for so long is given up, and its room with it. */
const silenceMs = 3_600_000

/** What may be on its way at the same time, and from one network in an hour. */
const caps = {
  perTicket: 3,
  bytesPerTicket: 1e9,
  bytesPerNetworkAnHour: 1e9,
  bytesAltogether: 4e9,
}

/** One-time addresses and what arrives at them. Of a code only a hash is kept. */
export function createUploadRows(db: Database, { seal, now }: { seal: Seal; now: () => number }) {
  const hashOf = (code: string) => createHash('sha256').update(`upload:${code}`).digest('hex')
  const clientKey = seal.keyFor('upload-client')
  const clientOf = (address: string) =>
    createHmac('sha256', clientKey).update(networkOf(address)).digest('hex').slice(0, 32)

  async function touch(trx: Kysely<Schema>, id: string, values: Partial<Upload>) {
    await trx
      .updateTable('upload')
      .set({ ...values, touched_at: now() })
      .where('id', '=', id)
      .execute()
  }

  return {
    /** @returns the code itself, which nobody can read again */
    async newCode({ ticketId, by }: { ticketId: number; by: string }) {
      const code = randomBytes(24).toString('base64url')
      const expiresAt = now() + codeLifetimeMs
      const row = { ticket_id: ticketId, code_hash: hashOf(code), by, tries_left: tries }
      await write(db, (trx) =>
        trx
          .insertInto('upload_code')
          .values({ ...row, expires_at: expiresAt, created_at: now() })
          .execute(),
      )
      return { code, expiresAt }
    },

    /**
     * @param isOver whether one that has been used or has ended is found as well
     * @throws Refusal UPLOAD_NOT_FOUND, UPLOAD_EXPIRED, UPLOAD_USED
     */
    async find(code: string, { isOver = false } = {}): Promise<UploadCode> {
      const row = await db
        .selectFrom('upload_code')
        .selectAll()
        .where('code_hash', '=', hashOf(code))
        .executeTakeFirst()
      if (row === undefined) throw new Refusal('UPLOAD_NOT_FOUND')
      if (isOver) return row
      if (row.expires_at <= now()) throw new Refusal('UPLOAD_EXPIRED')
      // One that came to nothing may be followed by another.
      const used = await db
        .selectFrom('upload')
        .innerJoin('bundle', 'bundle.id', 'upload.bundle_id')
        .select('upload.id')
        .where('upload.code_id', '=', row.id)
        .where('bundle.state', '!=', 'failed')
        .executeTakeFirst()
      if (used !== undefined) throw new Refusal('UPLOAD_USED')
      return row
    },

    /**
     * Sets room aside before the first byte: all caps are looked at and taken in one transaction, of which there is only
     * ever one at a time (A31).
     *
     * @throws Refusal UPLOAD_EXPIRED, UPLOAD_TOO_MANY
     */
    async reserve(
      code: UploadCode,
      wanted: { kind: 'bundle' | 'files'; sizeBytes: number; sha256: string | null; address: string },
    ): Promise<Upload> {
      const client = clientOf(wanted.address)
      return await write(db, async (trx) => {
        const at = now()
        await trx
          .updateTable('upload')
          .set({ state: 'gone' })
          .where('state', '=', 'receiving')
          .where('touched_at', '<', at - silenceMs)
          .execute()
        const sum = sql<number>`coalesce(sum(size_bytes), 0)`.as('bytes')
        const on = trx.selectFrom('upload').where('state', '=', 'receiving')
        const count = sql<number>`count(*)`.as('count')
        const all = await on.select([sum]).executeTakeFirstOrThrow()
        const ticket = await on.select([sum, count]).where('ticket_id', '=', code.ticket_id).executeTakeFirstOrThrow()
        const network = await trx
          .selectFrom('upload')
          .select([sum])
          .where('client', '=', client)
          .where('created_at', '>', at - 3_600_000)
          .executeTakeFirstOrThrow()
        const isTooMuch =
          ticket.count >= caps.perTicket ||
          ticket.bytes + wanted.sizeBytes > caps.bytesPerTicket ||
          network.bytes + wanted.sizeBytes > caps.bytesPerNetworkAnHour ||
          all.bytes + wanted.sizeBytes > caps.bytesAltogether
        if (isTooMuch) throw new Refusal('UPLOAD_TOO_MANY')
        const { numUpdatedRows } = await trx
          .updateTable('upload_code')
          .set(({ eb }) => ({ tries_left: eb('tries_left', '-', 1) }))
          .where('id', '=', code.id)
          .where('tries_left', '>', 0)
          .executeTakeFirst()
        if (numUpdatedRows !== 1n) throw new Refusal('UPLOAD_EXPIRED')
        return await trx
          .insertInto('upload')
          .values({
            id: randomBytes(12).toString('hex'),
            code_id: code.id,
            ticket_id: code.ticket_id,
            kind: wanted.kind,
            client,
            size_bytes: wanted.sizeBytes,
            received_bytes: 0,
            sha256: wanted.sha256,
            state: 'receiving',
            bundle_id: null,
            created_at: at,
            touched_at: at,
          })
          .returningAll()
          .executeTakeFirstOrThrow()
      })
    },

    /** An unfinished upload of the same bundle at the same address, which goes on. */
    async unfinished(codeId: number, { sha256, sizeBytes }: { sha256: string; sizeBytes: number }) {
      return await db
        .selectFrom('upload')
        .selectAll()
        .where('code_id', '=', codeId)
        .where('state', '=', 'receiving')
        .where('sha256', '=', sha256)
        .where('size_bytes', '=', sizeBytes)
        .executeTakeFirst()
    },

    /** @throws Refusal UPLOAD_GONE when there is none such at this address */
    async get(code: UploadCode, id: string): Promise<Upload> {
      const row = await db
        .selectFrom('upload')
        .selectAll()
        .where('id', '=', id)
        .where('code_id', '=', code.id)
        .executeTakeFirst()
      if (row === undefined || row.state === 'gone') throw new Refusal('UPLOAD_GONE')
      return row
    },

    received: (id: string, bytes: number) => write(db, (trx) => touch(trx, id, { received_bytes: bytes })),
    forget: (id: string) => write(db, (trx) => touch(trx, id, { state: 'gone' })),
    /** @returns false when another request was quicker */
    async arrived(trx: Transaction<Schema>, id: string, bundleId: number): Promise<boolean> {
      const { numUpdatedRows } = await trx
        .updateTable('upload')
        .set({ state: 'arrived', bundle_id: bundleId, touched_at: now() })
        .where('id', '=', id)
        .where('state', '=', 'receiving')
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    /** Which of them may still be wanted: they are arriving, or a bundle is being made of them. */
    async alive(): Promise<Set<string>> {
      const rows = await db
        .selectFrom('upload')
        .leftJoin('bundle', 'bundle.id', 'upload.bundle_id')
        .select('upload.id')
        .where(({ or, and, eb }) =>
          or([
            and([eb('upload.state', '=', 'receiving'), eb('upload.touched_at', '>', now() - silenceMs)]),
            eb('bundle.state', '=', 'wanted'),
          ]),
        )
        .execute()
      return new Set(rows.map(({ id }) => id))
    },
    /** Raw files live in the process that took them: after a restart there is nothing behind these rows. */
    async forgetFiles(): Promise<void> {
      await write(db, (trx) =>
        trx
          .updateTable('upload')
          .set({ state: 'gone' })
          .where('state', '=', 'receiving')
          .where('kind', '=', 'files')
          .execute(),
      )
    },
  }
}
