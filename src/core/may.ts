import { Refusal } from '../errors.ts'
import { type Asking, type Cell, cellOf, permissions, type Role, roles } from './permissions.ts'
import type { Person } from './types.ts'

/** Something that belongs to a person and to a server: a ticket, an offered article. */
export interface Owned {
  requesterId: string
  guildId: string
}

/** Whoever comes by a door where everybody is the same: GitHub lets maintainers through, the shell operators. */
export type Official = { role: 'maintainer' | 'operator'; door: 'github' | 'cli' }
export const maintainer: Official = { role: 'maintainer', door: 'github' }

const words: Partial<Record<Role, string>> = {
  engineer: 'a support engineer',
  moderator: 'a moderator',
}

export const isStaff = ({ isModerator, isEngineer }: Person): boolean => isModerator || isEngineer

function cellsOf(asking: Asking, by: Person | Official): Cell[] {
  if ('role' in by) return [cellOf(asking, by.role, by.door)]
  const held: Role[] = ['member', ...(by.isEngineer ? ['engineer' as const] : [])]
  if (by.isModerator) held.push('moderator')
  return held.map((role) => cellOf(asking, role, by.door))
}

/**
 * Whether somebody may ask this, of this ticket where it is about one. Whoever is somebody in one server is nobody in
 * another; only in private people have what is theirs in any (A37).
 */
export function may(asking: Asking, by: Person | Official, about?: Owned): boolean {
  const cells = cellsOf(asking, by)
  if ('role' in by || about === undefined) return cells.includes('yes')
  const isOwn = about.requesterId === by.id
  if (about.guildId !== by.guildId && !(isOwn && by.door === 'dm')) return false
  return cells.includes('yes') || (isOwn && cells.includes('own'))
}

/** Whether there can be anything at all of which they may ask this: for doors that do not know yet what it is about. */
export const mayAsk = (asking: Asking, by: Person): boolean => cellsOf(asking, by).some((cell) => cell !== 'no')

/** @throws Refusal NOT_ALLOWED, naming those who may. */
export function demand(asking: Asking, by: Person | Official, about?: Owned): void {
  if (!may(asking, by, about)) throw refusal(asking)
}

/** @throws Refusal NOT_ALLOWED, naming those who may. */
export function demandAsk(asking: Asking, by: Person): void {
  if (!mayAsk(asking, by)) throw refusal(asking)
}

function refusal(asking: Asking): Refusal {
  const row = permissions[asking]
  const others = roles.flatMap((role, column) => (row[column] === 'yes' ? (words[role] ?? []) : []))
  const who = [...(row[0] === 'own' ? ['the requester'] : []), ...others].join(', ')
  return new Refusal('NOT_ALLOWED', { values: { who: who.replace(/, ([^,]*)$/, ' or $1') } })
}
