import { randomBytes } from 'node:crypto'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { crashpoint } from '../crashpoint.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'
import { write } from './write.ts'

/** What a button, a select or a form stands for. Discord gets its opaque id only. */
export interface Control {
  id: string
  ticketId: number | null
  action: string
  args: Record<string, string>
}

const Args = z.record(z.string(), z.string())

export type Controls = ReturnType<typeof createControls>

export function createControls(db: Database, { now }: { now: () => number }) {
  async function all(
    wanted: { action: string; args: Record<string, string> }[],
    ticketId: number | null,
  ): Promise<string[]> {
    const known = await read(db, ticketId, wanted)
    const keys = wanted.map(keyOf)
    if (keys.every((key) => known.has(key))) return keys.map((key) => known.get(key) ?? '')
    return write(db, async (trx) => {
      const present = await read(trx, ticketId, wanted)
      const fresh = wanted.filter((control) => !present.has(keyOf(control)))
      const rows = fresh.map(({ action, args }) => ({
        id: randomBytes(16).toString('base64url'),
        ticket_id: ticketId,
        action,
        args: JSON.stringify(args),
        created_at: now(),
      }))
      crashpoint('control: making')
      if (rows.length > 0) await trx.insertInto('control').values(rows).execute()
      for (const [index, control] of fresh.entries()) present.set(keyOf(control), rows[index]!.id)
      return keys.map((key) => present.get(key) ?? '')
    })
  }

  return {
    /**
     * The control for this action, made on first use: the same asking gives the same id, so an edited card keeps its
     * buttons.
     */
    async for(action: string, ticketId: number | null, args: Record<string, string> = {}): Promise<string> {
      const [id = ''] = await all([{ action, args }], ticketId)
      return id
    },

    /** The same for several actions without arguments, at the price of one. */
    async forAll<Action extends string>(actions: readonly Action[], ticketId: number): Promise<Record<Action, string>> {
      const ids = await all(
        actions.map((action) => ({ action, args: {} })),
        ticketId,
      )
      return Object.fromEntries(actions.map((action, index) => [action, ids[index] ?? ''])) as Record<Action, string>
    },

    async get(id: string): Promise<Control | undefined> {
      const row = await db.selectFrom('control').selectAll().where('id', '=', id).executeTakeFirst()
      if (row === undefined) return undefined
      return { id: row.id, ticketId: row.ticket_id, action: row.action, args: Args.parse(JSON.parse(row.args)) }
    },
  }
}

const keyOf = ({ action, args }: { action: string; args: Record<string, string> }) =>
  `${action} ${JSON.stringify(args)}`

/** All controls of a ticket by what they do, some twenty at most; of those without a ticket only the wanted ones. */
async function read(
  db: Kysely<Schema>,
  ticketId: number | null,
  wanted: { action: string; args: Record<string, string> }[],
): Promise<Map<string, string>> {
  const query = db.selectFrom('control').select(['id', 'action', 'args'])
  const rows = await (ticketId === null
    ? query
        .where('ticket_id', 'is', null)
        .where(({ or, and, eb }) =>
          or(wanted.map(({ action, args }) => and([eb('action', '=', action), eb('args', '=', JSON.stringify(args))]))),
        )
    : query.where('ticket_id', '=', ticketId)
  ).execute()
  return new Map(rows.map(({ id, action, args }) => [`${action} ${args}`, id]))
}
