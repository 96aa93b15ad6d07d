import { ApiError } from './errors.ts'

/** What a property of a request body must be. `nullable` where GitHub takes null for "none". */
type Rule =
  | { type: 'string'; max?: number; filled?: boolean; nullable?: boolean; oneOf?: readonly string[]; pattern?: RegExp }
  | { type: 'names'; max: number; maxLength: number }
  | { type: 'object' | 'boolean' }

export type Rules = { resource: string; required?: readonly string[]; properties: Record<string, Rule> }

const title = { type: 'string', max: 256, filled: true } as const
const text = { type: 'string', max: 65_536, nullable: true } as const
const labels = { type: 'names', max: 100, maxLength: 50 } as const
const assignees = { type: 'names', max: 10, maxLength: 100 } as const
const color = { type: 'string', pattern: /^[0-9a-f]{6}$/i } as const
const labelName = { type: 'string', max: 50, filled: true } as const
const description = { type: 'string', max: 100, nullable: true } as const

/**
 * The bodies GitHub takes. The figures are those its OpenAPI document leaves out: 65,536 from trstringer/manual-approval#89,
 * 50 from github/docs#32156, the others are common knowledge.
 */
export const rules = {
  newIssue: { resource: 'Issue', required: ['title'], properties: { title, body: text, labels, assignees } },
  issueChange: {
    resource: 'Issue',
    properties: {
      title,
      body: text,
      labels,
      assignees,
      state: { type: 'string', oneOf: ['open', 'closed'] },
      state_reason: { type: 'string', nullable: true, oneOf: ['completed', 'not_planned', 'duplicate', 'reopened'] },
    },
  },
  comment: {
    resource: 'IssueComment',
    required: ['body'],
    properties: { body: { ...text, nullable: false, filled: true } },
  },
  labels: { resource: 'Label', properties: { labels } },
  assignees: { resource: 'Issue', properties: { assignees } },
  lock: {
    resource: 'Issue',
    properties: { lock_reason: { type: 'string', oneOf: ['off-topic', 'too heated', 'resolved', 'spam'] } },
  },
  newLabel: { resource: 'Label', required: ['name'], properties: { name: labelName, color, description } },
  labelChange: { resource: 'Label', properties: { new_name: labelName, color, description } },
  newHook: {
    resource: 'Hook',
    properties: {
      name: { type: 'string' },
      config: { type: 'object' },
      events: { type: 'names', max: 100, maxLength: 100 },
      active: { type: 'boolean' },
    },
  },
} satisfies Record<string, Rules>

/**
 * Checks a request body as GitHub does.
 *
 * @throws ApiError 422
 */
export function check(body: Record<string, unknown>, { resource, required, properties }: Rules): void {
  for (const name of required ?? []) {
    if (body[name] === undefined) throw ApiError.malformed(`"${name}" wasn't supplied.`)
  }
  for (const [name, value] of Object.entries(body)) {
    const rule = properties[name]
    if (rule === undefined) throw ApiError.malformed(`"${name}" is not a permitted key.`)
    checkValue(resource, name, value, rule)
  }
  if (body.state === 'open' && body.state_reason != null && body.state_reason !== 'reopened') {
    throw ApiError.invalid(resource, 'state_reason', 'invalid')
  }
}

function checkValue(resource: string, name: string, value: unknown, rule: Rule): void {
  if (rule.type === 'names') checkNames(resource, name, value, rule)
  else if (rule.type === 'string') checkString(resource, name, value, rule)
  else if (typeof value !== rule.type) throw ApiError.malformed(`For 'properties/${name}', not a ${rule.type}.`)
}

function checkString(resource: string, name: string, value: unknown, rule: Rule & { type: 'string' }): void {
  if (value === null && rule.nullable) return
  if (typeof value !== 'string')
    throw ApiError.malformed(`For 'properties/${name}', ${JSON.stringify(value)} is not a string.`)
  if (rule.filled && value.trim() === '') throw ApiError.invalid(resource, name, 'missing_field')
  checkText(resource, name, value, rule.max)
  if (rule.oneOf !== undefined && !rule.oneOf.includes(value)) {
    throw ApiError.malformed(
      `For 'properties/${name}', ${JSON.stringify(value)} is not in ${JSON.stringify(rule.oneOf)}.`,
    )
  }
  if (rule.pattern !== undefined && !rule.pattern.test(value)) throw ApiError.invalid(resource, name, 'invalid')
}

function checkNames(resource: string, name: string, value: unknown, rule: { max: number; maxLength: number }): void {
  if (!Array.isArray(value)) throw ApiError.malformed(`For 'properties/${name}', not an array.`)
  if (value.length > rule.max) {
    throw ApiError.invalid(resource, name, 'custom', `${name} may have at most ${rule.max} entries`)
  }
  for (const item of value) {
    if (typeof item !== 'string' || item.trim() === '')
      throw ApiError.invalid(resource, name, 'invalid', undefined, item)
    checkText(resource, name, item, rule.maxLength)
  }
}

function checkText(resource: string, name: string, value: string, max = 65_536): void {
  // GitHub counts characters as Ruby does: code points, not UTF-16 units.
  if (value.length > max && [...value].length > max) {
    throw ApiError.invalid(resource, name, 'custom', `${name} is too long (maximum is ${max} characters)`)
  }
  if (value.includes('\0')) throw ApiError.invalid(resource, name, 'custom', `${name} contains a null byte`)
  if (/\p{Surrogate}/u.test(value)) throw new ApiError(400, 'Problems parsing JSON')
}
