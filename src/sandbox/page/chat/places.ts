import type { Place } from '../../page-api.ts'
import type { IconName } from '../parts/icons.tsx'

export const isThreadType = (type: number) => type === 11 || type === 12

export function iconOf(place: Place): IconName {
  if (place.type === 15) return 'forum'
  if (place.type === 5) return 'megaphone'
  if (place.type === 12 || isPrivate(place)) return 'lock'
  return isThreadType(place.type) ? 'thread' : 'hash'
}

/** As people call it: `#help`, the plain name of a thread. */
export const calledPlace = (place: Place) => (isThreadType(place.type) ? (place.name ?? '') : `#${place.name}`)

const viewChannel = 1n << 10n

/** Not everybody may look in: the guild's own role (its id is the guild's) is denied. */
const isPrivate = (place: Place) =>
  place.permission_overwrites?.some(({ id, deny }) => id === place.guild_id && (BigInt(deny) & viewChannel) !== 0n) ??
  false
