import { sql } from 'kysely'
import type { Scope } from '../core/scope.ts'

/** Rows of a table with `guild_id` and `requester_id` that a question may reach, as one text for every scope. */
export const within = ({ guildId, ownerId }: Pick<Scope, 'guildId' | 'ownerId'>) =>
  sql<boolean>`(${guildId} is null or guild_id = ${guildId} or requester_id = ${ownerId})`
