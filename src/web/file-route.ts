import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { networkOf } from '../store/link-access.ts'
import type { Links, OpenDownload } from '../store/links.ts'
import { sayNotice } from './answer.ts'
import { openBundle } from './bundle-file.ts'
import { attachment, fileHeaders, safeHeaders } from './headers.ts'
import { fileMissing, tooManyAtOnce } from './notices.ts'
import { rangeOf, type Span } from './range.ts'
import type { Transfers } from './transfers.ts'

type Asked = FastifyRequest<{ Params: { claim: string } }>

/**
 * `/f/…`, a claimed file: whole or one part of it, as often as the claim's allowance lasts.
 * POST does the same, because `curl -X POST -L` keeps its method when it is sent on.
 */
export function fileRoute(
  web: FastifyInstance,
  {
    links,
    bundleFolder,
    product,
    transfers,
  }: { links: Links; bundleFolder: string; product: string; transfers: Transfers },
) {
  web.route<{ Params: { claim: string } }>({
    method: ['GET', 'HEAD', 'POST'],
    url: '/f/:claim',
    handler: async (request, reply) => {
      const download = await links.file(request.params.claim, request.ip)
      const file = await openBundle(bundleFolder, download)
      if (file === undefined) {
        links.refused(download.linkId, 'download', 'FILE_MISSING', request.ip)
        return sayNotice(request, reply, fileMissing, { product })
      }
      try {
        const span = spanOf(request, download)
        if (span === 'unsatisfiable') {
          return reply.code(416).header('content-range', `bytes */${download.sizeBytes}`).send('')
        }
        if (request.method === 'HEAD')
          return reply.code(statusOf(span, download)).headers(headOf(span, download)).send()
        const network = networkOf(request.ip)
        if (!transfers.mayStart(network)) {
          reply.header('retry-after', '10')
          return await sayNotice(request, reply, tooManyAtOnce, { product })
        }
        const reserved = span.end - span.start + 1
        await links.reserve(download, reserved, request.ip)

        startRaw(reply, span, download)
        const { ended, sent } = await transfers.send(reply.raw, file, span, { linkId: download.linkId, network })
        const whole = reserved === download.sizeBytes ? 'completed' : 'part'
        const outcome = ended === 'all' ? whole : ended === 'revoked' ? 'LINK_REVOKED' : ended
        await links.settle(download, { reserved, sent, outcome }, request.ip)
      } finally {
        await file.close()
      }
    },
  })
}

/** A part, unless `If-Range` names another version of the file (RFC 9110, 13.1.5). */
function spanOf({ headers }: Asked, { sizeBytes, sha256 }: OpenDownload): Span | 'unsatisfiable' {
  const condition = headers['if-range']
  const isSame = condition === undefined || condition === etagOf({ sha256 })
  const asked = isSame ? rangeOf(headers.range, sizeBytes) : 'whole'
  return asked === 'whole' ? { start: 0, end: sizeBytes - 1 } : asked
}

const etagOf = ({ sha256 }: Pick<OpenDownload, 'sha256'>) => `"${sha256}"`

const statusOf = ({ start, end }: Span, { sizeBytes }: OpenDownload) => (end - start + 1 === sizeBytes ? 200 : 206)

function headOf(span: Span, download: OpenDownload) {
  const { start, end } = span
  return {
    ...safeHeaders,
    ...fileHeaders,
    'accept-ranges': 'bytes',
    'content-disposition': attachment(download.name),
    'content-length': end - start + 1,
    'content-type': 'application/octet-stream',
    etag: etagOf(download),
    ...(statusOf(span, download) === 206 ? { 'content-range': `bytes ${start}-${end}/${download.sizeBytes}` } : {}),
  }
}

/** From here on the response is ours: Fastify would read ahead, and we count what was really sent. */
function startRaw(reply: FastifyReply, span: Span, download: OpenDownload) {
  reply.hijack()
  reply.raw.writeHead(statusOf(span, download), headOf(span, download))
}
