import type { FastifyInstance } from 'fastify'
import { mannerOf, sayNotice } from './answer.ts'

/** Whether Bee can do its work, and each part of it: `ok`, or what is wrong in a few words without secrets. */
export type Health = () => Readiness | Promise<Readiness>
export interface Readiness {
  ready: boolean
  parts: Record<string, string>
}

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><g fill="#f2b632"><path d="M16 1.5 22 5v7l-6 3.5L10 12V5z"/><path d="M9.2 14l6 3.5v7l-6 3.5-6-3.5v-7z" opacity=".8"/><path d="M22.8 14l6 3.5v7l-6 3.5-6-3.5v-7z" opacity=".6"/></g></svg>`

/** What this address is, for people, search engines and whoever watches over the process. */
export function plainRoutes(web: FastifyInstance, { product, health }: { product: string; health: Health }) {
  web.get('/', (request, reply) => {
    const text = `This is Bee, the support desk of ${product}. People talk to it in Discord; this address serves the links to diagnostic bundles that it gives out there.`
    return sayNotice(request, reply, { status: 200, code: 'BEE', title: 'Hello from Bee', text }, { product })
  })

  web.get('/healthz', (_request, reply) => reply.type('text/plain; charset=utf-8').send('ok\n'))

  web.get('/readyz', async (request, reply) => {
    const { ready, parts } = await health()
    reply.code(ready ? 200 : 503)
    if (mannerOf(request) === 'text' && !request.headers.accept?.includes('*/*')) {
      const lines = Object.entries(parts).map(([part, state]) => `${part}: ${state}`)
      return reply.type('text/plain; charset=utf-8').send(`${lines.join('\n')}\n`)
    }
    return reply.send({ ready, parts })
  })

  web.get('/robots.txt', (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send('User-agent: *\nDisallow: /\n'),
  )

  web.get('/icon.svg', (_request, reply) =>
    reply.header('cache-control', 'public, max-age=86400').type('image/svg+xml').send(icon),
  )
}
