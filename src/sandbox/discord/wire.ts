/**
 * Discord's own shapes (API v10), as far as the sandbox speaks them. Free of Node, so that the browser page may use them.
 * Names and numbers are Discord's: https://discord.com/developers/docs/reference
 */

import type { WireComponent } from './wire-components.ts'

export interface WireUser {
  id: string
  username: string
  global_name: string | null
  discriminator: string
  avatar: string | null
  bot?: boolean
  system?: boolean
  public_flags: number
  flags: number
  banner: string | null
  accent_color: number | null
  avatar_decoration_data: null
  collectibles: null
  primary_guild: null
  clan: null
}

export interface WireRole {
  id: string
  name: string
  description: string | null
  color: number
  colors: { primary_color: number; secondary_color: null; tertiary_color: null }
  hoist: boolean
  icon: null
  unicode_emoji: null
  position: number
  permissions: string
  managed: boolean
  mentionable: boolean
  flags: number
  tags?: { bot_id?: string }
}

export interface WireMember {
  user: WireUser
  nick: string | null
  avatar: string | null
  banner: string | null
  roles: string[]
  joined_at: string
  premium_since: null
  deaf: boolean
  mute: boolean
  flags: number
  pending: boolean
  communication_disabled_until: string | null
}

export interface WireOverwrite {
  id: string
  /** 0 role, 1 member */
  type: number
  allow: string
  deny: string
}

export interface WireTag {
  id: string
  name: string
  moderated: boolean
  emoji_id: string | null
  emoji_name: string | null
}

export interface WireThreadMetadata {
  archived: boolean
  archive_timestamp: string
  /** minutes */
  auto_archive_duration: number
  locked: boolean
  create_timestamp: string
  invitable?: boolean
}

export interface WireThreadMember {
  id: string
  user_id: string
  join_timestamp: string
  flags: number
}

/** 0 text, 1 direct message, 4 category, 5 announcement, 11 public thread, 12 private thread, 15 forum */
export interface WireChannel {
  id: string
  type: number
  flags: number
  guild_id?: string
  name?: string
  topic?: string | null
  position?: number
  parent_id?: string | null
  nsfw?: boolean
  rate_limit_per_user?: number
  permission_overwrites?: WireOverwrite[]
  last_message_id?: string | null
  last_pin_timestamp?: string | null
  available_tags?: WireTag[]
  applied_tags?: string[]
  default_reaction_emoji?: null
  default_sort_order?: number | null
  default_forum_layout?: number
  default_auto_archive_duration?: number
  default_thread_rate_limit_per_user?: number
  owner_id?: string
  thread_metadata?: WireThreadMetadata
  message_count?: number
  member_count?: number
  total_message_sent?: number
  member?: WireThreadMember
  recipients?: WireUser[]
  permissions?: string
}

export interface WireAttachment {
  id: string
  filename: string
  title?: string
  description?: string
  content_type?: string
  size: number
  url: string
  proxy_url: string
  width?: number | null
  height?: number | null
  ephemeral?: boolean
  flags?: number
}

export interface WireEmbed {
  type?: string
  title?: string
  description?: string
  url?: string
  timestamp?: string
  color?: number
  footer?: { text: string; icon_url?: string }
  image?: { url: string }
  thumbnail?: { url: string }
  author?: { name: string; url?: string; icon_url?: string }
  fields?: { name: string; value: string; inline?: boolean }[]
}

export interface WireReaction {
  count: number
  count_details: { burst: number; normal: number }
  burst_colors: string[]
  me: boolean
  me_burst: boolean
  emoji: { id: string | null; name: string }
}

export interface WireReference {
  type?: number
  message_id?: string
  channel_id: string
  guild_id?: string
}

export interface WireInteractionMetadata {
  id: string
  type: number
  user: WireUser
  authorizing_integration_owners: Record<string, string>
  name?: string
  original_response_message_id?: string
  interacted_message_id?: string
  target_message_id?: string
}

/** 0 said, 6 pinned, 18 thread created, 19 reply, 20 answer to a slash command, 21 thread starter, 23 answer to a menu */
export interface WireMessage {
  id: string
  channel_id: string
  type: number
  author: WireUser
  content: string
  timestamp: string
  edited_timestamp: string | null
  tts: boolean
  mention_everyone: boolean
  mentions: WireUser[]
  mention_roles: string[]
  attachments: WireAttachment[]
  embeds: WireEmbed[]
  components: WireComponent[]
  pinned: boolean
  /** 4 embeds suppressed, 32 has thread, 64 only for one person, 128 thinking, 4096 silent, 32768 components v2 */
  flags: number
  reactions?: WireReaction[]
  nonce?: string | number
  webhook_id?: string
  application_id?: string
  message_reference?: WireReference
  referenced_message?: WireMessage | null
  interaction_metadata?: WireInteractionMetadata
  thread?: WireChannel
  position?: number
  guild_id?: string
  channel_type?: number
}

export type * from './wire-commands.ts'
export type * from './wire-components.ts'
