import type { FieldCondition } from '../../desk/analyzers.ts'

/** The object that a log line holds, also behind a prefix such as `kratos-1  | `. */
export function objectOf(line: string): unknown {
  const start = line.indexOf('{')
  // A prefix is short; a brace far into a sentence is no line of JSON.
  if (start < 0 || start > 120 || !line.trimEnd().endsWith('}')) return undefined
  try {
    return JSON.parse(line.slice(start))
  } catch {
    return undefined
  }
}

/** Whether the object has every field as it must be. */
export function holds(object: unknown, fields: Readonly<Record<string, FieldCondition>>): boolean {
  return Object.entries(fields).every(([path, condition]) => isMet(valueAt(object, path), condition))
}

/** `error.id`: as a key of its own (as some loggers flatten them), or one within another. */
function valueAt(object: unknown, path: string): unknown {
  if (!isRecord(object)) return undefined
  if (Object.hasOwn(object, path)) return object[path]
  const dot = path.indexOf('.')
  if (dot < 0) return undefined
  const inner = path.slice(0, dot)
  return Object.hasOwn(object, inner) ? valueAt(object[inner], path.slice(dot + 1)) : undefined
}

function isMet(value: unknown, condition: FieldCondition): boolean {
  if (Array.isArray(condition)) return condition.some((one) => isSame(value, one))
  if (typeof condition !== 'object') return isSame(value, condition)
  const { atLeast, atMost, contains } = condition
  if (
    contains !== undefined &&
    !String(value ?? '')
      .toLowerCase()
      .includes(contains.toLowerCase())
  )
    return false
  if (atLeast === undefined && atMost === undefined) return true
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || Number.isNaN(number)) return false
  return number >= (atLeast ?? Number.NEGATIVE_INFINITY) && number <= (atMost ?? Number.POSITIVE_INFINITY)
}

/** Loggers write `ERROR` and `error`, `"429"` and `429`. */
const isSame = (value: unknown, wanted: string | number | boolean) =>
  (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') &&
  String(value).toLowerCase() === String(wanted).toLowerCase()

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
