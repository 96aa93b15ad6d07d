import { type FormProblem, invalidForm, problem } from '../errors.ts'

/** Collects what is wrong with one request body, so that all of it is told at once, as Discord does. */
export interface Checking {
  problems: FormProblem[]
  say(at: string, code: string, message: string): void
}

export function check(run: (checking: Checking) => void): void {
  const problems: FormProblem[] = []
  run({ problems, say: (at, code, message) => void problems.push(problem(at, code, message)) })
  if (problems.length > 0) throw invalidForm(problems)
}

export type Fields = Record<string, unknown>

/** The fields of an object; nothing for what is no object. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

export const inside = (at: string, key: string | number) => (at === '' ? `${key}` : `${at}.${key}`)

interface TextRule {
  min?: number
  max: number
  required?: boolean
  nullable?: boolean
}

/** Length counts Unicode characters, as Discord counts them. */
export function checkText(checking: Checking, at: string, value: unknown, rule: TextRule) {
  const { min = 0, max, required = false, nullable = true } = rule
  if (value === undefined || (value === null && nullable)) {
    if (required) checking.say(at, 'BASE_TYPE_REQUIRED', 'This field is required')
    return
  }
  if (typeof value !== 'string')
    return checking.say(at, 'STRING_TYPE_CONVERT', `Could not interpret "${typeof value}" as string.`)
  const length = lengthOf(value)
  if (length === 0 && min > 0 && required) return checking.say(at, 'BASE_TYPE_REQUIRED', 'This field is required')
  if (length >= min && length <= max) return
  if (min > 0) checking.say(at, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`)
  else checking.say(at, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`)
}

export function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length += 1
  return length
}

export function checkList(checking: Checking, at: string, value: unknown, min: number, max: number): unknown[] {
  if (value === undefined || value === null) {
    if (min > 0) checking.say(at, 'BASE_TYPE_REQUIRED', 'This field is required')
    return []
  }
  if (!Array.isArray(value)) {
    checking.say(at, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType')
    return []
  }
  if (value.length < min || value.length > max) {
    const message = min === 0 ? `Must be ${max} or fewer in length.` : `Must be between ${min} and ${max} in length.`
    checking.say(at, min === 0 ? 'BASE_TYPE_MAX_LENGTH' : 'BASE_TYPE_BAD_LENGTH', message)
  }
  return value
}

export function checkNumber(checking: Checking, at: string, value: unknown, min: number, max: number): void {
  if (value === undefined || value === null) return
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    checking.say(at, 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not int.`)
  } else if (value < min) checking.say(at, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${min}.`)
  else if (value > max) checking.say(at, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${max}.`)
}

export function checkChoice(checking: Checking, at: string, value: unknown, choices: readonly unknown[]): void {
  if (value === undefined || value === null || choices.includes(value)) return
  checking.say(at, 'BASE_TYPE_CHOICES', `Value must be one of {${choices.join(', ')}}.`)
}

export function checkUrl(checking: Checking, at: string, value: unknown, schemes: string[]): void {
  if (value === undefined || value === null) return
  if (typeof value === 'string' && URL.canParse(value) && schemes.includes(new URL(value).protocol)) return
  const told = schemes.map((scheme) => `'${scheme.replace(':', '')}'`).join(', ')
  checking.say(at, 'URL_TYPE_INVALID_SCHEME', `Scheme must be one of (${told}).`)
}

/** Names of fields that Discord does not know here; it ignores them, and whoever wrote them meant something else. */
export const strays = (value: unknown, known: readonly string[]) =>
  Object.keys(fieldsOf(value)).filter((key) => !known.includes(key))
