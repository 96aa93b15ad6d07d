import type { Person } from './types.ts'

declare const decided: unique symbol

/**
 * How far a question to the database may reach. Each query for tickets takes one, and only these two functions make them:
 * a query that forgets whose tickets it may find does not compile (RELIABILITY A37).
 */
export interface Scope {
  readonly [decided]: true
  /** Null: all servers of this desk. */
  readonly guildId: string | null
  /** And whatever this person has opened, wherever. */
  readonly ownerId: string | null
}

/** What somebody asks reaches the server in which they ask; in private, also what is theirs. */
export const reachOf = ({ id, guildId, door }: Pick<Person, 'id' | 'guildId' | 'door'>): Scope =>
  ({ guildId, ownerId: door === 'dm' ? id : null }) as Scope

/** What Bee does by itself: its outbox, its sweeps. Never for what somebody asks. */
export const wholeDesk = { guildId: null, ownerId: null } as Scope
