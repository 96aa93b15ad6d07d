import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js'
import type { RawAttachment } from '../core/ports.ts'
import type { Ticket } from '../core/types.ts'
import type { Desk } from '../desk.ts'

/** Discord's forms hold at most five parts (discord.com/developers/docs/interactions/receiving-and-responding, "Modal"). */
const mostFields = 5

/** The form for a good report: the desk's fields, filled with what is known; a new request asks what is wrong first. */
export function formFor(
  desk: Desk,
  controlId: string,
  what: 'request' | 'details',
  ticket?: Ticket,
): APIModalInteractionResponseCallbackData {
  const known = (ticket?.form ?? {}) as Record<string, string>
  const components: object[] = desk.form.fields.map((field) => {
    if (field.style === 'files') {
      return label(field.label, {
        type: ComponentType.FileUpload,
        custom_id: field.id,
        required: false,
        min_values: 0,
        max_values: Math.min(10, desk.limits.attachments),
      })
    }
    return label(field.label, {
      type: ComponentType.TextInput,
      custom_id: field.id,
      style: field.style === 'short' ? TextInputStyle.Short : TextInputStyle.Paragraph,
      required: field.required && what === 'details',
      max_length: field.maxLength,
      ...(field.placeholder ? { placeholder: field.placeholder } : {}),
      ...(known[field.id] ? { value: known[field.id]!.slice(0, field.maxLength) } : {}),
    })
  })
  if (what === 'request') {
    const input = {
      type: ComponentType.TextInput,
      custom_id: requestField,
      style: TextInputStyle.Paragraph,
      required: true,
      max_length: 4000,
    }
    components.unshift(label('What is wrong?', input))
  }
  const files = components.filter((component) =>
    JSON.stringify(component).includes(`"type":${ComponentType.FileUpload}`),
  )
  const others = components.filter((component) => !files.includes(component))
  // When there are too many, the upload of files is the one thing that must not be left out.
  const chosen = [...others.slice(0, mostFields - Math.min(files.length, 1)), ...files.slice(0, 1)]
  return { custom_id: controlId, title: desk.form.title, components: chosen } as APIModalInteractionResponseCallbackData
}

/** One field for the reason by which a moderator releases a bundle. */
export function releaseForm(controlId: string, { number }: Ticket): APIModalInteractionResponseCallbackData {
  const input = {
    type: ComponentType.TextInput,
    custom_id: reasonField,
    style: TextInputStyle.Paragraph,
    required: true,
    max_length: 500,
  }
  const components = [label('Why may what was found be shown?', input)]
  return {
    custom_id: controlId,
    title: `Release the bundle of ${number}`,
    components,
  } as APIModalInteractionResponseCallbackData
}

export const requestField = 'request'
export const reasonField = 'reason'

/** What was filled in: texts by field, and files. */
export function readForm(interaction: ModalSubmitInteraction): {
  texts: Record<string, string>
  attachments: RawAttachment[]
} {
  const texts: Record<string, string> = {}
  const attachments: RawAttachment[] = []
  for (const field of interaction.fields.fields.values()) {
    if (field.type === ComponentType.TextInput) texts[field.customId] = field.value
    if (field.type === ComponentType.FileUpload) {
      for (const file of field.attachments?.values() ?? [])
        attachments.push({ url: file.url, name: file.name, sizeBytes: file.size })
    }
  }
  return { texts, attachments }
}

const label = (text: string, component: object) => ({ type: ComponentType.Label, label: text, component })
