import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Asking } from '../../src/core/permissions.ts'
import { permissions } from '../../src/core/permissions.ts'
import type { Ticket, TicketEvent } from '../../src/core/types.ts'
import { mirroredWorld } from '../mirrored-world.ts'
import { isNamed } from './spec.ts'

let scene: Awaited<ReturnType<typeof mirroredWorld>>
beforeAll(async () => {
  scene = await mirroredWorld()
}, 120_000)
afterAll(() => scene.world.stop())

const soon = (isSo: () => Promise<boolean>) => vi.waitUntil(isSo, { timeout: 30_000, interval: 25 })
const by = () => `github:${scene.world.github.maintainer.login}`
const historyOf = async () => scene.world.bee.app.tickets.history((await scene.ticket()).id)
const idle = () => soon(async () => Object.keys(await scene.world.bee.app.outbox.countByState()).join() === 'done')
const says = (text: string) => scene.texts().some((said) => said.includes(text))

/** Each thing that whoever GitHub lets may ask for there, and how it is seen in the ticket. */
const drives: Partial<
  Record<Asking, { ask: () => void; shows: (ticket: Ticket) => boolean; event?: TicketEvent['type'] }>
> = {
  'ticket.answer': {
    ask: () => scene.world.github.maintainer.comment(1, 'Please try the nightly build'),
    shows: () => says('nightly build'),
  },
  'ticket.priority': {
    ask: () => scene.world.github.maintainer.label(1, 'priority: critical'),
    shows: ({ triage }) => triage.priority === 'critical',
    event: 'ticket.prioritised',
  },
  'ticket.category': {
    ask: () => {
      scene.world.github.maintainer.unlabel(1, 'area: authentication')
      scene.world.github.maintainer.label(1, 'area: network')
    },
    shows: ({ triage }) => triage.category === 'network',
    event: 'ticket.categorised',
  },
  'ticket.reclassify': {
    ask: () => scene.world.github.maintainer.label(1, 'incident'),
    shows: ({ triage }) => triage.kind === 'incident',
    event: 'ticket.reclassified',
  },
  'ticket.assign': {
    ask: () => {
      // The desk says who is who: here, that the maintainer is Max.
      const people = { [scene.world.github.maintainer.login]: scene.world.discord.as('max').userId }
      Object.assign(scene.world.bee.app.desk.github!.people, people)
      scene.world.github.maintainer.assign(1, scene.world.github.maintainer.login)
    },
    shows: ({ assigneeId }) => assigneeId === scene.world.discord.as('max').userId,
    event: 'ticket.assigned',
  },
  'ticket.close': {
    ask: () => scene.world.github.maintainer.close(1),
    shows: ({ status }) => status === 'closed',
    event: 'ticket.closed',
  },
  'ticket.reopen': {
    ask: () => scene.world.github.maintainer.reopen(1),
    shows: ({ status }) => status !== 'closed',
    event: 'ticket.reopened',
  },
}

/** What does something where people may say it. */
const sentences = [
  ...['post to Discord #auth-help', 'email it', "it's solved, thanks", 'still broken', 'make a new link'],
  ...[
    'I need a human',
    '@bee assign this to me',
    '@bee this is a database problem',
    '/ticket note mine',
    '/bundle release',
  ],
  ...['/ticket close', '@bee revoke the link', 'version: 9.9.9', 'join ST-2026-002'],
]

it('A36: gives whoever is let in by GitHub what the table gives them, by real doors, in their name', async () => {
  const named = (Object.keys(permissions) as Asking[]).filter((asking) => isNamed(asking, 'maintainer'))
  expect(Object.keys(drives).sort()).toEqual(named.sort())
  for (const [asking, { ask, shows, event }] of Object.entries(drives)) {
    // What Bee has to write there first finds others' labels too, without being told whose they are.
    await idle()
    ask()
    await soon(async () => shows(await scene.ticket())).catch(() => expect.fail(`${asking} did not happen`))
    if (event === undefined) continue
    const found = (await historyOf()).filter(({ event: { type }, by: who }) => type === event && who === by())
    expect(found, asking).toHaveLength(1)
  }
}, 120_000)

it('A36: carries over what else is asked for there, and does none of it', async () => {
  const { github, bee } = scene.world
  const ticket = await scene.ticket()
  const now = async () => ({
    ticket: { ...(await scene.ticket()), updatedAt: 0 },
    posts: await bee.app.posts.ofTicket(ticket.id),
    links: await bee.app.links.activeOf(ticket.id),
    byGitHub: (await historyOf()).filter((event) => event.by.startsWith('github:')),
  })
  const before = await now()
  for (const text of sentences) github.maintainer.comment(1, `${text} ~`)
  github.maintainer.editIssue(1, { title: 'Nothing to see', body: 'gone' })
  github.maintainer.label(1, 'status: closed', 'tier: enterprise')
  await soon(async () => scene.texts().filter((text) => text.includes(' ~')).length >= sentences.length)
  await idle()
  expect(await now()).toEqual(before)
  expect(scene.world.log.filter((line) => /"level":(50|60)/.test(line))).toEqual([])
}, 120_000)
