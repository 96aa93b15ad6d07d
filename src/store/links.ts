import type { Kysely } from 'kysely'
import type { Audience } from '../core/audience.ts'
import type { Link } from '../core/types.ts'
import { crashpoint } from '../crashpoint.ts'
import { Refusal } from '../errors.ts'
import { createNonces } from './claim-nonce.ts'
import { createClaims } from './claims.ts'
import type { Database } from './database.ts'
import { type FoundLink, findLink, type LinkContents, refusalOf, refuse } from './found-link.ts'
import { createAccessLog } from './link-access.ts'
import { createTokens, noHashYet } from './link-token.ts'
import { createPersonalLinks } from './personal-link.ts'
import { bundleOf, linkOf } from './rows.ts'
import type { Schema } from './schema.ts'
import type { Seal } from './seal.ts'

export type { Claim, OpenDownload } from './claims.ts'
export type { FoundLink, LinkContents } from './found-link.ts'
export type { Access, AccessCounts, AccessOutcome } from './link-access.ts'

export interface LinksOptions {
  seal: Seal
  now: () => number
  /** Where people reach Bee's web server; every address of a link starts with it. */
  publicUrl: string
  /** Told when a claim has put something into the outbox. */
  nudge: () => void
}

export type Links = ReturnType<typeof createLinks>

/**
 * The secret addresses of bundles. `trx` is the transaction of the change that wants it.
 *
 * A `client` is an address such as `203.0.113.7`; only a keyed hash of it is kept.
 */
export function createLinks(db: Database, { seal, now, publicUrl, nudge }: LinksOptions) {
  const base = publicUrl.replace(/\/+$/, '')
  const tokens = createTokens(seal.keyFor('link'))
  const tokenOf = (link: Pick<Link, 'id' | 'bundleId' | 'createdAt'>) => tokens.tokenOf(ownerOf(link))
  const personal = createPersonalLinks({ seal, now })
  const nonces = createNonces({ seal, now })
  const log = createAccessLog(db, { clientKey: seal.keyFor('client'), now })

  /** @throws Refusal LINK_NOT_FOUND */
  async function find(token: string): Promise<FoundLink> {
    const holder = personal.read(token)
    const found = await findLink(db, holder ? { id: holder.linkId } : { tokenHash: tokens.hashOf(token) }, holder)
    if (found === undefined) throw new Refusal('LINK_NOT_FOUND')
    if (holder === undefined && !tokens.matches(token, ownerOf(found.link))) throw new Refusal('LINK_NOT_FOUND')
    return found
  }

  async function contentsOf({ link }: FoundLink): Promise<LinkContents> {
    const row = await db.selectFrom('bundle').selectAll().where('id', '=', link.bundleId).executeTakeFirstOrThrow()
    const { manifest, leftOut } = bundleOf(row)
    return { manifest, leftOut }
  }

  return {
    async create(
      trx: Kysely<Schema>,
      wanted: { bundleId: number; ticketId: number; lifetimeMs: number; downloads: number; audience?: Audience },
    ): Promise<Link> {
      const at = now()
      const row = await trx
        .insertInto('link')
        .values({
          bundle_id: wanted.bundleId,
          ticket_id: wanted.ticketId,
          token_hash: noHashYet(),
          expires_at: at + wanted.lifetimeMs,
          downloads_total: wanted.downloads,
          downloads_left: wanted.downloads,
          revoked_at: null,
          created_at: at,
          audience: JSON.stringify(wanted.audience ?? { to: 'anyone' }),
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      const link = linkOf(row)
      crashpoint('link: inserted')
      await trx
        .updateTable('link')
        .set({ token_hash: tokens.hashOf(tokenOf(link)) })
        .where('id', '=', link.id)
        .execute()
      return link
    },

    /** The address to give to people. */
    urlOf: (link: Pick<Link, 'id' | 'bundleId' | 'createdAt'>): string => `${base}/d/${tokenOf(link)}`,

    /** An address for one person, who may have it: that must have been checked. */
    personalUrlOf(link: Pick<Link, 'id'>, personId: string): { url: string; endsAt: number } {
      const { token, endsAt } = personal.tokenFor(link.id, personId)
      return { url: `${base}/d/${token}`, endsAt }
    },

    find,

    /**
     * Opens the page of a link: logged, and costs no download. `nonce` is for its form.
     *
     * @throws Refusal LINK_NOT_FOUND, LINK_REVOKED, LINK_EXPIRED, LINK_USED_UP, LINK_PERSONAL, LINK_PERSONAL_ENDED
     */
    async look(token: string, client: string): Promise<FoundLink & LinkContents & { nonce: string }> {
      const found = await find(token)
      const refused = refusalOf(found, now())
      const outcome = refused ?? 'allowed'
      log.add({
        linkId: found.link.id,
        at: now(),
        what: 'look',
        outcome,
        client: found.holder?.name ?? log.clientOf(client),
      })
      if (refused !== undefined) throw refuse(refused, found)
      return { ...found, ...(await contentsOf(found)), nonce: nonces.forForm(found.link.id) }
    },

    ...createClaims(db, { seal, now, find, log, nonces, nudge }),

    /** Takes all links of a ticket back; nobody can claim once this is committed. */
    async revoke(trx: Kysely<Schema>, ticketId: number): Promise<Link[]> {
      const rows = await trx
        .updateTable('link')
        .set({ revoked_at: now() })
        .where('ticket_id', '=', ticketId)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now())
        .returningAll()
        .execute()
      return rows.map(linkOf)
    },

    /** @returns undefined when there is nothing to take back. */
    async revokeOne(trx: Kysely<Schema>, id: number): Promise<Link | undefined> {
      const row = await trx
        .updateTable('link')
        .set({ revoked_at: now() })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .returningAll()
        .executeTakeFirst()
      return row && linkOf(row)
    },

    /** Gives every working link of a ticket all its downloads again. */
    async refill(trx: Kysely<Schema>, ticketId: number): Promise<Link[]> {
      const rows = await trx
        .updateTable('link')
        .set(({ ref }) => ({ downloads_left: ref('downloads_total') }))
        .where('ticket_id', '=', ticketId)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now())
        .returningAll()
        .execute()
      return rows.map(linkOf)
    },

    /** Neither expired nor revoked, the newest first; those without downloads left are among them. */
    async activeOf(ticketId: number): Promise<Link[]> {
      const rows = await db
        .selectFrom('link')
        .selectAll()
        .where('ticket_id', '=', ticketId)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now())
        .orderBy('id', 'desc')
        .execute()
      return rows.map(linkOf)
    },

    /** Every look, claim and download, allowed or refused, the newest first. */
    accessLog: (ticketId: number, limit?: number) => log.ofTicket(ticketId, limit),

    /** How often each of these links was used, as far as the log goes back. */
    countsOf: (linkIds: number[]) => log.countsOf(linkIds),

    async get(id: number): Promise<Link | undefined> {
      const row = await db.selectFrom('link').selectAll().where('id', '=', id).executeTakeFirst()
      return row && linkOf(row)
    },

    /** Downloads that were ever begun and are still remembered. */
    async countClaims(): Promise<number> {
      const { count } = await db
        .selectFrom('claim')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
      return Number(count)
    },

    /** Commits what the access log still holds in memory: before the process ends. */
    flushLog: () => log.flush(),

    /** Forgets claims that ended before this moment, and the oldest entries of a log that has grown too long. */
    async forgetOld(before: number): Promise<void> {
      await db.deleteFrom('claim').where('expires_at', '<', before).execute()
      await log.trim()
    },
  }
}

const ownerOf = ({ id, bundleId, createdAt }: Pick<Link, 'id' | 'bundleId' | 'createdAt'>) => ({
  id,
  of: bundleId,
  createdAt,
})
