import type { FastifyReply, FastifyRequest } from 'fastify'

/** How a client wants to be spoken to: a person's browser, a person's terminal, or a program. */
export type Manner = 'html' | 'text' | 'json'

/** Terminals say that they take anything; they would show a page's source. */
const terminals = /^(?:curl|wget|httpie|xh|aria2|powershell|mozilla\/5\.0 \(windows nt;[^)]*\) windowspowershell)\b/i

export function mannerOf({ headers }: Pick<FastifyRequest, 'headers'>): Manner {
  const accept = headers.accept ?? ''
  if (accept.includes('text/html')) return 'html'
  if (accept.includes('application/json')) return 'json'
  if (accept.includes('text/plain') || terminals.test(headers['user-agent'] ?? '')) return 'text'
  return 'html'
}

export interface Notice {
  status: number
  title: string
  text: string
  /** What a page says under the title, where `text` would only say it again. */
  more?: string
  /** Where a page leads on to. */
  link?: { label: string; url: string }
  /** For programs: a refusal's code, or a word for the HTTP status. */
  code: string
}

export interface Answering {
  product: string
}

/** Says one thing in the client's manner. */
export async function sayNotice(request: FastifyRequest, reply: FastifyReply, notice: Notice, { product }: Answering) {
  const manner = mannerOf(request)
  reply.code(notice.status).header('vary', 'Accept, User-Agent')
  if (manner === 'json') return reply.send({ code: notice.code, message: notice.text })
  if (manner === 'text') return reply.type('text/plain; charset=utf-8').send(`${notice.text}\n`)
  const { renderNotice } = await import('./pages/render.ts')
  return reply
    .type('text/html; charset=utf-8')
    .send(renderNotice({ title: notice.title, text: notice.more ?? notice.text, link: notice.link, product }))
}
