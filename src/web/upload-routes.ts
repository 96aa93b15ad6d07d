import { readFile } from 'node:fs/promises'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { UploadDoor } from '../actions/receive-upload.ts'
import { NewUpload } from '../collect/protocol.ts'
import { shipped } from '../paths.ts'
import { mannerOf, sayNotice } from './answer.ts'
import { safeHeaders } from './headers.ts'
import { noticeFor } from './notices.ts'
import { scriptHash } from './pages/upload-script.ts'
import { spanWords } from './words.ts'

export interface UploadRoutes {
  uploads: UploadDoor
  product: string
  publicUrl: string
  prefix: string
  now: () => number
}

/** Of one piece; `actions/receive-upload.ts` says the same to clients. */
const mostPieceBytes = 1024 ** 2
/** A list of a thousand long file names. */
const mostListBytes = 1.5 * 1024 ** 2
/** All pieces that are being read at once. Beyond it clients are asked to wait. */
const mostHeldBytes = 64 * 1024 ** 2

type Asked = FastifyRequest<{ Params: { code: string; id: string; index: string }; Querystring: { offset?: string } }>

/** `/u/…`, the one-time address of a ticket: its page, and what `src/collect/protocol.ts` describes. */
export async function uploadRoutes(web: FastifyInstance, about: UploadRoutes) {
  const { uploads, product, publicUrl, prefix, now } = about
  let held = 0
  web.removeAllContentTypeParsers()
  web.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: mostListBytes }, (_request, body, done) =>
    done(null, body),
  )

  web.get<{ Params: { code: string } }>('/u/:code', async (request, reply) => {
    const { code } = request.params
    const info = await uploads.info(code)
    reply.header('vary', 'Accept, User-Agent')
    const manner = mannerOf(request)
    if (manner === 'json') return reply.send(info)
    const facts = {
      product,
      ticketNumber: info.ticket,
      expiresIn: spanWords(info.expiresAt - now()),
      address: `${publicUrl}/u/${code}`,
      program: `${publicUrl}/collect.mjs`,
      most: uploads.limits,
    }
    if (manner === 'text') {
      return reply.type('text/plain; charset=utf-8').send(`${commandLine(facts)}\n`)
    }
    const { renderUpload } = await import('./pages/render.ts')
    return reply
      .header('content-security-policy', pagePolicy)
      .type('text/html; charset=utf-8')
      .send(renderUpload(facts, `${prefix}/u/${code}`))
  })

  web.post<{ Params: { code: string } }>('/u/:code/uploads', async (request, reply) => {
    const wanted = NewUpload.safeParse(jsonOf(request.body))
    if (!wanted.success) return sayNotice(request, reply, noticeFor(400), { product })
    const { code } = request.params
    return reply.code(201).send(await uploads.announce({ code, wanted: wanted.data, address: request.ip }))
  })

  web.put<Asked extends FastifyRequest<infer Route> ? Route : never>(
    '/u/:code/uploads/:id/:index',
    {
      bodyLimit: mostPieceBytes,
      // Before a byte of it is read: what may not come is not taken in either.
      onRequest: async (request, reply) => {
        const length = Number(request.headers['content-length'] ?? Number.NaN)
        const { code, id, index } = request.params
        const offset = Number(request.query.offset ?? Number.NaN)
        const isSaid = Number.isSafeInteger(length) && request.headers['transfer-encoding'] === undefined
        reply.header('connection', 'close')
        if (!Number.isSafeInteger(offset) || !/^\d{1,4}$/.test(index)) {
          return sayNotice(request, reply, noticeFor(400), { product })
        }
        await uploads.expect({ code, id, index: Number(index), offset, length: isSaid ? length : 0 })
        if (held + length > mostHeldBytes) return sayNotice(request, reply, noticeFor(503), { product })
        reply.removeHeader('connection')
        held += length
        reply.raw.once('close', () => {
          held -= length
        })
      },
    },
    async (request) => {
      const { code, id, index } = request.params
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const piece = { code, id, index: Number(index), offset: Number(request.query.offset), length: bytes.length }
      // Asked again: another piece may have come while this one was on its way.
      return uploads.take({ upload: await uploads.expect(piece), ...piece, bytes })
    },
  )

  const one = { url: '/u/:code/uploads/:id' } as const
  web.post<{ Params: { code: string; id: string } }>(`${one.url}/done`, ({ params }) => uploads.finish(params))
  web.get<{ Params: { code: string; id: string } }>(one.url, ({ params }) => uploads.state(params))
  web.delete<{ Params: { code: string; id: string } }>(one.url, async ({ params }, reply) => {
    await uploads.cancel(params)
    return reply.code(204).send()
  })

  web.get('/collect.mjs', async (request, reply) => {
    const program = await readFile(shipped('dist/collect/bee-collect.mjs')).catch(() => undefined)
    if (program === undefined) return sayNotice(request, reply, noticeFor(404), { product })
    return reply.type('text/javascript; charset=utf-8').send(program)
  })
}

/** What the page may do besides what every page may: run its one script, and speak with this server. */
const pagePolicy = `${safeHeaders['content-security-policy']}; script-src ${scriptHash}; connect-src 'self'`

export interface UploadFacts {
  product: string
  ticketNumber: string
  expiresIn: string
  address: string
  /** Where the one file of `bee collect` is. */
  program: string
  most: { files: number; fileBytes: number }
}

/** The line for the machine that has the problem. Node 20 is all it needs there. */
export const commandLine = ({ program, address }: Pick<UploadFacts, 'program' | 'address'>) =>
  `curl -fsSLO ${program} && node collect.mjs ${address}`

export const mostWords = ({ files, fileBytes }: UploadFacts['most']) =>
  `up to ${files} files of ${Math.floor(fileBytes / 1024 ** 2)} MB each`

function jsonOf(body: unknown): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '')
  } catch {
    return undefined
  }
}
