import { waitLeftMs } from '../core/elapsed.ts'
import { Refusal, type RefusalCode } from '../errors.ts'
import { GitHubProblem } from './problem.ts'

/** What is wrong with a whole repository; its owner has to mend it, so asking again soon is no use. */
const closing: ReadonlySet<RefusalCode> = new Set(['ISSUES_DISABLED', 'GITHUB_NOT_FOUND', 'GITHUB_FORBIDDEN'])

/** How long a repository that is closed to us is left alone; then one request tries again. */
const closedMs = 15 * 60_000

interface GuardParts {
  repository: string
  now: () => number
  /** Throws when the repository itself cannot be seen. */
  look: () => Promise<void>
}

export type Guard = ReturnType<typeof createGuard>

/**
 * Says in Bee's words what GitHub refuses, tells an issue that is gone from a repository that is, and leaves a
 * repository that is closed to us alone for a while, for everybody (F41, F42).
 */
export function createGuard({ repository, now, look }: GuardParts) {
  let closed: { refusal: Refusal; until: number } | undefined

  /** What is missing may be the issue, or all of the repository. */
  async function judged(error: unknown, isAboutIssue: boolean): Promise<unknown> {
    if (!(error instanceof GitHubProblem) || !isAboutIssue) return refusalOf(error, repository)
    if (error.kind === 'forbidden' && /locked/i.test(error.message)) {
      return new Refusal('ISSUE_LOCKED', { cause: error, hadNoEffect: true, values: { repository } })
    }
    if (error.kind !== 'not-found' && error.kind !== 'moved') return refusalOf(error, repository)
    const problem = await look().catch((problem: unknown) => problem)
    if (problem !== undefined) return refusalOf(problem, repository)
    return new Refusal('ISSUE_GONE', { cause: error, hadNoEffect: true, values: { repository } })
  }

  return async function guarded<T>(work: () => Promise<T>, { isAboutIssue = true } = {}): Promise<T> {
    if (closed !== undefined) {
      if (waitLeftMs(closed.until, now(), closedMs) > 0) throw closed.refusal
      // This one tries; all others go on waiting.
      closed.until = now() + closedMs
    }
    try {
      const answer = await work()
      closed = undefined
      return answer
    } catch (error) {
      const refusal = await judged(error, isAboutIssue)
      if (refusal instanceof Refusal && closing.has(refusal.code)) closed = { refusal, until: now() + closedMs }
      throw refusal
    }
  }
}

/** What GitHub says no to, in the words of `errors.ts`; a defect stays what it is. */
export function refusalOf(error: unknown, repository: string): unknown {
  if (!(error instanceof GitHubProblem)) return error
  const { kind, retryAfterMs, message, mayHaveHappened } = error
  const values = { repository, reason: message, ...(retryAfterMs !== undefined && { retryAfterMs }) }
  const codes = {
    unavailable: 'GITHUB_UNAVAILABLE',
    'rate-limited': 'GITHUB_UNAVAILABLE',
    unauthorized: 'GITHUB_UNAUTHORIZED',
    forbidden: 'GITHUB_FORBIDDEN',
    'not-found': 'GITHUB_NOT_FOUND',
    moved: 'GITHUB_NOT_FOUND',
    'issues-disabled': 'ISSUES_DISABLED',
    invalid: 'GITHUB_REFUSED',
  } as const
  return new Refusal(codes[kind], { cause: error, values, hadNoEffect: !mayHaveHappened })
}
