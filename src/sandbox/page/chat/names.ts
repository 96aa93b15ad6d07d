import type { WireUser } from '../../discord/wire.ts'
import type { World } from '../../page-api.ts'

export interface Named {
  name: string
  isBee: boolean
  isApp: boolean
  /** `#rrggbb` of the highest role that has a colour. */
  colour: string | undefined
}

/** How a user is shown here: nick, role colour, and whether it is an app. */
export function named(world: World, user: WireUser): Named {
  const member = world.members.find((candidate) => candidate.user.id === user.id)
  const roles = world.roles.filter((role) => member?.roles.includes(role.id) && role.color !== 0)
  const [highest] = roles.sort((one, other) => other.position - one.position)
  return {
    name: user.id === world.bot.id ? world.bot.name : (member?.nick ?? user.global_name ?? user.username),
    isBee: user.id === world.bot.id,
    isApp: user.bot === true,
    colour: highest && `#${highest.color.toString(16).padStart(6, '0')}`,
  }
}
