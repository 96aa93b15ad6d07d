import { sql, type Transaction } from 'kysely'
import { Refusal } from '../errors.ts'
import type { Database } from './database.ts'
import { type FoundLink, refusalOf } from './found-link.ts'
import { type AccessLog, type AccessOutcome, addAccess } from './link-access.ts'
import { createTokens, noHashYet } from './link-token.ts'
import { patiently } from './patience.ts'
import type { Schema } from './schema.ts'
import type { Seal } from './seal.ts'
import { write } from './write.ts'

/** How long a claimed file can be fetched, resumed and fetched again. */
export const claimLifetimeMs = 15 * 60_000
/** What is sent for one claim in all, in sizes of the file: enough for a try that failed at the end, twice. */
const timesItsSize = 3
/** How many broken-off transfers are forgiven, and how much of each may still have been under way: TCP's buffers. */
const forgivenBreaks = 3
const forgivenBytes = 4 * 1024 ** 2

/** One download that has been counted. */
export interface Claim {
  /** Opens `/f/…` until `expiresAt`. */
  token: string
  expiresAt: number
  /** It was made earlier and has not been counted again. */
  isRepeated: boolean
}

/** What a claim gives access to. */
export interface OpenDownload {
  claimId: number
  linkId: number
  file: string
  name: string
  sizeBytes: number
  sha256: string
}

interface Needs {
  seal: Seal
  now: () => number
  find: (token: string) => Promise<FoundLink>
  log: AccessLog
}

/** The part of `links.ts` that counts downloads and lets them be fetched. */
export function createClaims(db: Database, { seal, now, find, log }: Needs) {
  const tokens = createTokens(seal.keyFor('claim'))

  /** Counts one download: the only place where `downloads_left` goes down. */
  async function count(trx: Transaction<Schema>, found: FoundLink, client: string): Promise<Claim | undefined> {
    const at = now()
    const link = await trx
      .updateTable('link')
      .set(({ eb }) => ({ downloads_left: eb('downloads_left', '-', 1) }))
      .where('id', '=', found.link.id)
      .where('downloads_left', '>', 0)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', at)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('bundle')
            .select('bundle.id')
            .whereRef('bundle.id', '=', 'link.bundle_id')
            .where('bundle.state', '=', 'ready'),
        ),
      )
      .returning('id')
      .executeTakeFirst()
    if (link === undefined) return undefined

    const expiresAt = at + claimLifetimeMs
    const { id } = await trx
      .insertInto('claim')
      .values({
        link_id: link.id,
        token_hash: noHashYet(),
        client,
        bytes_left: timesItsSize * (found.bundle.sizeBytes ?? 0),
        breaks_left: forgivenBreaks,
        expires_at: expiresAt,
        created_at: at,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const token = tokens.tokenOf({ id, of: link.id, createdAt: at })
    await trx
      .updateTable('claim')
      .set({ token_hash: tokens.hashOf(token) })
      .where('id', '=', id)
      .execute()
    await addAccess(trx, [{ linkId: link.id, at, what: 'claim', outcome: 'allowed', client }])
    return { token, expiresAt, isRepeated: false }
  }

  async function earlier(linkId: number, client: string): Promise<Claim | undefined> {
    const row = await db
      .selectFrom('claim')
      .selectAll()
      .where('link_id', '=', linkId)
      .where('client', '=', client)
      .where('expires_at', '>', now())
      .orderBy('id', 'desc')
      .executeTakeFirst()
    if (row === undefined) return undefined
    const token = tokens.tokenOf({ id: row.id, of: row.link_id, createdAt: row.created_at })
    return { token, expiresAt: row.expires_at, isRepeated: true }
  }

  return {
    /**
     * Uses up one download and gives the address of the file for 15 minutes.
     *
     * @param resumes the client already has a part and wants the rest: if it has a claim, that one goes on.
     * @throws Refusal LINK_NOT_FOUND, LINK_REVOKED, LINK_EXPIRED, LINK_USED_UP
     */
    async claim(token: string, address: string, { resumes = false } = {}): Promise<Claim> {
      const found = await find(token)
      const linkId = found.link.id
      const client = log.clientOf(address)
      if (resumes && found.link.revokedAt === null) {
        const known = await earlier(linkId, client)
        if (known !== undefined) return known
      }
      const claim = await patiently(() => write(db, (trx) => count(trx, found, client)))
      if (claim !== undefined) return claim

      const refused = refusalOf(await find(token), now()) ?? 'LINK_USED_UP'
      log.add({ linkId, at: now(), what: 'claim', outcome: refused, client })
      throw new Refusal(refused)
    },

    /**
     * What a claimed address leads to. An unknown one answers like one that has ended.
     *
     * @throws Refusal CLAIM_EXPIRED, LINK_REVOKED
     */
    async file(claimToken: string, address: string): Promise<OpenDownload> {
      const row = await db
        .selectFrom('claim')
        .innerJoin('link', 'link.id', 'claim.link_id')
        .innerJoin('bundle', 'bundle.id', 'link.bundle_id')
        .select(['claim.id', 'claim.link_id', 'claim.created_at', 'claim.expires_at', 'link.revoked_at'])
        .select(['bundle.state', 'bundle.file', 'bundle.name', 'bundle.size_bytes', 'bundle.sha256'])
        .where('claim.token_hash', '=', tokens.hashOf(claimToken))
        .executeTakeFirst()
      const owner = row && { id: row.id, of: row.link_id, createdAt: row.created_at }
      if (row === undefined || owner === undefined || !tokens.matches(claimToken, owner))
        throw new Refusal('CLAIM_EXPIRED')
      const { file, size_bytes: sizeBytes, sha256, name } = row
      const isReady = row.state === 'ready' && file !== null && sizeBytes !== null && sha256 !== null
      if (row.revoked_at !== null || row.expires_at <= now() || !isReady) {
        const outcome = row.revoked_at === null ? 'CLAIM_EXPIRED' : 'LINK_REVOKED'
        log.add({ linkId: row.link_id, at: now(), what: 'download', outcome, client: log.clientOf(address) })
        throw new Refusal(outcome)
      }
      return { claimId: row.id, linkId: row.link_id, file, name, sizeBytes, sha256 }
    },

    /**
     * Sets `bytes` of the claim's allowance aside before they are sent.
     *
     * @throws Refusal CLAIM_EXPIRED when three times the file's size has been sent already.
     */
    async reserve(download: OpenDownload, bytes: number, address: string): Promise<void> {
      const { numUpdatedRows } = await patiently(() =>
        write(db, (trx) =>
          trx
            .updateTable('claim')
            .set(({ eb }) => ({ bytes_left: eb('bytes_left', '-', bytes) }))
            .where('id', '=', download.claimId)
            .where('bytes_left', '>=', bytes)
            .where('expires_at', '>', now())
            .executeTakeFirst(),
        ),
      )
      if (numUpdatedRows === 1n) return
      const client = log.clientOf(address)
      log.add({ linkId: download.linkId, at: now(), what: 'download', outcome: 'CLAIM_EXPIRED', client })
      throw new Refusal('CLAIM_EXPIRED')
    },

    /** Writes down how a transfer ended, and gives back what was set aside and not sent. */
    async settle(
      download: OpenDownload,
      ended: { reserved: number; sent: number; outcome: AccessOutcome },
      address: string,
    ): Promise<void> {
      const { reserved, sent, outcome } = ended
      log.add({ linkId: download.linkId, at: now(), what: 'download', outcome, client: log.clientOf(address) })
      if (outcome !== 'broken-off') return
      // Nobody can tell how much of the last megabytes arrived, so a few broken transfers are forgiven.
      const forgiven = Math.min(sent, forgivenBytes)
      await patiently(() =>
        write(db, (trx) =>
          trx
            .updateTable('claim')
            .set({
              bytes_left: sql<number>`bytes_left + ${reserved - sent} + case when breaks_left > 0 then ${forgiven} else 0 end`,
              breaks_left: sql<number>`case when breaks_left > 0 then breaks_left - 1 else 0 end`,
            })
            .where('id', '=', download.claimId)
            .execute(),
        ),
      )
    },

    /** A request that failed before it came to a claim or a transfer. */
    refused(linkId: number, what: 'look' | 'claim' | 'download', outcome: AccessOutcome, address: string): void {
      log.add({ linkId, at: now(), what, outcome, client: log.clientOf(address) })
    },

    /** Which of these links have been taken back: their running downloads must stop. */
    async revokedAmong(linkIds: number[]): Promise<Set<number>> {
      const rows = await db
        .selectFrom('link')
        .select('id')
        .where('id', 'in', linkIds)
        .where('revoked_at', 'is not', null)
        .execute()
      return new Set(rows.map(({ id }) => id))
    },
  }
}
