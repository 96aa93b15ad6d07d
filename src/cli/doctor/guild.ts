import { z } from 'zod'
import { nearest } from '../../core/nearest.ts'
import type { Desk } from '../../desk.ts'
import { type Check, ok, wrong } from './check.ts'
import type { Get } from './discord.ts'
import { Channel, type Member, missing, type Permission, permissionsIn, Role } from './permissions.ts'

const Guild = z.object({ owner_id: z.string() })
const OwnMember = z.object({ roles: z.array(z.string()) })

/** Types of channels: https://discord.com/developers/docs/resources/channel */
const text = 0
const announcement = 5
const forum = 15

const post: Permission[] = ['View Channel', 'Send Messages', 'Embed Links', 'Read Message History']
const talk: Permission[] = [...post, 'Attach Files', 'Send Messages in Threads']

interface Wanted {
  /** The key in the desk's file. */
  key: string
  name: string
  isForum: boolean
  needs: Permission[]
}

/** Whether a server has what the desk names, and whether Bee may do its work there. */
export async function checkGuild(
  { id, name }: { id: string; name: string },
  userId: string,
  desk: Desk,
  get: Get,
): Promise<Check[]> {
  const part = `Server ${name}`
  const { owner_id } = await get(`/guilds/${id}`, Guild)
  const roles = await get(`/guilds/${id}/roles`, z.array(Role))
  const channels = await get(`/guilds/${id}/channels`, z.array(Channel))
  const { roles: roleIds } = await get(`/guilds/${id}/members/${userId}`, OwnMember)
  const member: Member = { guildId: id, userId, isOwner: owner_id === userId, roleIds }
  const all = wantedOf(desk)
  const spoken = new Set(all.map(({ name }) => name))
  // What has a task already is not what was meant by another name.
  const free = channels.filter(({ name }) => !spoken.has(name)).map(({ name }) => name)
  return [
    ...all.map((wanted) => checkChannel(wanted, part, { channels, free, member, roles })),
    ...checkRoles(desk, part, roles),
  ]
}

interface Place {
  channels: Channel[]
  /** Names of channels that the desk has no task for. */
  free: string[]
  member: Member
  roles: Role[]
}

function checkChannel(wanted: Wanted, part: string, { channels, free, member, roles }: Place): Check {
  const { name, key, isForum, needs } = wanted
  const sort = isForum ? 'forum' : 'channel'
  const isRight = ({ type }: Channel) => (isForum ? type === forum : type === text || type === announcement)
  const channel = channels.find((channel) => channel.name === name && isRight(channel))
  if (channel === undefined) {
    const [near] = nearest(name, free, 1)
    const hint = near === undefined ? '' : `: did you mean #${near}?`
    return wrong(part, `there is no ${sort} #${name}`, `Make it, or name another one under ${key} in the desk${hint}`)
  }
  const lacking = missing(permissionsIn(channel, member, roles), needs)
  if (lacking.length === 0) return ok(part, `#${name}: Bee may do all it needs`)
  const fix = `Allow it: settings of the ${sort}, Permissions, Bee's role.`
  return wrong(part, `#${name}: Bee lacks ${lacking.join(', ')}`, fix)
}

/** Each channel that the desk names, once, with all that Bee does there. */
function wantedOf(desk: Desk): Wanted[] {
  const all: Wanted[] = [
    ...desk.channels.listen.map((name) => ({
      key: 'channels.listen',
      name,
      isForum: false,
      needs: [...talk, 'Create Public Threads' as const, 'Create Private Threads' as const],
    })),
    ...desk.channels.forums.map(({ channel }) => ({
      key: 'channels.forums',
      name: channel,
      isForum: true,
      needs: talk,
    })),
    ...(desk.destinations.forum
      ? [{ key: 'destinations.forum', name: desk.destinations.forum.channel, isForum: true, needs: talk }]
      : []),
    ...desk.destinations.discordChannels.map((name) => ({
      key: 'helpChannel or destinations.discordChannels',
      name,
      isForum: false,
      needs: post,
    })),
    { key: 'channels.staff', name: desk.channels.staff, isForum: false, needs: post },
  ]
  const once = new Map<string, Wanted>()
  for (const wanted of all) {
    const known = once.get(wanted.name)
    once.set(wanted.name, known ? { ...known, needs: [...new Set([...known.needs, ...wanted.needs])] } : wanted)
  }
  const removes = desk.leakGuard.mode === 'remove'
  return [...once.values()].map((wanted) =>
    removes && wanted.name !== desk.channels.staff
      ? { ...wanted, needs: [...wanted.needs, 'Manage Messages' as const] }
      : wanted,
  )
}

function checkRoles(desk: Desk, part: string, roles: Role[]): Check[] {
  const wanted: [key: string, name: string][] = [
    ...desk.roles.moderator.map((name) => ['roles.moderator', name] as [string, string]),
    ...desk.roles.engineer.map((name) => ['roles.engineer', name] as [string, string]),
    ...desk.tiers.flatMap(({ id, roles }) => roles.map((name) => [`tiers.${id}.roles`, name] as [string, string])),
  ]
  const names = roles.map(({ name }) => name)
  const absent = wanted.filter(([, name]) => !names.includes(name))
  if (absent.length === 0) return [ok(part, 'every role of the desk is there')]
  return absent.map(([key, name]) => {
    const [near] = nearest(name, names, 1)
    const hint = near === undefined ? '' : `: did you mean "${near}"?`
    return wrong(part, `there is no role "${name}"`, `Make it, or name another one under ${key} in the desk${hint}`)
  })
}
