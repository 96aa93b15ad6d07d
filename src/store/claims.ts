import type { Kysely, Selectable, Transaction } from 'kysely'
import { crashpoint } from '../crashpoint.ts'
import { Refusal, type RefusalCode } from '../errors.ts'
import { type createNonces, freshNonce } from './claim-nonce.ts'
import type { Database } from './database.ts'
import { type FoundLink, findLink, refusalOf, refuse } from './found-link.ts'
import { type AccessLog, type AccessOutcome, addAccess } from './link-access.ts'
import { createTokens } from './link-token.ts'
import { enqueueOnce } from './outbox.ts'
import { isMember } from './personal-link.ts'
import { prepared } from './prepared.ts'
import type { Schema } from './schema.ts'
import type { Seal } from './seal.ts'
import { write } from './write.ts'

/** How long a claimed file can be fetched, resumed and fetched again. */
export const claimLifetimeMs = 15 * 60_000
/** What is sent for one claim in all, in sizes of the file: enough for a try that failed at the end, twice (A24). */
const timesItsSize = 3
/** Claims whose first transfer is paid for in memory; the oldest forgotten one has two transfers left, not three. */
const mostPrepaid = 10_000

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
  nonce: string
  /** As the access log names whoever fetches it. */
  client: string
}

interface Needs {
  seal: Seal
  now: () => number
  find: (token: string) => Promise<FoundLink>
  log: AccessLog
  nonces: ReturnType<typeof createNonces>
  nudge: () => void
}

type Counted = { claim: Claim; nonce?: string; hasNews: boolean }

/** The part of `links.ts` that counts downloads and lets them be fetched. */
export function createClaims(db: Database, { seal, now, find, log, nonces, nudge }: Needs) {
  const tokens = createTokens(seal.keyFor('claim'))
  /**
   * By nonce, what has been set aside together with the claim: the first transfer then needs no commit of its own.
   * It is in no table, so a process that dies takes it along, and the claim has that much less.
   */
  const prepaid = new Map<string, number>()

  function prepay(nonce: string, bytes: number) {
    prepaid.set(nonce, bytes)
    if (prepaid.size > mostPrepaid) prepaid.delete(prepaid.keys().next().value!)
  }

  /** Counts one download: the only place where `downloads_left` goes down. */
  async function count(
    trx: Transaction<Schema>,
    { link, bundle }: FoundLink,
    { client, nonce }: { client: string; nonce: string | undefined },
  ): Promise<Counted | undefined> {
    const known = nonce === undefined ? undefined : await ofForm(trx, link.id, nonce)
    if (known !== undefined) return { claim: known, hasNews: false }

    const at = now()
    const { numAffectedRows } = await takeOne(trx, { linkId: link.id, at })
    if (numAffectedRows === 0n) return undefined
    crashpoint('claim: counted, not committed')

    const row = { link_id: link.id, nonce: nonce ?? freshNonce(), created_at: at, expires_at: at + claimLifetimeMs }
    const token = tokenOf(row)
    const bytes_left = (timesItsSize - 1) * (bundle.sizeBytes ?? 0)
    await addClaim(trx, { ...row, token_hash: tokens.hashOf(token), client, bytes_left })
    await addAccess(trx, [{ linkId: link.id, at, what: 'claim', outcome: 'allowed', client }])
    crashpoint('claim: made, not committed')
    // The card says how many downloads are left.
    const hasNews = await enqueueOnce(trx, { do: 'card.show', ticketId: link.ticketId }, at)
    return { claim: { token, expiresAt: row.expires_at, isRepeated: false }, nonce: row.nonce, hasNews }
  }

  /** As it is by now. */
  async function again(found: FoundLink): Promise<FoundLink> {
    return (await findLink(db, { id: found.link.id }, found.holder)) ?? found
  }

  const tokenOf = (row: Owner) => tokens.tokenOf(ownerOf(row))
  const repeated = (row: (Owner & { expires_at: number }) | undefined): Claim | undefined =>
    row && { token: tokenOf(row), expiresAt: row.expires_at, isRepeated: true }

  /** The claim of somebody who has pressed the same button before. */
  async function ofForm(trx: Kysely<Schema>, linkId: number, nonce: string): Promise<Claim | undefined> {
    const row = await trx
      .selectFrom('claim')
      .selectAll()
      .where('link_id', '=', linkId)
      .where('nonce', '=', nonce)
      .executeTakeFirst()
    return repeated(row)
  }

  /** The claim of somebody who comes back for the rest. */
  async function ofClient(linkId: number, client: string): Promise<Claim | undefined> {
    const row = await db
      .selectFrom('claim')
      .selectAll()
      .where('link_id', '=', linkId)
      .where('client', '=', client)
      .where('expires_at', '>', now())
      .orderBy('id', 'desc')
      .executeTakeFirst()
    return repeated(row)
  }

  return {
    /**
     * Uses up one download and gives the address of the file for 15 minutes.
     *
     * @param of the link's token, or what a look with its token has just found.
     * @param asked.resumes the client already has a part and wants the rest: if it has a claim, that one goes on.
     * @param asked.form what the page's form carried; the same form makes one claim, however often it is sent.
     * @throws Refusal LINK_NOT_FOUND, LINK_REVOKED, LINK_EXPIRED, LINK_USED_UP, LINK_PERSONAL, LINK_PERSONAL_ENDED,
     *   CLAIM_FORM_OLD
     */
    async claim(
      of: string | FoundLink,
      address: string,
      asked: { resumes?: boolean; form?: string } = {},
    ): Promise<Claim> {
      const found = typeof of === 'string' ? await find(of) : of
      const { link, holder } = found
      const client = holder?.name ?? log.clientOf(address)
      const refused = (outcome: RefusalCode) => {
        log.add({ linkId: link.id, at: now(), what: 'claim', outcome, client })
        return refuse(outcome, found)
      }
      if (asked.resumes && link.revokedAt === null) {
        const known = await ofClient(link.id, client)
        if (known !== undefined) return known
      }
      const nonce = asked.form === undefined ? undefined : nonces.read(asked.form, link.id)
      if (asked.form !== undefined && nonce === undefined) throw refused('CLAIM_FORM_OLD')
      const reason = refusalOf(found, now())
      // Somebody who pressed twice for the last download has one.
      if (reason !== undefined && !(reason === 'LINK_USED_UP' && nonce !== undefined)) throw refused(reason)

      const counted = await write(db, (trx) => count(trx, found, { client, nonce }))
      if (counted === undefined) throw refused(refusalOf(await again(found), now()) ?? 'LINK_USED_UP')
      if (counted.nonce !== undefined) prepay(counted.nonce, found.bundle.sizeBytes ?? 0)
      if (counted.hasNews) nudge()
      return counted.claim
    },

    /**
     * What a claimed address leads to. An unknown one answers like one that has ended.
     *
     * @throws Refusal CLAIM_EXPIRED, LINK_REVOKED
     */
    async file(claimToken: string, address: string): Promise<OpenDownload> {
      const [row] = (await claimed(db, { tokenHash: tokens.hashOf(claimToken) })).rows
      if (row === undefined || !tokens.matches(claimToken, ownerOf(row))) throw new Refusal('CLAIM_EXPIRED')
      const { file, size_bytes: sizeBytes, sha256, name, link_id: linkId } = row
      // A member stays who they are, from whatever network they fetch it.
      const client = isMember(row.client) ? row.client : log.clientOf(address)
      const isReady = row.state === 'ready' && file !== null && sizeBytes !== null && sha256 !== null
      if (row.revoked_at !== null || row.expires_at <= now() || !isReady) {
        const outcome = row.revoked_at === null ? 'CLAIM_EXPIRED' : 'LINK_REVOKED'
        log.add({ linkId, at: now(), what: 'download', outcome, client })
        throw new Refusal(outcome)
      }
      return { claimId: row.id, linkId, file, name, sizeBytes, sha256, nonce: row.nonce, client }
    },

    /**
     * Sets `bytes` of the claim's allowance aside before they are sent.
     *
     * @throws Refusal CLAIM_EXPIRED when three times the file's size has been sent already.
     */
    async reserve({ claimId, linkId, nonce, client }: OpenDownload, bytes: number): Promise<void> {
      const paid = prepaid.get(nonce) ?? 0
      if (bytes <= paid) {
        if (bytes === paid) prepaid.delete(nonce)
        else prepaid.set(nonce, paid - bytes)
        return
      }
      const { numAffectedRows } = await write(db, (trx) => setAside(trx, { claimId, bytes, at: now() }))
      if (numAffectedRows === 1n) return
      log.add({ linkId, at: now(), what: 'download', outcome: 'CLAIM_EXPIRED', client })
      throw new Refusal('CLAIM_EXPIRED')
    },

    /**
     * Writes down how a transfer ended, and gives back what was set aside and never left. What left may have arrived,
     * whatever the client says: it stays spent.
     */
    async settle(
      { claimId, linkId, client }: OpenDownload,
      { reserved, sent, outcome }: { reserved: number; sent: number; outcome: AccessOutcome },
    ): Promise<void> {
      log.add({ linkId, at: now(), what: 'download', outcome, client })
      const back = reserved - sent
      if (back <= 0) return
      await write(db, (trx) =>
        trx
          .updateTable('claim')
          .set(({ eb }) => ({ bytes_left: eb('bytes_left', '+', back) }))
          .where('id', '=', claimId)
          .execute(),
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

type Owner = { nonce: string; link_id: number; created_at: number }
const ownerOf = (row: Owner) => ({ id: row.nonce, of: row.link_id, createdAt: row.created_at })

/** One download less, if there is one and it may be had: one statement, so that two cannot both take the last. */
const takeOne = prepared((db, { linkId, at }: { linkId: number; at: number }) =>
  db
    .updateTable('link')
    .set(({ eb }) => ({ downloads_left: eb('downloads_left', '-', 1) }))
    .where('id', '=', linkId)
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
    ),
)

const addClaim = prepared((db, claim: Omit<Selectable<Schema['claim']>, 'id'>) => db.insertInto('claim').values(claim))

const claimed = prepared((db, { tokenHash }: { tokenHash: string }) =>
  db
    .selectFrom('claim')
    .innerJoin('link', 'link.id', 'claim.link_id')
    .innerJoin('bundle', 'bundle.id', 'link.bundle_id')
    .select(['claim.id', 'claim.link_id', 'claim.nonce', 'claim.client', 'claim.created_at', 'claim.expires_at'])
    .select(['link.revoked_at', 'bundle.state', 'bundle.file', 'bundle.name', 'bundle.size_bytes', 'bundle.sha256'])
    .where('claim.token_hash', '=', tokenHash),
)

const setAside = prepared((db, { claimId, bytes, at }: { claimId: number; bytes: number; at: number }) =>
  db
    .updateTable('claim')
    .set(({ eb }) => ({ bytes_left: eb('bytes_left', '-', bytes) }))
    .where('id', '=', claimId)
    .where('bytes_left', '>=', bytes)
    .where('expires_at', '>', at),
)
