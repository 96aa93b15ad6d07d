import type { ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { crashpoint } from '../crashpoint.ts'
import { networkOf } from '../store/link-access.ts'
import type { Links, OpenDownload } from '../store/links.ts'
import { sayNotice } from './answer.ts'
import type { BundleFiles, BundleSource } from './bundle-files.ts'
import { attachment, fileHeaders, safeHeaders } from './headers.ts'
import { fileMissing, tooManyAtOnce } from './notices.ts'
import { rangeOf, type Span } from './range.ts'
import type { Transfers } from './transfers.ts'

type Asked = FastifyRequest<{ Params: { claim: string } }>

export interface FileRoute {
  links: Links
  files: BundleFiles
  product: string
  transfers: Transfers
  /** Told of a defect that no answer can tell the client of any more. */
  wentWrong: (cause: unknown) => void
}

/**
 * `/f/…`, a claimed file: whole or one part of it, as often as the claim's allowance lasts.
 * POST does the same, because `curl -X POST -L` keeps its method when it is sent on.
 *
 * @returns a function that waits until what has been sent is also written down.
 */
export function fileRoute(web: FastifyInstance, about: FileRoute): () => Promise<unknown> {
  const { links, files, product, transfers, wentWrong } = about
  const settling = new Set<Promise<void>>()

  /** Sends the part and writes down how that went. */
  async function transfer(
    response: ServerResponse,
    file: BundleSource,
    span: Span,
    download: OpenDownload,
    address: string,
  ) {
    const { linkId, sizeBytes } = download
    const { ended, sent } = await transfers.send(response, file, span, { linkId, network: networkOf(address) })
    crashpoint('download: sent')
    const reserved = lengthOf(span)
    const whole = reserved === sizeBytes ? 'completed' : 'part'
    const outcome = ended === 'all' ? whole : ended === 'revoked' ? 'LINK_REVOKED' : ended
    await links.settle(download, { reserved, sent, outcome })
    crashpoint('download: settled')
  }

  web.route<{ Params: { claim: string } }>({
    method: ['GET', 'HEAD', 'POST'],
    url: '/f/:claim',
    handler: async (request, reply) => {
      const download = await links.file(request.params.claim, request.ip)
      const file = await files.open(download)
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
        if (!transfers.mayStart(networkOf(request.ip))) {
          reply.header('retry-after', '10')
          return await sayNotice(request, reply, tooManyAtOnce, { product })
        }
        await links.reserve(download, lengthOf(span))
        crashpoint('download: reserved')

        // From here on the response is ours: Fastify would read ahead, and what is counted is what was really sent.
        reply.hijack()
        reply.raw.writeHead(statusOf(span, download), headOf(span, download))
        const transferred = transfer(reply.raw, file, span, download, request.ip).catch((cause) => {
          reply.raw.destroy()
          wentWrong(cause)
        })
        settling.add(transferred)
        await transferred
        settling.delete(transferred)
      } finally {
        await file.close()
      }
    },
  })
  return () => Promise.allSettled(settling)
}

const lengthOf = ({ start, end }: Span) => end - start + 1

/** A part, unless `If-Range` names another version of the file (RFC 9110, 13.1.5). */
function spanOf({ headers }: Asked, { sizeBytes, sha256 }: OpenDownload): Span | 'unsatisfiable' {
  const condition = headers['if-range']
  const isSame = condition === undefined || condition === etagOf({ sha256 })
  const asked = isSame ? rangeOf(headers.range, sizeBytes) : 'whole'
  return asked === 'whole' ? { start: 0, end: sizeBytes - 1 } : asked
}

const etagOf = ({ sha256 }: Pick<OpenDownload, 'sha256'>) => `"${sha256}"`

const statusOf = (span: Span, { sizeBytes }: OpenDownload) => (lengthOf(span) === sizeBytes ? 200 : 206)

function headOf(span: Span, download: OpenDownload) {
  const { start, end } = span
  return {
    ...safeHeaders,
    ...fileHeaders,
    'accept-ranges': 'bytes',
    'content-disposition': attachment(download.name),
    'content-length': lengthOf(span),
    'content-type': 'application/octet-stream',
    etag: etagOf(download),
    ...(statusOf(span, download) === 206 ? { 'content-range': `bytes ${start}-${end}/${download.sizeBytes}` } : {}),
  }
}
