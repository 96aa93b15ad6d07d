import type { Kysely, Selectable } from 'kysely'
import type { Link } from '../core/types.ts'
import { Refusal } from '../errors.ts'
import { createClaims } from './claims.ts'
import type { Database } from './database.ts'
import { type FoundLink, refusalOf } from './found-link.ts'
import { createAccessLog } from './link-access.ts'
import { createTokens } from './link-token.ts'
import { bundleOf, linkOf } from './rows.ts'
import type { Schema } from './schema.ts'
import type { Seal } from './seal.ts'

export type { Claim, OpenDownload } from './claims.ts'
export type { FoundLink } from './found-link.ts'
export type { Access, AccessOutcome } from './link-access.ts'

export interface LinksOptions {
  seal: Seal
  now: () => number
  /** Where people reach Bee's web server; every address of a link starts with it. */
  publicUrl: string
}

export type Links = ReturnType<typeof createLinks>

/**
 * The secret addresses of bundles. Whatever takes a last argument `from` can run inside a transaction.
 *
 * A `client` is an address such as `203.0.113.7`; only a keyed hash of it is kept.
 */
export function createLinks(db: Database, { seal, now, publicUrl }: LinksOptions) {
  const base = publicUrl.replace(/\/+$/, '')
  const tokens = createTokens(seal.keyFor('link'))
  const log = createAccessLog(db, { clientKey: seal.keyFor('client'), now })

  /** @throws Refusal LINK_NOT_FOUND */
  async function find(token: string): Promise<FoundLink> {
    const row = await db
      .selectFrom('link')
      .selectAll()
      .where('token_hash', '=', tokens.hashOf(token))
      .executeTakeFirst()
    if (row === undefined || !tokens.matches(token, row.bundle_id, row.salt)) throw new Refusal('LINK_NOT_FOUND')
    return leadsTo(row)
  }

  async function leadsTo(row: Selectable<Schema['link']>): Promise<FoundLink> {
    const bundle = await db.selectFrom('bundle').selectAll().where('id', '=', row.bundle_id).executeTakeFirstOrThrow()
    const ticket = await db
      .selectFrom('ticket')
      .select('number')
      .where('id', '=', row.ticket_id)
      .executeTakeFirstOrThrow()
    return { link: linkOf(row), bundle: bundleOf(bundle), ticketNumber: ticket.number }
  }

  const active = (from: Kysely<Schema>, ticketId: number) =>
    from
      .selectFrom('link')
      .selectAll()
      .where('ticket_id', '=', ticketId)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', now())

  return {
    /** @param trx the transaction of the change that wants the link. */
    async create(
      trx: Kysely<Schema>,
      wanted: { bundleId: number; ticketId: number; lifetimeMs: number; downloads: number },
    ): Promise<Link> {
      const { salt, hash } = tokens.fresh(wanted.bundleId)
      const at = now()
      const row = await trx
        .insertInto('link')
        .values({
          bundle_id: wanted.bundleId,
          ticket_id: wanted.ticketId,
          salt,
          token_hash: hash,
          expires_at: at + wanted.lifetimeMs,
          downloads_total: wanted.downloads,
          downloads_left: wanted.downloads,
          revoked_at: null,
          created_at: at,
        })
        .returningAll()
        .executeTakeFirstOrThrow()
      return linkOf(row)
    },

    /** The address to give to people; a new reading of the same secret each time. */
    async urlOf({ id }: Pick<Link, 'id'>, from: Kysely<Schema> = db): Promise<string> {
      const row = await from
        .selectFrom('link')
        .select(['bundle_id', 'salt'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      return `${base}/d/${tokens.tokenOf(row.bundle_id, row.salt)}`
    },

    find,

    /**
     * Opens the page of a link: logged, and costs no download.
     *
     * @throws Refusal LINK_NOT_FOUND, LINK_REVOKED, LINK_EXPIRED, LINK_USED_UP
     */
    async look(token: string, client: string): Promise<FoundLink> {
      const found = await find(token)
      const refused = refusalOf(found, now())
      const outcome = refused ?? 'allowed'
      log.add({ linkId: found.link.id, at: now(), what: 'look', outcome, client: log.clientOf(client) })
      if (refused !== undefined) throw new Refusal(refused)
      return found
    },

    ...createClaims(db, { seal, now, find, log }),

    /** Takes all links of a ticket back; nobody can claim once this is committed. */
    async revoke(ticketId: number, from: Kysely<Schema> = db): Promise<Link[]> {
      const rows = await from
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
    async revokeOne(id: number, from: Kysely<Schema> = db): Promise<Link | undefined> {
      const row = await from
        .updateTable('link')
        .set({ revoked_at: now() })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .returningAll()
        .executeTakeFirst()
      return row && linkOf(row)
    },

    /** Gives every working link of a ticket all its downloads again. */
    async refill(ticketId: number, from: Kysely<Schema> = db): Promise<Link[]> {
      const rows = await from
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
    async activeOf(ticketId: number, from: Kysely<Schema> = db): Promise<Link[]> {
      const rows = await active(from, ticketId).orderBy('id', 'desc').execute()
      return rows.map(linkOf)
    },

    /** Every look, claim and download, allowed or refused, the newest first. */
    accessLog: (ticketId: number, limit?: number) => log.ofTicket(ticketId, limit),

    /** Commits what the access log still holds in memory: before the process ends. */
    flushLog: () => log.flush(),

    /** Forgets claims that ended before this moment, and the oldest entries of a log that has grown too long. */
    async forgetOld(before: number): Promise<void> {
      await db.deleteFrom('claim').where('expires_at', '<', before).execute()
      await log.trim()
    },
  }
}
