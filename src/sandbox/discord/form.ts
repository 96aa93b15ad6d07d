import type { DroppedFile, FormValues } from './api.ts'
import { type Resolver, resolveChannel, resolveFile, resolveRole, resolveUser } from './interaction-data.ts'
import { numbered } from './messages.ts'
import type { WireComponent, WireModal } from './wire.ts'

/** A filled-in form, as INTERACTION_CREATE carries it. @throws Error as the client would refuse it */
export function formData(resolver: Resolver, modal: WireModal, values: FormValues): Record<string, unknown> {
  const known = new Set<string>()
  const components = numbered(modal.components).map((component) => {
    const { type, id, component: held, components: children } = component
    if (held !== undefined) return { type, id, component: fillIn(resolver, held, values, known) }
    if (children !== undefined)
      return { type, id, components: children.map((child) => fillIn(resolver, child, values, known)) }
    return { type, id }
  })
  const unknown = Object.keys(values).find((name) => !known.has(name))
  if (unknown !== undefined) throw new Error(`The form "${modal.title}" has no field ${unknown}.`)
  const resolved = Object.keys(resolver.resolved).length > 0 ? { resolved: resolver.resolved } : {}
  return { custom_id: modal.custom_id, components, ...resolved }
}

function fillIn(resolver: Resolver, component: WireComponent, values: FormValues, known: Set<string>) {
  const { type, id, custom_id: customId = '' } = component
  known.add(customId)
  const given = values[customId]
  const head = { type, id, custom_id: customId }
  if (type === 4) return { ...head, value: textOf(component, given) }
  if (type === 21) return { ...head, value: radioOf(component, given) }
  if (type === 23) return { ...head, value: given === undefined ? component.default === true : given === true }
  if (type === 19) return { ...head, values: filesOf(component, given).map((file) => resolveFile(resolver, file)) }
  return { ...head, values: chosen(resolver, component, given === undefined ? defaultsOf(component) : listOf(given)) }
}

function textOf(component: WireComponent, given: FormValues[string] | undefined): string {
  const text = given === undefined ? (component.value ?? '') : String(given)
  const { required = true, min_length: shortest = required ? 1 : 0, max_length: longest = 4000 } = component
  if (required && text === '') throw new Error(`The field ${component.custom_id} is required.`)
  if (text.length > longest || (text !== '' && text.length < shortest)) {
    throw new Error(`The field ${component.custom_id} must be between ${shortest} and ${longest} in length.`)
  }
  return text
}

function radioOf(component: WireComponent, given: FormValues[string] | undefined): string | null {
  const value = given === undefined ? component.options?.find((option) => option.default)?.value : String(given)
  if (value === undefined) {
    if (component.required !== false) throw new Error(`The field ${component.custom_id} is required.`)
    return null
  }
  demandOption(component, value)
  return value
}

function filesOf(component: WireComponent, given: FormValues[string] | undefined): DroppedFile[] {
  const files = Array.isArray(given) ? given.filter((file): file is DroppedFile => typeof file === 'object') : []
  demandCount(component, files.length, 1)
  return files
}

const listOf = (given: FormValues[string]): string[] =>
  Array.isArray(given) ? given.filter((value): value is string => typeof value === 'string') : [String(given)]

const defaultsOf = (component: WireComponent): string[] => [
  ...(component.options ?? []).filter((option) => option.default).map((option) => option.value),
  ...(component.default_values ?? []).map(({ id }) => id),
]

/** The values of a select or a group of checkboxes; for users, roles and channels with what they refer to. */
export function chosen(resolver: Resolver, component: WireComponent, values: string[]): string[] {
  demandCount(component, values.length, component.type === 22 ? (component.options?.length ?? 1) : 1)
  if (component.type === 5) return values.map((value) => resolveUser(resolver, value))
  if (component.type === 6) return values.map((value) => resolveRole(resolver, value))
  if (component.type === 8) return values.map((value) => resolveChannel(resolver, value))
  if (component.type === 7) {
    return values.map((value) =>
      resolver.guild.roles.has(value) ? resolveRole(resolver, value) : resolveUser(resolver, value),
    )
  }
  for (const value of values) demandOption(component, value)
  return values
}

function demandOption(component: WireComponent, value: string): void {
  if (component.options?.some((option) => option.value === value)) return
  throw new Error(`${value} is not among the options of ${component.custom_id}.`)
}

function demandCount(component: WireComponent, count: number, usualMost: number): void {
  const isOptional = component.required === false && count === 0
  const { min_values: least = 1, max_values: most = usualMost } = component
  if (isOptional || (count >= least && count <= most)) return
  throw new Error(`${component.custom_id} takes ${least} to ${most}, not ${count}.`)
}
