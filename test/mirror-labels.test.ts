import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { TicketEvent } from '../src/core/types.ts'
import { shipped } from '../src/paths.ts'
import { mirroredWorld } from './mirrored-world.ts'
import type { World, WorldOptions } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'bee-labels-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let world: World
afterEach(() => world?.stop())

const within = { timeout: 30_000 }
const deskFile = join(folder, 'sting-ce.yaml')

/** The desk, with who its engineer is on GitHub. */
function deskWith(people: Record<string, string>) {
  const desk = readFileSync(shipped('data/desks/sting-ce.yaml'), 'utf8')
  const lines = Object.entries(people).map(([login, id]) => `    ${login}: "${id}"\n`)
  const text = desk.replace('  assignees: {}\n', `  assignees: {}\n  people:\n${lines.join('')}`)
  expect(text).not.toBe(desk)
  writeFileSync(deskFile, text)
}

async function labelled(options: WorldOptions = {}) {
  deskWith({ nobody: '100000000000000000' })
  const parts = await mirroredWorld({ ...options, env: { DESK: deskFile } })
  world = parts.world
  const { ticket, issue } = parts
  const events = async (type: TicketEvent['type']) => {
    const history = await world.bee.app.tickets.history((await ticket()).id)
    return history.filter(({ event }) => event.type === type)
  }
  const card = async () => {
    const { threadId, cardMessageId } = await ticket()
    const found = world.discord.state.messages(threadId!).find(({ id }) => id === cardMessageId)
    return JSON.stringify(found?.embeds)
  }
  const idle = async () => Object.keys(await world.bee.app.outbox.countByState())
  // Its labels are there, and nothing else is on its way.
  const before = (await ticket()).triage
  await expect.poll(() => issue.labels, within).toContain(`priority: ${before.priority}`)
  await expect.poll(idle, within).toEqual(['done'])
  return { ...parts, events, card, idle, before }
}

const triageOf = (ticket: { triage: { priority: string; category: string; kind: string } }) => {
  const { priority, category, kind } = ticket.triage
  return { priority, category, kind }
}

describe('a label that a maintainer puts on the issue', () => {
  it('is what the ticket says from then on, in its story too, and takes the place of the one before', async () => {
    const { ticket, issue, events, card, idle, before } = await labelled()
    const { github } = world
    github.maintainer.label(1, 'priority: critical')
    await expect.poll(async () => triageOf(await ticket()).priority, within).toBe('critical')
    expect(await events('ticket.prioritised')).toMatchObject([
      { by: `github:${github.maintainer.login}`, event: { from: before.priority, to: 'critical' } },
    ])
    await expect.poll(card, within).toContain('critical')
    await expect
      .poll(() => issue.labels.filter((name) => name.startsWith('priority')), within)
      .toEqual(['priority: critical'])

    github.maintainer.unlabel(1, 'area: authentication')
    github.maintainer.unlabel(1, before.kind)
    github.maintainer.label(1, 'area: network', 'incident', 'good first issue')
    await expect
      .poll(async () => triageOf(await ticket()), within)
      .toEqual({
        ...{ priority: 'critical', category: 'network', kind: 'incident' },
      })
    expect(await events('ticket.categorised')).toMatchObject([{ event: { from: 'authentication', to: 'network' } }])
    await expect.poll(idle, within).toEqual(['done'])
    expect(issue.labels).toEqual(expect.arrayContaining(['good first issue', 'area: network', 'incident']))
    expect(issue.labels).not.toContain('area: authentication')
    expect(github.violations).toEqual([])
  }, 120_000)

  it('F45: is found by the sweep when no webhook tells of it', async () => {
    const { ticket, card } = await labelled({ sweepEveryMs: 200 })
    world.github.faults.add({ match: { event: 'issues' }, do: { webhook: 'drop' } })
    world.github.maintainer.label(1, 'priority: low')
    world.github.maintainer.assign(1, 'octocat')
    await expect.poll(async () => triageOf(await ticket()).priority, within).toBe('low')
    await expect.poll(card, within).toContain('with octocat there')
  }, 120_000)

  it('F46: does not come back and forth: what Bee labels itself changes no ticket', async () => {
    const { ticket, issue, events, idle } = await labelled()
    const max = world.discord.as('max')
    const number = (await ticket()).number
    for (const priority of ['high', 'low', 'critical'])
      await (await max.slash('ticket priority', { priority, ticket: number }, '#general')).message()
    await expect.poll(() => issue.labels, within).toContain('priority: critical')
    await expect.poll(idle, within).toEqual(['done'])
    await world.github.settled()
    await expect.poll(idle, within).toEqual(['done'])
    expect(triageOf(await ticket()).priority).toBe('critical')
    const by = (await events('ticket.prioritised')).map((event) => event.by)
    expect(new Set(by)).toEqual(new Set([max.userId]))
  }, 120_000)

  it('F46: is told at once with a lent token, too, though Bee works under the same name', async () => {
    // No sweep would find it before the test is over.
    const { ticket, events, card, idle } = await labelled()
    const { github, discord } = world
    const lender = github.person('bee-desk')
    lender.label(1, 'priority: critical')
    await expect.poll(async () => triageOf(await ticket()).priority, within).toBe('critical')
    lender.assign(1, 'octocat')
    await expect.poll(card, within).toContain('with octocat there')
    expect(await events('ticket.prioritised')).toMatchObject([{ by: 'github:bee-desk' }])
    await expect.poll(idle, within).toEqual(['done'])
    await github.settled()

    // What Bee itself does under that name is no news, and costs GitHub no question for each label.
    const number = (await ticket()).number
    const looks = () => github.requests.filter(({ method, path }) => method === 'GET' && path.endsWith('/issues/1'))
    const before = looks().length
    const max = discord.as('max')
    await (await max.slash('ticket priority', { priority: 'low', ticket: number }, '#general')).message()
    await expect.poll(() => github.state.issues[0]!.labels, within).toContain('priority: low')
    await expect.poll(idle, within).toEqual(['done'])
    await github.settled()
    await expect.poll(idle, within).toEqual(['done'])
    expect((await events('ticket.prioritised')).map(({ by }) => by)).toEqual(['github:bee-desk', max.userId])
    expect(looks().length - before).toBeLessThanOrEqual(8)
    expect(github.violations).toEqual([])
  }, 120_000)

  it('is sent while the card goes on naming who is assigned, so that it is drawn once', async () => {
    const { ticket, issue, card, idle } = await labelled()
    const { github, discord } = world
    github.maintainer.assign(1, 'octocat')
    await expect.poll(card, within).toContain('with octocat there')
    await expect.poll(idle, within).toEqual(['done'])
    await github.settled()
    await expect.poll(idle, within).toEqual(['done'])
    const { number, cardMessageId } = await ticket()
    const drawn = () =>
      discord.requests.filter(({ method, path }) => method === 'PATCH' && path.endsWith(`/messages/${cardMessageId}`))
    const before = drawn().length
    await (await discord.as('max').slash('ticket priority', { priority: 'low', ticket: number }, '#general')).message()
    await expect.poll(() => issue.labels, within).toContain('priority: low')
    await expect.poll(idle, within).toEqual(['done'])
    await github.settled()
    await expect.poll(idle, within).toEqual(['done'])
    expect(drawn().length - before).toBe(1)
    expect(await card()).toContain('with octocat there')
  }, 120_000)

  it('F39: is no news of its own making when the answer to a labelling was lost', async () => {
    const { ticket, issue, events, idle } = await labelled()
    const number = (await ticket()).number
    world.github.faults.add({
      match: { method: 'PATCH', path: '/repos/*/*/issues/1', times: 2 },
      do: { effectThen: 'drop' },
    })
    const max = world.discord.as('max')
    await (await max.slash('ticket priority', { priority: 'low', ticket: number }, '#general')).message()
    await expect.poll(() => issue.labels, within).toContain('priority: low')
    await expect.poll(idle, within).toEqual(['done'])
    expect(triageOf(await ticket()).priority).toBe('low')
    expect(await events('ticket.prioritised')).toHaveLength(1)
  }, 120_000)
})

describe('who is assigned', () => {
  it('on GitHub has the ticket, and whoever has the ticket is assigned there, when the desk knows them', async () => {
    const parts = await labelled()
    const { ticket, issue, texts, card, idle } = parts
    const [eva, max] = [world.discord.as('eva').userId, world.discord.as('max').userId]
    await world.bee.stop(1000)
    deskWith({ octa: eva, maya: max })
    await world.restart()

    world.github.maintainer.assign(1, 'octa')
    await expect.poll(async () => (await ticket()).assigneeId, within).toBe(eva)
    await expect.poll(() => texts().join('\n'), within).toContain(`<@${eva}> takes care of this`)
    await expect.poll(card, within).toContain('with octa there')

    const number = (await ticket()).number
    await (await world.discord.as('max').slash('ticket assign', { person: max, ticket: number }, '#general')).message()
    await expect.poll(() => issue.assignees, within).toEqual(['maya'])
    await expect.poll(idle, within).toEqual(['done'])

    world.github.maintainer.unassign(1, 'maya')
    await expect.poll(async () => (await ticket()).assigneeId, within).toBeNull()
    await expect.poll(() => texts().join('\n'), within).toContain('Nobody in particular takes care of')
    expect(issue.assignees).toEqual([])
  }, 120_000)

  it('stands on the card when the desk does not know them', async () => {
    const { ticket, card } = await labelled()
    world.github.maintainer.assign(1, 'octocat')
    await expect.poll(card, within).toContain('with octocat there')
    expect((await ticket()).assigneeId).toBeNull()
    world.github.maintainer.unassign(1, 'octocat')
    await expect.poll(card, within).not.toContain('octocat')
  }, 120_000)

  it('stands on the card, too, when it is told while Bee is still putting its labels on', async () => {
    const { world: started, issue, ticket } = await mirroredWorld()
    world = started
    expect(issue.labels).toEqual([])
    world.github.maintainer.assign(1, 'octocat')
    world.github.maintainer.label(1, 'priority: critical')
    await expect.poll(() => issue.labels, { timeout: 40_000 }).toContain('status: new')
    await expect.poll(async () => Object.keys(await world.bee.app.outbox.countByState()), within).toEqual(['done'])
    const { threadId, cardMessageId, triage } = await ticket()
    const found = world.discord.state.messages(threadId!).find(({ id }) => id === cardMessageId)
    expect(triage.priority).toBe('critical')
    expect(JSON.stringify(found?.embeds)).toContain('with octocat there')
  }, 120_000)
})
