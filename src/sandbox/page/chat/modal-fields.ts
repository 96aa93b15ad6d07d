import type { WireComponent, WireModal } from '../../discord/wire.ts'

export type FieldKind = 'line' | 'text' | 'select' | 'files' | 'radio' | 'checks' | 'check' | 'note'

/** One field of a form, whichever of Discord's two ways of writing it was used. */
export interface FormField {
  kind: FieldKind
  customId: string
  label: string
  description: string
  required: boolean
  component: WireComponent
  preset?: string | string[] | boolean
}

const kinds: Record<number, FieldKind> = {
  3: 'select',
  4: 'line',
  5: 'select',
  6: 'select',
  7: 'select',
  8: 'select',
  10: 'note',
  19: 'files',
  21: 'radio',
  22: 'checks',
  23: 'check',
}

export function fieldsOf(modal: WireModal): FormField[] {
  const fields: FormField[] = []
  modal.components.forEach((outer, index) => {
    const inner = outer.component ?? outer.components?.[0] ?? outer
    const found = kinds[inner.type]
    if (!found) return
    const kind = found === 'line' && inner.style === 2 ? 'text' : found
    const preset = presetOf(kind, inner)
    fields.push({
      kind,
      customId: inner.custom_id ?? `note-${index}`,
      label: kind === 'note' ? (inner.content ?? '') : (outer.label ?? inner.label ?? ''),
      description: outer.description ?? inner.description ?? '',
      // A field must be filled in unless the form says otherwise; a yes or no may stay a no.
      required: kind === 'check' || kind === 'note' ? false : inner.required !== false,
      component: inner,
      ...(preset === undefined ? {} : { preset }),
    })
  })
  return fields
}

function presetOf(kind: FieldKind, component: WireComponent): string | string[] | boolean | undefined {
  if (kind === 'check') return component.default ?? false
  if (kind === 'line' || kind === 'text') return component.value
  const chosen = component.options?.filter((option) => option.default).map((option) => option.value) ?? []
  if (chosen.length === 0) return undefined
  return kind === 'radio' ? chosen[0] : chosen
}

/** Why it cannot be sent like this, in words; undefined when it can. */
export function problemIn(field: FormField, value: string | unknown[] | boolean | undefined): string | undefined {
  const { component, required } = field
  const count = typeof value === 'string' ? value.trim().length : Array.isArray(value) ? value.length : 0
  if (field.kind === 'note' || field.kind === 'check') return undefined
  if (count === 0) return required ? emptyWords[field.kind] : undefined
  if (typeof value === 'string') {
    const { min_length: least = 0, max_length: most = 4000 } = component
    if (value.length < least) return `A little more, please: at least ${least} characters.`
    if (value.length > most) return `That is too long by ${value.length - most} characters.`
    return undefined
  }
  const { min_values: least = 1, max_values: most = field.kind === 'checks' ? 10 : 1 } = component
  if (count < least) return `Choose at least ${least}.`
  return count > most ? `Choose at most ${most}.` : undefined
}

const emptyWords = {
  line: 'Please fill this in.',
  text: 'Please fill this in.',
  select: 'Please choose one.',
  radio: 'Please choose one.',
  checks: 'Please choose at least one.',
  files: 'Please add a file.',
}
