import type { WireComponent } from './wire-components.ts'

export interface WireChoice {
  name: string
  value: string | number
}

/** 1 subcommand, 2 group, 3 text, 4 integer, 5 yes or no, 6 user, 7 channel, 8 role, 9 mentionable, 10 number, 11 attachment */
export interface WireCommandOption {
  type: number
  name: string
  description: string
  required?: boolean
  choices?: WireChoice[]
  options?: WireCommandOption[]
  autocomplete?: boolean
  channel_types?: number[]
  min_value?: number
  max_value?: number
  min_length?: number
  max_length?: number
}

/** 1 slash command, 2 user menu, 3 message menu */
export interface WireCommand {
  id: string
  application_id: string
  guild_id?: string
  type: number
  name: string
  description: string
  options?: WireCommandOption[]
  default_member_permissions: string | null
  dm_permission?: boolean
  contexts?: number[] | null
  integration_types?: number[]
  nsfw: boolean
  version: string
  name_localizations: Record<string, string> | null
  description_localizations: Record<string, string> | null
}

export interface WireModal {
  custom_id: string
  title: string
  components: WireComponent[]
}
