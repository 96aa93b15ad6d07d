import { z } from 'zod'

const Overwrite = z.object({ id: z.string(), type: z.number(), allow: z.string(), deny: z.string() })
export const Channel = z.object({
  id: z.string(),
  name: z.string(),
  type: z.number(),
  permission_overwrites: z.array(Overwrite).default([]),
})
export const Role = z.object({ id: z.string(), name: z.string(), permissions: z.string() })
export type Channel = z.output<typeof Channel>
export type Role = z.output<typeof Role>

/** Discord's permission bits that Bee needs. https://discord.com/developers/docs/topics/permissions */
export const bits = {
  'View Channel': 1n << 10n,
  'Send Messages': 1n << 11n,
  'Manage Messages': 1n << 13n,
  'Embed Links': 1n << 14n,
  'Attach Files': 1n << 15n,
  'Read Message History': 1n << 16n,
  'Create Public Threads': 1n << 35n,
  'Create Private Threads': 1n << 36n,
  'Send Messages in Threads': 1n << 38n,
} as const
export type Permission = keyof typeof bits

const administrator = 1n << 3n
const every = (1n << 63n) - 1n

export interface Member {
  guildId: string
  userId: string
  isOwner: boolean
  roleIds: string[]
}

/**
 * What a member may do in a channel: roles, then the channel's overwrites for everyone, for roles, for the member;
 * without View Channel nothing, without Send Messages nothing of writing.
 */
export function permissionsIn(channel: Channel, member: Member, roles: Role[]): bigint {
  const { guildId, userId, isOwner, roleIds } = member
  let base = 0n
  for (const { id, permissions } of roles) if (id === guildId || roleIds.includes(id)) base |= BigInt(permissions)
  if (isOwner || (base & administrator) !== 0n) return every

  const overwrites = channel.permission_overwrites
  const merged = (own: (overwrite: (typeof overwrites)[number]) => boolean, before: bigint) => {
    let allow = 0n
    let deny = 0n
    for (const overwrite of overwrites.filter(own)) {
      allow |= BigInt(overwrite.allow)
      deny |= BigInt(overwrite.deny)
    }
    return (before & ~deny) | allow
  }
  let may = merged(({ id }) => id === guildId, base)
  may = merged(({ id, type }) => type === 0 && id !== guildId && roleIds.includes(id), may)
  may = merged(({ id, type }) => type === 1 && id === userId, may)
  if ((may & bits['View Channel']) === 0n) return 0n
  return (may & bits['Send Messages']) === 0n ? may & ~(bits['Embed Links'] | bits['Attach Files']) : may
}

export const missing = (may: bigint, needed: readonly Permission[]): Permission[] =>
  needed.filter((permission) => (may & bits[permission]) === 0n)
