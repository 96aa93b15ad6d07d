import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Audience } from '../../src/core/audience.ts'
import type { Link } from '../../src/core/types.ts'
import { createBundles } from '../../src/store/bundles.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createLinks } from '../../src/store/links.ts'
import { openSeal } from '../../src/store/seal.ts'

export const noon = Date.UTC(2026, 10, 21, 12)
export const hour = 3_600_000

export type LinkKit = Awaited<ReturnType<typeof linkKit>>

/** A real database, key file and bundle folder in a temporary place, with a clock that tests turn. */
export async function linkKit({ publicUrl = 'https://bee.example' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'bee-links-'))
  const bundleFolder = join(folder, 'bundles')
  mkdirSync(bundleFolder)
  const clock = { at: noon }
  const now = () => clock.at
  const db = await openDatabase(join(folder, 'bee.db'), now)
  const nudges: number[] = []
  const links = createLinks(db, { seal: openSeal(folder), now, publicUrl, nudge: () => nudges.push(clock.at) })
  let sequence = 0

  async function aTicket() {
    sequence++
    const number = `ST-2026-${String(sequence).padStart(3, '0')}`
    const { id } = await db
      .insertInto('ticket')
      .values({
        ...{ number, desk_id: 'sting-ce', guild_id: '1', year: 2026, sequence, place: 'channel', requester_id: '2' },
        ...{ channel_id: '3', title: 'Cannot log in', request: 'I cannot log in', triage: '{}', form: '{}' },
        ...{ category: 'authentication', priority: 'medium', tier: 'community', status: 'open' },
        ...{ created_at: noon, updated_at: noon },
      } as never)
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id, number }
  }

  /** A bundle of these bytes, ready, with its file in place. */
  async function aBundle(ticketId: number, content: Buffer, more: { name?: string; manifest?: string } = {}) {
    const file = `${randomBytes(8).toString('hex')}.tar.gz`
    writeFileSync(join(bundleFolder, file), content)
    const { id } = await db
      .insertInto('bundle')
      .values({
        ticket_id: ticketId,
        name: more.name ?? 'auth-issues-ST-2026-001.tar.gz',
        state: 'ready',
        file,
        size_bytes: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
        manifest: more.manifest ?? null,
        left_out: '[]',
        problem: null,
        sources: '',
        created_at: noon,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id, file }
  }

  async function aLink(
    { downloads = 10, lifetimeMs = 48 * hour, content = randomBytes(4096), audience, ...more } = {} as Wanted,
  ) {
    const ticket = await aTicket()
    const bundle = await aBundle(ticket.id, content, more)
    const link = await db.transaction().execute((trx) =>
      links.create(trx, {
        ...{ bundleId: bundle.id, ticketId: ticket.id, lifetimeMs, downloads },
        ...(audience ? { audience } : {}),
      }),
    )
    const url = links.urlOf(link)
    return { ticket, bundle, link, url, token: tokenIn(url), content }
  }

  return {
    ...{ folder, bundleFolder, clock, now, db, links, bundles: createBundles(db), nudges, aTicket, aBundle, aLink },
    async leftOf({ id }: Link) {
      const row = await db.selectFrom('link').select('downloads_left').where('id', '=', id).executeTakeFirstOrThrow()
      return row.downloads_left
    },
    async remove() {
      await db.destroy()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Wanted {
  downloads?: number
  lifetimeMs?: number
  content?: Buffer
  name?: string
  manifest?: string
  audience?: Audience
}

export const tokenIn = (url: string) => url.slice(url.lastIndexOf('/') + 1)
