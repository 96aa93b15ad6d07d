import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Database } from './database.ts'

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
  return {
    /** The control for this action, made on first use: the same asking gives the same id, so an edited card keeps its buttons. */
    async for(action: string, ticketId: number | null, args: Record<string, string> = {}): Promise<string> {
      const text = JSON.stringify(args)
      return db.transaction().execute(async (trx) => {
        let query = trx.selectFrom('control').select('id').where('action', '=', action).where('args', '=', text)
        query = ticketId === null ? query.where('ticket_id', 'is', null) : query.where('ticket_id', '=', ticketId)
        const known = await query.executeTakeFirst()
        if (known !== undefined) return known.id
        const id = randomBytes(16).toString('base64url')
        await trx
          .insertInto('control')
          .values({ id, ticket_id: ticketId, action, args: text, created_at: now() })
          .execute()
        return id
      })
    },

    async get(id: string): Promise<Control | undefined> {
      const row = await db.selectFrom('control').selectAll().where('id', '=', id).executeTakeFirst()
      if (row === undefined) return undefined
      return { id: row.id, ticketId: row.ticket_id, action: row.action, args: Args.parse(JSON.parse(row.args)) }
    },
  }
}
