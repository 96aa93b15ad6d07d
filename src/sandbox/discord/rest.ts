import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { FaultAction, FaultRule, RequestEntry, RequestValidator, Violation } from './api.ts'
import type { Upload } from './attachments.ts'
import { DiscordError, invalidForm, problem } from './errors.ts'
import type { FaultBook } from './faults.ts'
import { readMultipart } from './multipart.ts'
import type { RateLimits } from './rate-limits.ts'
import { asReply, type Call, decoded, type Reply, type Route, type Router } from './router.ts'
import { strayProperties } from './validate/strays.ts'
import type { World } from './world.ts'

export interface RestOptions {
  router: Router
  faults: FaultBook
  limits: RateLimits
  validate: RequestValidator | undefined
  onRequest: ((entry: RequestEntry) => void) | undefined
}

export interface Rest {
  requests: RequestEntry[]
  violations: Violation[]
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

const requestsKept = 20_000
/** Discord's own cap on a request, beyond any file limit. */
const maxBodyBytes = 256 * 1024 * 1024

/** Discord's REST API: reads, limits, breaks on demand, checks, carries out, answers and notes each request. */
export function createRest(world: World, options: RestOptions): Rest {
  const rest: Rest = {
    requests: [],
    violations: [],
    async handle(request, response) {
      const startedAt = performance.now()
      const url = new URL(request.url ?? '/', 'http://sandbox')
      const path = url.pathname.replace(/^\/api(\/v\d+)?/, '')
      const reason = request.headers['x-audit-log-reason']
      const entry: RequestEntry = {
        method: request.method ?? 'GET',
        path,
        query: Object.fromEntries(url.searchParams),
        body: undefined,
        files: [],
        status: 0,
        answer: undefined,
        ...(typeof reason === 'string' ? { reason: decoded(reason) } : {}),
        at: world.now(),
        tookMs: 0,
        faulted: false,
      }
      rest.requests.push(entry)
      if (rest.requests.length > requestsKept) rest.requests.splice(0, requestsKept / 10)
      await answer(world, options, rest, { request, response, url, entry })
      entry.tookMs = performance.now() - startedAt
      options.onRequest?.(entry)
    },
  }
  return rest
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  url: URL
  entry: RequestEntry
}

async function answer(world: World, options: RestOptions, rest: Rest, exchange: Exchange): Promise<void> {
  const { request, response, entry } = exchange
  const body = await readBody(request)
  if (body === undefined) return void response.destroy()
  const rules = options.faults.strike(entry.method, entry.path)
  entry.faulted = rules.length > 0
  const before = await strikeBefore(rules, response)
  if (before === 'gone') return
  if (before !== undefined) return finish(options, exchange, before, before.headers ?? {})

  const found = options.router.find(entry.method, entry.path)
  const verdict =
    found === undefined || Array.isArray(found)
      ? { headers: {} }
      : options.limits.take(entry.method, found.route.pattern, found.params)
  if (verdict.refused !== undefined) {
    const { scope, retryAfter } = verdict.refused
    const limited = rateLimited(scope, retryAfter)
    return finish(options, exchange, limited, { ...verdict.headers, ...limited.headers })
  }
  const outcome = carryOut(world, options, rest, exchange, body, found, rules)
  const after = await strikeAfter(rules, response)
  if (after === 'gone') return
  finish(options, exchange, after ?? outcome, verdict.headers)
}

function carryOut(
  world: World,
  options: RestOptions,
  rest: Rest,
  { request, url, entry }: Exchange,
  body: Buffer,
  found: ReturnType<Router['find']>,
  rules: FaultRule[],
): Reply {
  try {
    if (found === undefined) throw new DiscordError(0)
    if (Array.isArray(found)) throw new DiscordError(0, { status: 405, message: '405: Method Not Allowed' })
    demandToken(world, found.route, request)
    const read = readContent(request, body)
    entry.body = read.body
    entry.files = read.files.map(({ id, name, data }) => ({ field: id, name, sizeBytes: data.byteLength }))
    const problems = options.validate?.({ method: entry.method, path: entry.path, body: read.body }) ?? []
    if (problems.length > 0) {
      rest.violations.push({ method: entry.method, path: entry.path, problems, body: read.body })
      throw invalidForm(problems.map((text) => problem('', 'BASE_TYPE_INVALID', text)))
    }
    if (rules.some((rule) => rule.do === 'forget-nonce')) world.nonces.clear()
    const call: Call = {
      world,
      method: entry.method,
      path: entry.path,
      params: found.params,
      query: url.searchParams,
      body: read.body ?? {},
      files: read.files,
      reason: entry.reason,
    }
    const reply = asReply(found.route.handler(call))
    const ignored = strayProperties(entry.method, found.route.pattern, read.body)
    if (ignored.length > 0)
      rest.violations.push({ method: entry.method, path: entry.path, problems: ignored, body: read.body })
    return reply
  } catch (error) {
    if (!(error instanceof DiscordError)) return brokenBy(rest, entry, error)
    if (isMalformed(error)) {
      const problems = error.problems.map(({ at, code, message }) => `${at}: ${code} ${message}`)
      rest.violations.push({
        method: entry.method,
        path: entry.path,
        problems: problems.length > 0 ? problems : [`${error.code} ${error.message}`],
        body: entry.body,
      })
    }
    return { status: error.status, body: error.body() }
  }
}

/** A request that the sandbox cannot cope with: a 500 for the bot, and a violation, so that no test overlooks it. */
function brokenBy(rest: Rest, entry: RequestEntry, error: unknown): Reply {
  const problems = [`the sandbox failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`]
  rest.violations.push({ method: entry.method, path: entry.path, problems, body: entry.body })
  return { status: 500, body: { message: '500: Internal Server Error', code: 0 } }
}

/** Refusals that only a wrong request can get, whatever the state of the server. */
const isMalformed = ({ code, problems }: DiscordError) =>
  [50006, 50109, 50016].includes(code) || (code === 50035 && !problems.some(({ code }) => code.startsWith('REPLIES_')))

function demandToken(world: World, route: Route, request: IncomingMessage): void {
  if (route.open) return
  if (request.headers.authorization === `Bot ${world.token}`) return
  throw new DiscordError(0, { status: 401, message: '401: Unauthorized' })
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > maxBodyBytes) return undefined
      chunks.push(chunk)
    }
  } catch {
    return undefined
  }
  return Buffer.concat(chunks)
}

/** @throws DiscordError 50109 */
function readContent(request: IncomingMessage, body: Buffer): { body: unknown; files: Upload[] } {
  const type = request.headers['content-type'] ?? ''
  if (body.length === 0) return { body: undefined, files: [] }
  if (!type.startsWith('multipart/form-data')) return { body: readJson(body), files: [] }
  const parts = readMultipart(body, type)
  if (parts === undefined) throw new DiscordError(50035, { message: 'Invalid multipart body' })
  const payload = parts.find((part) => part.name === 'payload_json')
  const files = parts.flatMap((part) => {
    const id = /^files\[(\d{1,3})\]$/.exec(part.name)?.[1]
    if (id === undefined) return []
    const upload: Upload = { id, name: part.filename ?? 'unknown', data: part.data }
    // undici says octet-stream for whatever has no type; Discord then looks at the name.
    const isTyped = part.contentType !== undefined && part.contentType !== 'application/octet-stream'
    return [isTyped ? { ...upload, contentType: part.contentType! } : upload]
  })
  return { body: payload === undefined ? {} : readJson(payload.data), files }
}

function readJson(data: Buffer): unknown {
  try {
    return JSON.parse(data.toString('utf8'))
  } catch {
    throw new DiscordError(50109)
  }
}

type Struck = Reply & { headers?: Record<string, string> }

async function strikeBefore(rules: FaultRule[], response: ServerResponse): Promise<Struck | 'gone' | undefined> {
  for (const { do: action } of rules) {
    if (action === 'drop') return cut(response)
    if (action === 'hang') return 'gone'
    if (typeof action !== 'object') continue
    if ('delayMs' in action) await wait(action.delayMs, undefined, { ref: false })
    if ('status' in action) return statusOf(action)
    if ('rateLimit' in action)
      return rateLimited(action.rateLimit === 'route' ? 'user' : action.rateLimit, action.retryAfter)
  }
  return undefined
}

async function strikeAfter(rules: FaultRule[], response: ServerResponse): Promise<Reply | 'gone' | undefined> {
  for (const { do: action } of rules) {
    if (typeof action !== 'object' || !('effectThen' in action)) continue
    if (action.effectThen === 'drop') return cut(response)
    if (action.effectThen === 'hang') return 'gone'
    return statusOf(action.effectThen)
  }
  return undefined
}

function statusOf({ status, body, headers }: Extract<FaultAction, { status: number }>): Struck {
  const shown = body ?? { message: `${status}: ${status >= 500 ? 'Service Unavailable' : 'Refused'}`, code: 0 }
  return { status, body: shown, ...(headers === undefined ? {} : { headers }) }
}

function cut(response: ServerResponse): 'gone' {
  response.destroy()
  return 'gone'
}

function rateLimited(
  scope: 'user' | 'shared' | 'global',
  retryAfter: number,
): Struck & { headers: Record<string, string> } {
  const isGlobal = scope === 'global'
  const message = scope === 'shared' ? 'The resource is being rate limited.' : 'You are being rate limited.'
  return {
    status: 429,
    body: { message, retry_after: retryAfter, global: isGlobal },
    headers: {
      'retry-after': String(Math.ceil(retryAfter)),
      'x-ratelimit-scope': scope,
      ...(isGlobal
        ? { 'x-ratelimit-global': 'true' }
        : { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': retryAfter.toFixed(3) }),
    },
  }
}

function finish(
  options: RestOptions,
  { response, entry }: Exchange,
  reply: Reply,
  headers: Record<string, string>,
): void {
  entry.status = reply.status
  entry.answer = reply.body
  options.limits.countInvalid(reply.status, headers['x-ratelimit-scope'] === 'shared')
  if (response.destroyed) return
  const text =
    reply.body === undefined ? undefined : typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body)
  const type = typeof reply.body === 'string' ? 'text/html' : 'application/json'
  response.writeHead(reply.status, {
    ...headers,
    ...(text === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(text) }),
  })
  response.end(text)
}
