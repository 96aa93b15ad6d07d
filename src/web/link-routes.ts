import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Links } from '../store/links.ts'
import { mannerOf, sayNotice } from './answer.ts'
import type { BundleFiles } from './bundle-files.ts'
import { factsOf } from './link-facts.ts'
import { fileMissing } from './notices.ts'
import { textPage } from './pages/text-page.ts'
import { isForTheRest } from './range.ts'

export interface LinkRoutes {
  links: Links
  files: BundleFiles
  product: string
  /** Where people reach this server, without a slash at its end. */
  publicUrl: string
  /** The path of that address, for places where a prefix is in front of ours; often empty. */
  prefix: string
  now: () => number
}

/** `/d/…`, the page of a link, and its claim. Only the POST counts. */
export function linkRoutes(web: FastifyInstance, about: LinkRoutes) {
  const { links, files, product, publicUrl, prefix, now } = about

  web.get<{ Params: { token: string } }>('/d/:token', async (request, reply) => {
    const { token } = request.params
    const found = await links.look(token, request.ip)
    if (!(await files.has(found.bundle))) return sayNotice(request, reply, fileMissing, { product })

    const facts = factsOf(found, { product, url: `${publicUrl}/d/${token}`, now: now() })
    const manner = mannerOf(request)
    reply.header('vary', 'Accept, User-Agent')
    if (manner === 'json') return reply.send({ ...facts, claim: `${publicUrl}/d/${token}/claim` })
    if (manner === 'text') return reply.type('text/plain; charset=utf-8').send(textPage(facts))
    const { renderLink } = await import('./pages/render.ts')
    return reply
      .type('text/html; charset=utf-8')
      .send(renderLink(facts, { action: `${prefix}/d/${token}/claim`, nonce: found.nonce }))
  })

  web.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  )
  web.post<Claiming>('/d/:token/claim', async (request, reply) => {
    const { token } = request.params
    const found = await links.find(token)
    const { link, bundle } = found
    // Looked at first, so that a file that has gone missing costs nobody a download.
    if (bundle.state === 'ready' && !(await files.has(bundle))) {
      links.refused(link.id, 'claim', 'FILE_MISSING', request.ip)
      return sayNotice(request, reply, fileMissing, { product })
    }
    const claim = await links.claim(found, request.ip, {
      resumes: isForTheRest(request.headers.range),
      ...formOf(request),
    })
    return reply
      .code(303)
      .header('location', `${prefix}/f/${claim.token}`)
      .type('text/plain; charset=utf-8')
      .send(`Your download, for the next 15 minutes: ${publicUrl}/f/${claim.token}\n`)
  })

  // Somebody pasted the address of the button: the page has the button.
  web.get<{ Params: { token: string } }>('/d/:token/claim', (request, reply) =>
    reply.redirect(`${prefix}/d/${encodeURIComponent(request.params.token)}`, 302),
  )
}

interface Claiming {
  Params: { token: string }
}

/**
 * What the page's form carried. A browser always has it, because it has the page; what is sent from another site's
 * page counts as a form that is none. Terminals have no form: their one line claims once each time it is run.
 */
function formOf({ body, headers }: FastifyRequest<Claiming>): { form?: string } {
  const site = headers['sec-fetch-site']
  const isElsewhere = site !== undefined && site !== 'same-origin'
  const given = typeof body === 'string' ? new URLSearchParams(body).get('nonce') : null
  if (given === null && site === undefined) return {}
  return { form: isElsewhere ? '' : (given ?? '') }
}
