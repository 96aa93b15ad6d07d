import type { FastifyInstance } from 'fastify'
import type { AskingOf } from '../core/permissions.ts'

/**
 * What each address asks of Bee, by the row of `core/permissions.ts` that says who may. Of what is a visitor's own their
 * secret address is the proof, of a maintainer GitHub's signature.
 */
export const routeAskings: Readonly<Record<string, AskingOf<'visitor'> | AskingOf<'maintainer'>>> = {
  '/': 'bee.about',
  '/healthz': 'bee.about',
  '/readyz': 'bee.about',
  '/robots.txt': 'bee.about',
  '/icon.svg': 'bee.about',
  '/collect.mjs': 'bee.about',
  '/d/:token': 'bundle.get',
  '/d/:token/claim': 'bundle.get',
  '/f/:claim': 'bundle.get',
  '/u/:code': 'bundle.create',
  '/u/:code/uploads': 'bundle.create',
  '/u/:code/uploads/:id': 'bundle.create',
  '/u/:code/uploads/:id/:index': 'bundle.create',
  '/u/:code/uploads/:id/done': 'bundle.create',
  '/webhooks/github': 'ticket.answer',
}

/** An address that nobody has said who may ask for does not exist: the server does not start with it. */
export function demandAskings(web: FastifyInstance): void {
  web.addHook('onRoute', ({ url }) => {
    if (!Object.hasOwn(routeAskings, url)) throw new Error(`${url} has no line in src/web/askings.ts`)
  })
}
