import { createHash, createPublicKey, generateKeyPairSync, randomBytes, verify } from 'node:crypto'
import type { SandboxApp } from './api.ts'
import { ApiError } from './errors.ts'
import type { By } from './model.ts'

/** Whom a request speaks for: a user or bot, the App itself (by its JWT), or nobody. */
export type Caller = { kind: 'user'; by: By } | { kind: 'app' } | { kind: 'nobody' }

export type Gate = ReturnType<typeof createGate>

const hourMs = 3_600_000

export function createApp(slug: string): SandboxApp {
  let privateKey: string | undefined
  return {
    id: 424_242,
    slug,
    // Making a key takes a tenth of a second; most sandboxes never need it.
    get privateKey() {
      privateKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString()
      return privateKey
    },
    installationId: 5_150_001,
  }
}

/** Checks tokens and JWTs, and hands out installation tokens, which live one hour. */
export function createGate(app: SandboxApp, asUser: By, asApp: By, now: () => number) {
  const token = `github_pat_${randomBytes(24).toString('hex')}`
  let tokenWorks = true
  let suspended = false
  /** Tokens by hash, with the time of their end. */
  const installationTokens = new Map<string, number>()

  function isOurJwt(jwt: string): boolean {
    const [header, payload, signature] = jwt.split('.')
    if (header === undefined || payload === undefined || signature === undefined) return false
    const signed = Buffer.from(`${header}.${payload}`)
    if (!verify('RSA-SHA256', signed, createPublicKey(app.privateKey), Buffer.from(signature, 'base64url'))) {
      throw new ApiError(401, 'A JSON web token could not be decoded')
    }
    const { alg } = readJson(header)
    const { iss, iat, exp } = readJson(payload)
    const seconds = now() / 1000
    if (alg !== 'RS256' || String(iss) !== String(app.id)) throw new ApiError(404, 'Integration not found')
    if (typeof exp !== 'number' || exp <= seconds) {
      const detail = 'must be a numeric value representing the future time at which the assertion expires'
      throw new ApiError(401, `'Expiration time' claim ('exp') ${detail}`)
    }
    if (exp > seconds + 600) throw new ApiError(401, "'Expiration time' claim ('exp') is too far in the future")
    if (typeof iat !== 'number' || iat > seconds + 60) {
      throw new ApiError(
        401,
        "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
      )
    }
    return true
  }

  return {
    token,

    /** @throws ApiError 401, 403 */
    caller(authorization: string | undefined): Caller {
      if (authorization === undefined) return { kind: 'nobody' }
      const [scheme = '', credentials = ''] = authorization.split(' ')
      if (!['token', 'bearer'].includes(scheme.toLowerCase())) throw new ApiError(401, 'Bad credentials')
      if (credentials === token && tokenWorks) return { kind: 'user', by: asUser }

      const until = installationTokens.get(hash(credentials))
      if (until !== undefined && until > now()) {
        if (suspended) throw new ApiError(403, 'This installation has been suspended')
        return { kind: 'user', by: asApp }
      }
      if (isOurJwt(credentials)) return { kind: 'app' }
      throw new ApiError(401, 'Bad credentials')
    },

    newInstallationToken() {
      if (suspended) throw new ApiError(403, 'This installation has been suspended')
      const made = `ghs_${randomBytes(18).toString('hex')}`
      const until = now() + hourMs
      installationTokens.set(hash(made), until)
      return { token: made, until }
    },

    suspend: (isSuspended: boolean) => {
      suspended = isSuspended
    },
    revoke: () => {
      tokenWorks = false
      installationTokens.clear()
    },
  }
}

const hash = (token: string) => createHash('sha256').update(token).digest('hex')

function readJson(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString())
  } catch {
    throw new ApiError(401, 'A JSON web token could not be decoded')
  }
}
