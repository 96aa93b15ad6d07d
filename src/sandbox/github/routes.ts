import type { Caller } from './auth.ts'
import { ApiError } from './errors.ts'
import type { By } from './model.ts'

export interface Answer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

export interface Call {
  method: string
  /** Path without the query. */
  path: string
  params: Record<string, string>
  query: URLSearchParams
  body: Record<string, unknown>
  by: By
}

export interface Route {
  method: string
  /** `/repos/:owner/:repo/issues`; a part with a colon is handed on by its name. */
  template: string
  as: Caller['kind']
  handle: (call: Call) => Answer
}

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const created = (body: unknown): Answer => ({ status: 201, body })
export const noContent: Answer = { status: 204 }

export function findRoute(routes: readonly Route[], method: string, path: string) {
  for (const route of routes) {
    if (route.method !== method) continue
    const params = match(route.template, path)
    if (params !== undefined) return { route, params }
  }
  return undefined
}

function match(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index]!
    if (part.startsWith(':')) params[part.slice(1)] = decoded(value)
    else if (part !== value) return undefined
  }
  return params
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    throw new ApiError(400, 'Bad Request')
  }
}

/** One page of a list, with the Link header that leads to the others. */
export function page<T>(call: Call, items: readonly T[], show: (item: T) => unknown, apiUrl: string): Answer {
  const perPage = Math.min(100, wholeNumber(call.query.get('per_page'), 30))
  const current = wholeNumber(call.query.get('page'), 1)
  const last = Math.max(1, Math.ceil(items.length / perPage))
  const shown = items.slice((current - 1) * perPage, current * perPage).map(show)

  const linkTo = (number: number, rel: string) => {
    const query = new URLSearchParams(call.query)
    query.set('page', String(number))
    return `<${apiUrl}${call.path}?${query}>; rel="${rel}"`
  }
  const links: string[] = []
  if (current > 1) links.push(linkTo(current - 1, 'prev'))
  if (current < last) links.push(linkTo(current + 1, 'next'), linkTo(last, 'last'))
  if (current > 1) links.push(linkTo(1, 'first'))
  return { status: 200, body: shown, ...(links.length > 0 && { headers: { link: links.join(', ') } }) }
}

function wholeNumber(text: string | null, otherwise: number): number {
  const number = Number(text)
  return Number.isInteger(number) && number > 0 ? number : otherwise
}
