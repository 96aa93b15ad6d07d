import type { Ticket } from './types.ts'

/** Discord's own address of the conversation; a direct message has none that others could open. */
export function threadUrlOf({ threadId, place, guildId }: Pick<Ticket, 'threadId' | 'place' | 'guildId'>) {
  if (threadId === null || place === 'dm') return undefined
  return `https://discord.com/channels/${guildId}/${threadId}`
}
