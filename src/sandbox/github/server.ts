import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { FaultAction, FaultRule, RecordedRequest, SandboxRepo, Violation } from './api.ts'
import type { Gate } from './auth.ts'
import { ApiError } from './errors.ts'
import type { FaultBox } from './faults.ts'
import type { Model } from './model.ts'
import { type Pace, rateLimited } from './pace.ts'
import { type Answer, findRoute, type Route } from './routes.ts'

interface Parts {
  routes: readonly Route[]
  model: Model
  gate: Gate
  pace: Pace
  faults: FaultBox
  isHidden: () => boolean
  now: () => number
  record: (request: RecordedRequest) => void
  report: (violation: Violation) => void
}

/** GitHub takes no larger request. */
const maxBodyBytes = 1_048_576

/** The HTTP side: reads, authenticates, lets faults strike, answers, records. */
export function createRestServer({ routes, model, gate, pace, faults, isHidden, now, record, report }: Parts) {
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      report({ at: now(), rule: 'sandbox-defect', detail: String(error) })
      response.destroy()
    })
  })

  async function serve(request: IncomingMessage, response: ServerResponse) {
    const text = await readBody(request)
    const url = new URL(request.url ?? '/', 'http://sandbox')
    if (url.pathname.startsWith('/sandbox/'))
      return write(response, control(request.method ?? 'GET', url.pathname, text))

    const method = request.method ?? 'GET'
    response.once('close', pace.enter())
    const fault = faults.strikeRequest(method, url.pathname)
    const answer = await answerOrFault(fault, () => handle(request, url, text))
    const headers = { ...standardHeaders(answer), ...answer?.headers }
    record({
      at: now(),
      method,
      path: `${url.pathname}${url.search}`,
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      body: parsedOrText(text),
      status: answer?.status ?? 0,
      responseHeaders: answer === undefined ? {} : headers,
      responseBody: answer?.body,
      faulted: fault !== undefined && !isHarmless(fault),
    })
    if (answer !== undefined) write(response, { ...answer, headers })
    else if (!isHang(fault)) request.socket.destroy()
  }

  /** Undefined: there is no answer. */
  async function answerOrFault(fault: FaultAction | undefined, answer: () => Answer): Promise<Answer | undefined> {
    if (fault === undefined) return answer()
    if (fault === 'drop' || fault === 'hang') return undefined
    if ('delayMs' in fault) {
      await new Promise((done) => setTimeout(done, fault.delayMs))
      return answer()
    }
    if ('status' in fault && !('rateLimit' in fault)) return { body: { message: 'Server Error' }, ...fault }
    if ('effectThen' in fault) {
      answer()
      return typeof fault.effectThen === 'string'
        ? undefined
        : { body: { message: 'Server Error' }, ...fault.effectThen }
    }
    if ('rateLimit' in fault) {
      const error = rateLimited(fault.rateLimit, fault.retryAfter ?? null, pace.reset(), fault.status)
      return { status: error.status, body: error.body, headers: error.headers }
    }
    const made = answer()
    if ('listLagMs' in fault && made.status === 201) {
      model.hiddenUntil.set((made.body as { id: number }).id, now() + fault.listLagMs)
    }
    return made
  }

  function handle(request: IncomingMessage, url: URL, text: string): Answer {
    try {
      return conditional(request, route(request, url, text))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      // That a label exists already is news to a client, not its mistake.
      if ((error.status === 422 && !JSON.stringify(error.body).includes('already_exists')) || error.status === 400) {
        const detail = `${request.method} ${url.pathname}: ${JSON.stringify(error.body)}`
        report({ at: now(), rule: 'refused-body', detail })
      }
      return { status: error.status, body: error.body, headers: error.headers }
    }
  }

  function route(request: IncomingMessage, url: URL, text: string): Answer {
    const method = request.method ?? 'GET'
    if (request.headers['user-agent'] === undefined) {
      throw new ApiError(
        403,
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
      )
    }
    const caller = gate.caller(request.headers.authorization)
    pace.admit(method !== 'GET' && method !== 'HEAD' && !url.pathname.endsWith('/access_tokens'))

    const path = pathHere(model.state.repo, method, url)
    const found = findRoute(routes, method === 'HEAD' ? 'GET' : method, path)
    if (found === undefined || (isHidden() && path.startsWith('/repos/'))) throw ApiError.notFound()
    const { as } = found.route
    if (as !== 'nobody' && caller.kind === 'nobody') throw new ApiError(401, 'Requires authentication')
    if (as === 'user' && caller.kind === 'app') throw ApiError.forbidden('Resource not accessible by integration')
    if (as === 'app' && caller.kind === 'user') throw new ApiError(401, 'A JSON web token could not be decoded')

    const isWrite = method !== 'GET' && method !== 'HEAD'
    if (isWrite && model.state.repo.isArchived && path.startsWith('/repos/')) {
      throw ApiError.forbidden('Repository was archived so is read-only.')
    }
    const by = caller.kind === 'user' ? caller.by : nobody
    return found.route.handle({ method, path, params: found.params, query: url.searchParams, body: readJson(text), by })
  }

  /** A repository's former name, and its number, lead to it. */
  function pathHere(repo: SandboxRepo, method: string, url: URL): string {
    const [, first, second, third, ...rest] = url.pathname.split('/')
    if (first === 'repositories' && second === String(repo.id)) {
      return ['', 'repos', repo.owner, repo.name, ...(third === undefined ? [] : [third]), ...rest].join('/')
    }
    if (first !== 'repos') return url.pathname
    const name = `${second}/${third}`.toLowerCase()
    if (name === `${repo.owner}/${repo.name}`.toLowerCase()) return url.pathname
    if (!repo.formerNames.some((former) => former.toLowerCase() === name)) throw ApiError.notFound()
    const target = ['', 'repositories', String(repo.id), ...rest].join('/')
    throw ApiError.moved(method, `${origin()}${target}${url.search}`)
  }

  function control(method: string, path: string, text: string): Answer {
    if (path !== '/sandbox/faults') return { status: 404, body: { message: 'The sandbox has /sandbox/faults here.' } }
    if (method === 'GET')
      return { status: 200, body: faults.list().map(({ id, rule, struck }) => ({ id, rule, struck })) }
    if (method === 'DELETE') {
      faults.clear()
      return { status: 204 }
    }
    const rule = parsedOrText(text) as FaultRule
    if (method !== 'POST' || typeof rule !== 'object' || rule?.do === undefined) {
      return { status: 400, body: { message: 'POST a rule: {"match": {"method": "POST"}, "do": {"status": 502}}.' } }
    }
    return { status: 201, body: { id: faults.add(rule).id } }
  }

  function standardHeaders(answer: Answer | undefined): Record<string, string> {
    return {
      date: new Date(now()).toUTCString(),
      server: 'github.com',
      'content-type': 'application/json; charset=utf-8',
      'x-github-media-type': 'github.v3; format=json',
      'x-github-request-id': createHash('sha1').update(String(Math.random())).digest('hex').slice(0, 20),
      ...(answer?.status === 200 && { etag: etagOf(answer.body) }),
      ...pace.headers(),
    }
  }

  const origin = () => {
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('The sandbox is not listening.')
    return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`
  }

  return { server, origin }
}

const nobody = { user: { id: 0, login: 'nobody', type: 'User', permission: 'read' }, viaApp: false } as const

/** A fault after which the answer is a true one. */
const isHarmless = (fault: FaultAction) => typeof fault === 'object' && ('delayMs' in fault || 'listLagMs' in fault)

const isHang = (fault: FaultAction | undefined) =>
  fault === 'hang' || (typeof fault === 'object' && 'effectThen' in fault && fault.effectThen === 'hang')

const etagOf = (body: unknown) => `W/"${createHash('sha256').update(JSON.stringify(body)).digest('hex')}"`

function conditional(request: IncomingMessage, answer: Answer): Answer {
  const known = request.headers['if-none-match']
  if (answer.status !== 200 || known === undefined || known !== etagOf(answer.body)) return answer
  return { status: 304, headers: { etag: known } }
}

function write(response: ServerResponse, { status, body, headers }: Answer) {
  const text = body === undefined || status === 204 || status === 304 ? undefined : JSON.stringify(body)
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(text)
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= maxBodyBytes) chunks.push(chunk)
  }
  return size > maxBodyBytes ? 'too large' : Buffer.concat(chunks).toString()
}

function readJson(text: string): Record<string, unknown> {
  if (text === '') return {}
  const body = parsedOrText(text)
  if (typeof body === 'string') throw new ApiError(400, 'Problems parsing JSON')
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ApiError(400, 'Body should be a JSON object')
  }
  return body as Record<string, unknown>
}

function parsedOrText(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}
