import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import type { Person } from '../../src/core/types.ts'
import type { SeenMessage } from '../../src/sandbox/discord/api.ts'
import { startWorld, type World } from '../world.ts'

let world: World
const as = (name: string) => world.discord.as(name)

beforeAll(async () => {
  world = await startWorld({ hasGitHub: false })
})
afterAll(() => world.stop())

/** The sanitizer keeps it, because it names a variable; the second scan, being stricter, holds it back. */
const doubtful = 'time=2026-11-20T09:14:03Z level=error msg="bad setting" password=this.props.x9Yz2\n'

const buttonOf = (message: SeenMessage, label: string) => {
  const parts = message.components.flatMap((row) => ('components' in row ? row.components : []))
  return (parts.find((part) => 'label' in part && part.label === label) as { custom_id: string }).custom_id
}

/** A ticket of Mia's whose bundle is held back, and what the staff is told of it. */
async function heldBack() {
  const asked = await as('mia').say('#general', '@bee the web app does not start', {
    files: [{ name: 'app.log', data: doubtful }],
  })
  const thread = await as('mia').untilThread(({ id }) => id === asked.id)
  const number = thread.name!.slice(0, 11)
  const card = await as('mia').untilMessage(thread.id, ({ embeds }) => JSON.stringify(embeds).includes('Held back'))
  const told = ({ content }: SeenMessage) => content.includes(number) && content.includes('second scan')
  const notice = await as('max').untilMessage('#support-staff', told)
  return { thread, number, card, notice }
}

const untilLink = (threadId: string, cardId: string) =>
  as('mia').until((me) =>
    me.visible(threadId).find(({ id, embeds }) => id === cardId && /\/d\/[\w-]+\)/.test(JSON.stringify(embeds))),
  )

describe('a bundle that the second scan holds back', () => {
  it('has no link, and the staff reads rule, file and line, never the value', async () => {
    const { number, card, notice } = await heldBack()
    expect(JSON.stringify(card.embeds)).not.toContain('/d/')
    expect(notice.content).toMatch(/keyed-secret in logs\/app\/app\.log, line 1/)
    expect(notice.content).not.toContain('self.config')
    const ticket = (await world.bee.app.tickets.byNumber(wholeDesk, number))!
    expect(await world.bee.app.links.activeOf(ticket.id)).toEqual([])
  })

  it('gets its link when a moderator releases it by command, with the reason written down', async () => {
    const { number, card, thread } = await heldBack()
    const reason = 'only the name of a variable'
    const refused = await (await as('mia').slash('bundle release', { reason }, thread.id)).message()
    expect(refused.content).toContain('Only a moderator')
    const done = await (await as('max').slash('bundle release', { reason }, thread.id)).message()
    expect(done.content).toContain('is released')

    const { embeds } = await untilLink(thread.id, card.id)
    const url = /\((http[^)]+\/d\/[^)]+)\)/.exec(JSON.stringify(embeds))![1]!
    const file = await fetch(`${url}/claim`, { method: 'POST' })
    expect(file.status).toBe(200)
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(100)

    const said = await as('max').untilMessage('#support-staff', ({ content }) => content.includes(reason))
    expect(said.content).toContain(`<@${as('max').userId}>`)
    const ticket = (await world.bee.app.tickets.byNumber(wholeDesk, number))!
    const released = (await world.bee.app.tickets.history(ticket.id)).filter(
      ({ event }) => event.type === 'bundle.released',
    )
    expect(released).toMatchObject([{ event: { reason }, by: as('max').userId }])

    const again = await (await as('max').slash('bundle release', { reason }, thread.id)).message()
    expect(again.content).toContain('not held back')
  })

  it('can be released from the notice, by a form that asks why', async () => {
    const { notice, card, thread } = await heldBack()
    const form = await as('max').press(notice.id, buttonOf(notice, 'Release it…'))
    expect((await form.modal()).components).toHaveLength(1)
    const done = await (await form.submit({ reason: 'looked at it: harmless' })).message()
    expect(done.content).toContain('is released')
    await untilLink(thread.id, card.id)
    const denied = await (await as('eva').press(notice.id, buttonOf(notice, 'Release it…'))).message()
    expect(denied.content).toContain('Only a moderator')
    expect(world.discord.violations).toEqual([])
  })

  it('gets one link when two moderators release it at once', async () => {
    const { number } = await heldBack()
    const ticket = (await world.bee.app.tickets.byNumber(wholeDesk, number))!
    const { releaseBundle } = await import('../../src/actions/release-bundle.ts')
    const who = {
      id: as('max').userId,
      name: 'Max',
      isModerator: true,
      isEngineer: false,
      roles: [],
      tier: 'community',
    }
    const by: Person = { ...who, guildId: ticket.guildId, door: 'thread' }
    const both = await Promise.allSettled(
      ['one', 'two'].map((reason) => releaseBundle({ ticket, reason, by }, world.bee.app)),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await world.bee.app.links.activeOf(ticket.id)).toHaveLength(1)
  })
})
