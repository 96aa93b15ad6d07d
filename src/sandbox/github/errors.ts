type Code = 'missing_field' | 'invalid' | 'already_exists' | 'custom' | 'unprocessable'

/** An answer other than success, with the body GitHub gives it. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly body: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(
    status: number,
    message: string,
    more: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) {
    super(message)
    this.status = status
    this.body = { message, ...more, documentation_url: 'https://docs.github.com/rest', status: String(status) }
    this.headers = headers
  }

  static notFound = () => new ApiError(404, 'Not Found')
  static forbidden = (message = 'Resource not accessible by personal access token') => new ApiError(403, message)

  /** 422 as the issue endpoints word it. */
  static invalid(resource: string, field: string, code: Code, message?: string, value?: unknown) {
    const error = { resource, code, field, ...(value !== undefined && { value }), ...(message && { message }) }
    return new ApiError(422, 'Validation Failed', { errors: [error] })
  }

  /** 422 as the schema check in front of the endpoints words it. */
  static malformed = (detail: string) => new ApiError(422, `Invalid request.\n\n${detail}`)

  /** GitHub redirects reads with 301, and everything else with 307, so that the method is kept. */
  static moved(method: string, url: string) {
    const status = method === 'GET' || method === 'HEAD' ? 301 : 307
    return new ApiError(status, 'Moved Permanently', { url }, { location: url })
  }
}
