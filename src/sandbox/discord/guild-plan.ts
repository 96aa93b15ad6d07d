import type { PermissionName } from './permissions.ts'

/** Everyone is 'everyone', Bee is 'bot'; others by the names of the plan. */
export type PlannedHolder = 'everyone' | 'bot' | { role: string } | { person: string }

export interface PlannedOverwrite {
  for: PlannedHolder
  allow?: PermissionName[]
  deny?: PermissionName[]
}

export interface PlannedRole {
  name: string
  /** On top of what @everyone may do. */
  permissions?: PermissionName[]
  colour?: number
  /** Shown apart in the member list. */
  hoist?: boolean
  mentionable?: boolean
}

export interface PlannedPerson {
  /** The Discord user name: lower case, unique. */
  name: string
  displayName?: string
  roles?: string[]
  bot?: boolean
  /** Their settings refuse direct messages (Discord's error 50007). */
  dmsClosed?: boolean
}

export interface PlannedTag {
  name: string
  emoji?: string
  moderated?: boolean
}

export interface PlannedChannel {
  name: string
  type?: 'text' | 'forum' | 'announcement'
  /** The name of the category it stands in; made when first named. */
  category?: string
  topic?: string
  /** Forum only. */
  tags?: PlannedTag[]
  /** Forum only: a post without a tag is refused (40067). */
  requireTag?: boolean
  overwrites?: PlannedOverwrite[]
  /** Short for: everyone may not view, these roles and the bot may. */
  privateTo?: string[]
}

export interface GuildPlan {
  name: string
  roles?: PlannedRole[]
  people: PlannedPerson[]
  channels: PlannedChannel[]
  /** What @everyone may do; Discord's usual defaults when left out. */
  everyone?: PermissionName[]
  bot?: {
    /** User name, `bee` when left out. */
    name?: string
    /** Shown as `Bee` when left out. */
    displayName?: string
    /** What the bot's own role may do; what Bee's invitation asks for when left out. */
    permissions?: PermissionName[]
    roles?: string[]
  }
  /** The name of the owner, who may do everything; nobody of the plan when left out. */
  owner?: string
}
