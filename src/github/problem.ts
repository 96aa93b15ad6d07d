import { RequestError } from '@octokit/request-error'

/** What can be wrong when Bee asks GitHub for something. The first two pass by themselves. */
export type GitHubProblemKind =
  | 'unavailable'
  | 'rate-limited'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'issues-disabled'
  | 'invalid'
  | 'moved'

interface Details {
  /** Milliseconds to wait; only with `rate-limited` and, where known, `unavailable`. */
  retryAfterMs?: number
  /** Whether GitHub may have done what was asked although no good answer came (F39): look before trying again. */
  mayHaveHappened?: boolean
  /** Where the thing is now; only with `moved`. */
  location?: string
  cause?: unknown
}

/** The only error that this folder throws for what GitHub answers. Its message is for logs and operators. */
export class GitHubProblem extends Error {
  override readonly name = 'GitHubProblem'
  readonly kind: GitHubProblemKind
  readonly retryAfterMs: number | undefined
  readonly mayHaveHappened: boolean
  readonly location: string | undefined

  constructor(
    kind: GitHubProblemKind,
    message: string,
    { retryAfterMs, mayHaveHappened, location, cause }: Details = {},
  ) {
    super(message, { cause })
    this.kind = kind
    this.retryAfterMs = retryAfterMs
    this.mayHaveHappened = mayHaveHappened ?? false
    this.location = location
  }
}

/** Nothing was sent when the connection failed with one of these. */
const neverSent = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']

/**
 * GitHub's answers in Bee's words. What is no answer of GitHub's stays what it is: a defect of ours.
 *
 * @param now Unix milliseconds, to turn the time a limit ends into a wait
 */
export function problemOf(error: unknown, now: number): unknown {
  if (!(error instanceof RequestError)) return error
  const { status, message, request, response } = error
  const about = `${request.method} ${pathOf(request.url)}: ${status} ${message.slice(0, 300)}`
  const problem = (kind: GitHubProblemKind, more: Details = {}) =>
    new GitHubProblem(kind, about, { ...more, cause: error })

  if (response === undefined) return problem('unavailable', { mayHaveHappened: !neverSent.includes(codeOf(error)) })
  const headers = response.headers as Record<string, string | undefined>
  if (isLimit(status, message, headers)) {
    const retryAfterMs = waitOf(headers, now)
    return problem('rate-limited', retryAfterMs === undefined ? {} : { retryAfterMs })
  }
  if (status >= 500 || status === 408) return problem('unavailable', { mayHaveHappened: true })
  if (status === 401) return problem('unauthorized')
  // A key of another App, or an installation that was removed or suspended.
  if ((status === 404 || status === 403) && pathOf(request.url).startsWith('/app')) return problem('unauthorized')
  if (status === 403 && /suspended/i.test(message)) return problem('unauthorized')
  if (status === 410 && /disabled/i.test(message)) return problem('issues-disabled')
  if (status === 404 || status === 410) return problem('not-found')
  if (status === 400 || status === 409 || status === 413 || status === 422) return problem('invalid')
  return problem('forbidden')
}

/** GitHub may send a limit as 403, with only headers or the message to tell it from a missing right. */
function isLimit(status: number, message: string, headers: Record<string, string | undefined>): boolean {
  if (status === 429) return true
  if (status !== 403) return false
  return (
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /rate limit|abuse/i.test(message)
  )
}

/** As docs.github.com says ("Best practices", "Handle rate limit errors"): retry-after, else the end of the window. */
export function waitOf(headers: Record<string, string | number | undefined>, now: number): number | undefined {
  const retryAfter = Number(headers['retry-after'] ?? Number.NaN)
  if (Number.isFinite(retryAfter)) return Math.max(0, retryAfter * 1000)
  if (String(headers['x-ratelimit-remaining']) !== '0') return undefined
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN)
  // The header has whole seconds; one more, so that the new window has surely begun.
  return Number.isFinite(reset) ? Math.max(1000, reset * 1000 - now + 1000) : undefined
}

const pathOf = (url: string) => (URL.canParse(url) ? new URL(url).pathname.replace(/^\/api\/v3(?=\/)/, '') : url)

function codeOf(error: Error): string {
  for (let cause: unknown = error.cause; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code
  }
  return ''
}
