export interface WireEmoji {
  id?: string | null
  name?: string | null
  animated?: boolean
}

export interface WireOption {
  label: string
  value: string
  description?: string
  emoji?: WireEmoji
  default?: boolean
}

/**
 * 1 row, 2 button, 3 select, 4 text input, 5 user, 6 role, 7 mentionable and 8 channel select, 9 section, 10 text,
 * 11 thumbnail, 12 gallery, 13 file, 14 separator, 17 container, 18 label, 19 file upload, 21 radio group,
 * 22 checkbox group, 23 checkbox
 */
export interface WireComponent {
  type: number
  id?: number
  custom_id?: string
  style?: number
  label?: string
  description?: string
  emoji?: WireEmoji
  url?: string
  disabled?: boolean
  options?: WireOption[]
  placeholder?: string
  min_values?: number
  max_values?: number
  min_length?: number
  max_length?: number
  required?: boolean
  value?: string
  default?: boolean
  content?: string
  accent_color?: number | null
  spoiler?: boolean
  divider?: boolean
  spacing?: number
  channel_types?: number[]
  default_values?: { id: string; type: string }[]
  /** What a label holds. */
  component?: WireComponent
  components?: WireComponent[]
  accessory?: WireComponent
  items?: { media: { url: string }; description?: string }[]
  media?: { url: string }
  file?: { url: string }
}
