import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { crashpoint } from '../crashpoint.ts'

/** Takes a delivery as it came; checks its signature before it looks at it. */
export type Webhooks = (raw: Buffer, headers: IncomingHttpHeaders) => Promise<{ status: number; body: string }>

/** GitHub sends no more than this (docs.github.com, "Webhook events and payloads", payload cap). */
const mostBytes = 25 * 1024 ** 2
/** Anybody can send here before a signature is checked, so only so much is held at a time. */
const mostHeldBytes = 3 * mostBytes

/** `POST /webhooks/github`: the very bytes, because the signature is over them (RELIABILITY A35). */
export async function webhookRoute(web: FastifyInstance, { webhooks }: { webhooks: Webhooks }) {
  let held = 0
  web.removeAllContentTypeParsers()
  web.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: mostBytes }, (_request, body, done) => done(null, body))

  web.post(
    '/webhooks/github',
    {
      bodyLimit: mostBytes,
      preParsing: async (request, reply, payload) => {
        const size = Math.min(Number(request.headers['content-length'] ?? mostBytes), mostBytes)
        if (held + size > mostHeldBytes)
          throw Object.assign(new Error('Too many deliveries at once'), { statusCode: 503 })
        held += size
        reply.raw.once('close', () => {
          held -= size
        })
        return payload
      },
    },
    async (request, reply) => {
      const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      crashpoint('webhook: received')
      const { status, body } = await webhooks(raw, request.headers)
      crashpoint('webhook: handled')
      return reply.code(status).type('text/plain; charset=utf-8').send(body)
    },
  )
}
