import type { FastifyInstance, FastifyRequest } from 'fastify'

/**
 * Lets only the page itself in. Another website that is open in the same browser can send requests to this address
 * too: it is told apart by Host (DNS rebinding) and by Origin and Sec-Fetch-Site (forged requests).
 *
 * @param allowedHosts `name:port`, filled in once the port is known
 * @param imageOrigin where pictures of messages come from, beside the page itself
 */
export function guardOrigin(server: FastifyInstance, allowedHosts: ReadonlySet<string>, imageOrigin: string) {
  const policy = policyWith(imageOrigin)
  server.addHook('onRequest', async (request, reply) => {
    const problem = whatIsWrong(request, allowedHosts)
    if (problem !== undefined) return reply.code(403).send({ error: problem })

    reply.header('content-security-policy', policy)
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'no-referrer')
    reply.header('cross-origin-opener-policy', 'same-origin')
    reply.header('cross-origin-resource-policy', 'same-origin')
  })
}

const policyWith = (imageOrigin: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' ${imageOrigin}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

function whatIsWrong(request: FastifyRequest, allowedHosts: ReadonlySet<string>): string | undefined {
  const host = request.headers.host ?? ''
  if (!allowedHosts.has(host)) return 'Open the sandbox by the address that Bee printed.'

  const { origin } = request.headers
  const isOwn = origin === `http://${host}` || origin === `https://${host}`
  const changes = request.method !== 'GET' && request.method !== 'HEAD'
  if (origin === undefined ? changes : !isOwn) return 'Only the sandbox page itself may do that.'

  const site = request.headers['sec-fetch-site']
  const isApi = request.url.startsWith('/api/')
  if (isApi && site !== undefined && site !== 'same-origin' && site !== 'none') {
    return 'Only the sandbox page itself may do that.'
  }
  return undefined
}
