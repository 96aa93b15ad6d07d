import type { Desk } from '../desk.ts'
import type { GuildPlan, PlannedChannel, PlannedPerson } from './discord/api.ts'

/** The people you can be in the sandbox. Their roles are those that the desk names. */
export interface Cast {
  member: string
  second: string
  moderator: string
  engineer: string
  customer: string
}

export const cast: Cast = { member: 'mia', second: 'sam', moderator: 'max', engineer: 'eva', customer: 'carla' }

/** A server as this desk expects it: its channels, forums, roles, and one person for each role there is to play. */
export function guildFor(desk: Desk): GuildPlan {
  const staff = [...desk.roles.moderator, ...desk.roles.engineer]
  return {
    name: `${desk.product.name} Community`,
    roles: rolesOf(desk),
    people: peopleOf(desk),
    channels: [
      { name: 'general', category: 'Community', topic: `Talk about ${desk.product.name}` },
      ...desk.channels.listen.map((name) => text(name, 'Support', 'Say what is wrong: Bee opens a ticket')),
      ...desk.channels.forums.map((forum) => forumOf(forum, 'Support')),
      ...otherForum(desk),
      ...desk.destinations.discordChannels.map((name) => text(name, 'Experts', 'Tickets that were shared here')),
      { ...text(desk.channels.staff, 'Staff', 'For the staff only'), privateTo: staff },
    ],
  }
}

const text = (name: string, category: string, topic: string): PlannedChannel => ({
  name,
  type: 'text',
  category,
  topic,
})

function forumOf({ channel, tags }: { channel: string; tags: string[] }, category: string): PlannedChannel {
  return { name: channel, type: 'forum', category, tags: tags.map((name) => ({ name })) }
}

/** The forum where tickets are shared, when it is not one of those where people ask. */
function otherForum(desk: Desk): PlannedChannel[] {
  const forum = desk.destinations.forum
  if (forum === undefined || desk.channels.forums.some(({ channel }) => channel === forum.channel)) return []
  return [forumOf(forum, 'Experts')]
}

function rolesOf(desk: Desk): NonNullable<GuildPlan['roles']> {
  const moderators = desk.roles.moderator.map((name) => ({
    name,
    colour: 0xd97706,
    hoist: true,
    permissions: ['ManageMessages' as const, 'ManageThreads' as const],
  }))
  const engineers = desk.roles.engineer.map((name) => ({ name, colour: 0x2563eb, hoist: true }))
  const customers = desk.tiers.flatMap(({ roles }) => roles.map((name) => ({ name, colour: 0x7c3aed })))
  const all = [...moderators, ...engineers, ...customers]
  return all.filter(({ name }, index) => all.findIndex((role) => role.name === name) === index)
}

function peopleOf(desk: Desk): PlannedPerson[] {
  const paid = desk.tiers.findLast(({ roles }) => roles.length > 0)
  const enterprise = desk.tiers.find(({ id, roles }) => id === 'enterprise' && roles.length > 0) ?? paid
  return [
    { name: cast.member, displayName: 'Mia' },
    { name: cast.second, displayName: 'Sam' },
    { name: cast.moderator, displayName: 'Max', roles: desk.roles.moderator.slice(0, 1) },
    { name: cast.engineer, displayName: 'Eva', roles: desk.roles.engineer.slice(0, 1) },
    { name: cast.customer, displayName: 'Carla', roles: enterprise?.roles.slice(0, 1) ?? [] },
  ]
}
