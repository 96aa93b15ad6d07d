import { sql, type Transaction } from 'kysely'
import type { Schema } from './schema.ts'

/**
 * Runs work so that it is undone alone when it throws, while what else the transaction holds stays. May be nested; works
 * beside each other in one transaction must run one after another.
 */
export async function inSavepoint<Result>(
  trx: Transaction<Schema>,
  work: (trx: Transaction<Schema>) => Promise<Result>,
): Promise<Result> {
  await sql`savepoint work`.execute(trx)
  try {
    return await work(trx)
  } catch (cause) {
    await sql`rollback to work`.execute(trx)
    throw cause
  } finally {
    await sql`release work`.execute(trx)
  }
}
