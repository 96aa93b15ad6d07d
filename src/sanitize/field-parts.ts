import type { Field } from './rules/fields.ts'
import type { Scan } from './scan.ts'

/** Names that mean something only within an object that says whose they are. */
export const parts = [
  'name',
  'first',
  'last',
  'given',
  'family',
  'middle',
  'formatted',
  'display_value',
  'displayValue',
]

const machines = 'host|hostname|node|server|machine|computer'
const people =
  'user|actor|owner|customer|patient|employee|client|contact|person|reporter|requester|assignee|sender|recipient|cardholder|holder|member|passenger|student|author|creator|submitter|shipping|billing|delivery|(?:billing|shipping|customer|contact)_?details|bill_?to|ship_?to|billing_?address|shipping_?address|payer|payee|guest|driver|supervisor|approver|applicant|subscriber|caller_id|caller|assigned_to|opened_by|closed_by|resolved_by|requested_(?:by|for)|updateAuthor|manager|pusher'
const machine = new RegExp(`^(?:${machines})$`, 'i')
const opened = `["']?\\s?(?:=>|[:=])\\s?\\{\\s?`
const direct = new RegExp(`\\b(${machines}|${people})${opened}["']?$`, 'i')
/** Other plain members may stand between. */
const within = new RegExp(
  `\\b(${people})${opened}(?:["']\\w{1,30}["']\\s?:\\s?(?:"[^"{}]{0,80}"|[\\w.-]{1,30}),\\s?){1,4}["']?$`,
  'i',
)
/** `"name":{"first":"Alice"`: a person's, whoever it is. */
const nameOf = new RegExp(
  `\\b(?:name|full_?name|real_?name)${opened}(?:["']\\w{1,30}["']\\s?:\\s?"[^"{}]{0,80}",\\s?){0,4}["']?$`,
  'i',
)

/** `"host":{"name":"web-3"`, `user: {name: alice`, `"name":{"first":"Alice"`: what a name within an object is, by the name of the object. */
export function partOf(scan: Scan, from: number, name: string): Field | undefined {
  if (!parts.includes(name) && name !== 'Name') return undefined
  // Most names stand in no object, and the questions below are long.
  if (!scan.text(from - 160, from).includes('{')) return undefined
  if (name !== 'name' && name !== 'Name' && !name.startsWith('display'))
    return nameOf.test(scan.text(from - 120, from)) ? 'person' : undefined
  const parent = direct.exec(scan.text(from - 28, from))?.[1] ?? beyondOthers(scan, from)
  if (parent === undefined) return undefined
  if (machine.test(parent)) return 'host'
  return /^(?:user|actor|owner)$/i.test(parent) ? 'user' : 'person'
}

function beyondOthers(scan: Scan, from: number): string | undefined {
  if (scan.bytes[from - 1] !== 34) return undefined
  const text = scan.text(from - 160, from)
  return within.exec(text)?.[1]
}
