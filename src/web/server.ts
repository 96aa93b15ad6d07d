import type { Socket } from 'node:net'
import { type FastifyInstance, fastify } from 'fastify'
import type { UploadDoor } from '../actions/receive-upload.ts'
import { Refusal } from '../errors.ts'
import { networkOf } from '../store/link-access.ts'
import type { Links } from '../store/links.ts'
import { sayNotice } from './answer.ts'
import { demandAskings } from './askings.ts'
import { createBundleFiles } from './bundle-files.ts'
import { fileRoute } from './file-route.ts'
import { safeHeaders } from './headers.ts'
import { linkRoutes } from './link-routes.ts'
import { methodsOf } from './methods.ts'
import { noticeFor, noticeOf, tooQuick } from './notices.ts'
import { createPace } from './pace.ts'
import { type Health, plainRoutes } from './plain-routes.ts'
import { createTransfers } from './transfers.ts'
import { uploadRoutes } from './upload-routes.ts'
import { type Webhooks, webhookRoute } from './webhook-route.ts'

export interface WebOptions {
  links: Links
  /** Where the files of bundles are. */
  bundleFolder: string
  desk: { product: { name: string } }
  health: Health
  publicUrl: string
  /** Left out where webhooks are not set up: then there is no such address. */
  webhooks?: Webhooks
  /** Left out: no uploads are taken here. */
  uploads?: UploadDoor
  /** Addresses of proxies whose `X-Forwarded-For` is believed. By default nobody's is (RELIABILITY A44). */
  trustProxy?: string[]
  now?: () => number
  log?: { error(fields: object, message: string): void }
  /** How long a client may take to send the head of a request. */
  headersMs?: number
  /** How long `close()` lets running downloads go on. */
  drainMs?: number
  /** Running downloads of one network. */
  mostPerNetwork?: number
  /** A download is cut when its reader takes nothing for so long. */
  stalledAfterMs?: number
}

/** Longer than any address of Bee's. */
const longestUrl = 2048
/** A claim's form has no fields; whatever a client sends along is not read. */
const mostFormBytes = 8 * 1024

/**
 * The web server: pages of links, files of bundles, webhooks, health. `listen()` starts it; `close()` lets what runs
 * finish for `drainMs` (10 s), then cuts it.
 */
export function createWeb(options: WebOptions): FastifyInstance {
  const { links, bundleFolder, desk, health, webhooks, log, now = Date.now } = options
  const { drainMs = 10_000, headersMs = 10_000 } = options
  const product = desk.product.name
  const publicUrl = options.publicUrl.replace(/\/+$/, '')
  const prefix = new URL(publicUrl).pathname.replace(/\/+$/, '')
  const files = createBundleFiles(bundleFolder)
  const pace = createPace()
  const transfers = createTransfers(links, options)

  const web = fastify({
    logger: false,
    trustProxy: options.trustProxy?.length ? options.trustProxy : false,
    bodyLimit: mostFormBytes,
    forceCloseConnections: 'idle',
    keepAliveTimeout: 10_000,
    // Of slow writers (F52): this long for the head, this long for all of a request.
    requestTimeout: 30_000,
    http: { headersTimeout: headersMs, maxHeaderSize: 16 * 1024, connectionsCheckingInterval: headersMs / 5 },
    routerOptions: { maxParamLength: longestUrl },
    rewriteUrl: ({ url = '/' }) => (prefix !== '' && url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : url),
    clientErrorHandler: refuseRaw,
    frameworkErrors: (error, request, reply) =>
      // These come before any hook.
      sayNotice(request, reply.headers(safeHeaders), noticeFor(error.statusCode ?? 400), { product }),
    // No route describes its data to Fastify (zod does that in Bee), so its compilers need not be loaded.
    schemaController: { compilersFactory: { buildValidator: unused, buildSerializer: unused } },
  })
  web.server.maxConnections = 2_000
  demandAskings(web)

  web.removeAllContentTypeParsers()
  web.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null))

  web.addHook('onRequest', async (request, reply) => {
    reply.headers(safeHeaders)
    // GitHub comes with many at once, and is known by its signature.
    if (!request.url.startsWith('/webhooks/') && !pace.mayAsk(request.ip, networkOf(request.ip))) {
      return sayNotice(request, reply.header('retry-after', '30'), tooQuick, { product })
    }
    if (request.url.length > longestUrl) return sayNotice(request, reply, noticeFor(414), { product })
  })

  web.setNotFoundHandler((request, reply) => {
    const allowed = methodsOf(request.url)
    if (allowed !== undefined && (webhooks !== undefined || !request.url.startsWith('/webhooks/'))) {
      reply.header('allow', allowed)
      return sayNotice(request, reply, noticeFor(405), { product })
    }
    // A link that was cut short or decorated in a mail is answered like any link that does not exist.
    const notice = /^\/[df]\//.test(request.url) ? noticeOf(new Refusal('LINK_NOT_FOUND')) : undefined
    return sayNotice(request, reply, notice ?? noticeFor(404), { product })
  })

  web.setErrorHandler((error, request, reply) => {
    const notice = noticeOf(error)
    // The route, not the address: that would put a secret into the log.
    if (notice === undefined) log?.error({ err: error, route: request.routeOptions.url }, 'A web request failed')
    return sayNotice(request, reply, notice ?? noticeFor(500), { product })
  })

  plainRoutes(web, { product, health })
  linkRoutes(web, { links, files, product, publicUrl, prefix, now })
  const settled = fileRoute(web, {
    ...{ links, files, product, transfers },
    wentWrong: (cause) => log?.error({ err: cause, route: '/f/:claim' }, 'A download failed'),
  })
  if (options.uploads !== undefined) {
    web.register(uploadRoutes, { uploads: options.uploads, product, publicUrl, prefix, now })
  }
  if (webhooks !== undefined) web.register(webhookRoute, { webhooks })

  const waits: NodeJS.Timeout[] = []
  web.addHook('preClose', async () => {
    const cut = () => {
      transfers.cutAll()
      web.server.closeAllConnections()
    }
    // A connection that has nothing more to do must not hold up the end until it would have timed out.
    waits.push(
      setInterval(() => web.server.closeIdleConnections(), 50),
      setTimeout(cut, drainMs),
    )
  })
  web.addHook('onClose', async () => {
    waits.forEach(clearTimeout)
    await settled()
    await links.flushLog()
  })
  return web
}

const unused = (): never => {
  throw new Error('A route has a schema: let it use zod, or let Fastify load its compilers')
}

/** What is not even HTTP (A46), or came too slowly, gets one line and is gone. */
function refuseRaw(error: Error & { code?: string }, socket: Socket) {
  if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy()
  const [status, words] = rawAnswers[error.code ?? ''] ?? ['400 Bad Request', 'I did not understand this request.']
  const head = [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${words.length + 1}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${words}\n`)
}

const rawAnswers: Record<string, [status: string, words: string]> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'The headers of this request are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'This request took too long.'],
}
