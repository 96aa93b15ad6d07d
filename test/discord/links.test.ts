import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import { shipped } from '../../src/paths.ts'
import type { SeenMessage } from '../../src/sandbox/discord/api.ts'
import { startWorld, type World } from '../world.ts'

let world: World
const folder = mkdtempSync(join(tmpdir(), 'bee-links-desk-'))
const as = (name: string) => world.discord.as(name)

/** The shipped desk, but bundles are for helpers. */
function helpersOnly(): string {
  const desk = readFileSync(shipped('data/desks/sting-ce.yaml'), 'utf8')
  const changed = desk.replace('linkAudience: { to: anyone }', 'linkAudience: { to: roles, roles: [Helper] }')
  expect(changed).not.toBe(desk)
  const file = join(folder, 'sting-ce.yaml')
  writeFileSync(file, changed)
  return file
}

const partsOf = (message: SeenMessage) =>
  message.components.flatMap((row) => ('components' in row ? row.components : []))
const buttonOf = (message: SeenMessage, label: string) =>
  (partsOf(message).find((part) => 'label' in part && part.label === label) as { custom_id: string }).custom_id
const hasButton = (message: SeenMessage, label: string) =>
  partsOf(message).some((part) => 'label' in part && part.label === label)
const urlIn = (text: string) => /<(http[^>]+\/d\/[^>]+)>/.exec(text)![1]!
const asTerminal = { headers: { accept: '*/*', 'user-agent': 'curl/8.5.0' } }

async function packed() {
  const asked = await as('mia').say('#general', '@bee I cannot login after the update', {
    files: [{ name: 'kratos.log', data: 'level=error msg="AAL2 required but no second factor is configured"\n' }],
  })
  const thread = await as('mia').untilThread(({ id }) => id === asked.id)
  const card = await as('mia').untilMessage(thread.id, (message) => hasButton(message, 'Downloads'), 15_000)
  const ticket = (await world.bee.app.tickets.byNumber(wholeDesk, thread.name!.slice(0, 11)))!
  return { thread, card, ticket }
}
const cardNow = (threadId: string, cardId: string) =>
  as('mia')
    .visible(threadId)
    .find(({ id }) => id === cardId)!

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a bundle for helpers', () => {
  beforeAll(async () => {
    world = await startWorld({
      hasGitHub: false,
      env: { DESK: helpersOnly() },
      guild: (plan) => ({
        ...plan,
        roles: [...(plan.roles ?? []), { name: 'Helper' }],
        people: plan.people.map((person) => (person.name === 'sam' ? { ...person, roles: ['Helper'] } : person)),
      }),
    })
  })
  afterAll(() => world.stop())

  it('is not linked in public; "Get bundle" gives it to who may have it, and to nobody else: A27, A36', async () => {
    const { thread, card, ticket } = await packed()
    await as('mia').say(thread.id, 'post to Discord #auth-help')
    const post = await as('mia').untilMessage('#auth-help', (message) => hasButton(message, 'Get bundle'))
    for (const shown of [card, post]) expect(JSON.stringify(shown)).not.toContain('/d/')

    const refused = await (await as('carla').press(post.id, buttonOf(post, 'Get bundle'))).message()
    expect(refused.content).toContain('This bundle is for Helper, the requester and the staff')
    expect(refused.content).not.toContain('/d/')
    const given = await (await as('sam').press(post.id, buttonOf(post, 'Get bundle'))).message()
    const url = urlIn(given.content)
    expect(
      as('carla')
        .visible('#auth-help')
        .some(({ content }) => content.includes(url)),
    ).toBe(false)
    for (const person of ['mia', 'max', 'eva']) {
      const own = await (await as(person).press(card.id, buttonOf(card, 'Get bundle'))).message()
      expect(urlIn(own.content)).not.toBe(url)
    }

    // Roles are looked at when it is pressed, not when it was shown.
    world.discord.admin().setRoles('sam', [])
    const late = await (await as('sam').press(post.id, buttonOf(post, 'Get bundle'))).message()
    expect(late.content).toContain('This bundle is for Helper')

    const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text()
    expect(page).toContain('given to you alone')
    const file = await fetch(`${url}/claim`, { method: 'POST' })
    expect([file.status, (await file.arrayBuffer()).byteLength > 100]).toEqual([200, true])

    // The link's own address tells how to get it, and gives nothing.
    const [link] = await world.bee.app.links.activeOf(ticket.id)
    const open = world.bee.app.links.urlOf(link!)
    const said = await fetch(open, asTerminal)
    expect([said.status, await said.text()]).toEqual([
      403,
      `The bundle of ${ticket.number} is for certain people. Press "Get bundle" at the ticket in Discord and I give you an address of your own. https://discord.com/channels/${ticket.guildId}/${thread.id}\n`,
    ])
    expect((await fetch(`${open}/claim`, { method: 'POST' })).status).toBe(403)
    expect(await (await fetch(open, { headers: { accept: 'text/html' } })).text()).not.toContain('auth-issues')
    expect((await world.bee.app.links.get(link!.id))!.downloadsLeft).toBe(9)

    const given2 = (await world.bee.app.tickets.history(ticket.id)).filter(({ event }) => event.type === 'link.given')
    expect(given2.map(({ by }) => by)).toEqual(['sam', 'mia', 'max', 'eva'].map((name) => as(name).userId))
    // A personal address is nowhere but in that one answer.
    const kept = ['bee.sqlite', 'bee.sqlite-wal'].map((name) =>
      readFileSync(join(world.dataDir, name)).toString('latin1'),
    )
    for (const text of [...kept, ...world.log]) expect(text).not.toContain(url.slice(url.lastIndexOf('/') + 1))
    expect(world.discord.violations).toEqual([])
  }, 60_000)

  it('F35: is for the requester and the staff alone when the role that it is for is deleted', async () => {
    world.discord.admin().setRoles('sam', ['Helper'])
    const { card } = await packed()
    const get = async (name: string) => (await as(name).press(card.id, buttonOf(card, 'Get bundle'))).message()
    expect((await get('sam')).content).toContain('/d/')
    world.discord.admin().deleteRole('Helper')
    const refused = await get('sam')
    expect(refused.content).toContain('This bundle is for Helper, the requester and the staff')
    expect(refused.content).not.toContain('/d/')
    for (const name of ['mia', 'max']) expect((await get(name)).content).toContain('/d/')
    expect(world.log.filter((line) => /"level":(50|60)/.test(line))).toEqual([])
  }, 60_000)

  it('can be for one person instead', async () => {
    const { thread, ticket } = await packed()
    const made = await (await as('mia').slash('bundle renew', { for: as('carla').userId }, thread.id)).message()
    expect(made.content).toContain(`for <@${as('carla').userId}> and the staff`)
    const control = buttonOf(made, 'Get bundle')
    expect(await world.bee.app.links.activeOf(ticket.id)).toMatchObject([
      { audience: { to: 'person', personId: as('carla').userId } },
    ])
    expect(control).toMatch(/^[\w-]{22}$/)
  })
})

describe('the links of a ticket', () => {
  beforeAll(async () => {
    world = await startWorld({ hasGitHub: false })
  })
  afterAll(() => world.stop())

  it('are shown with their use, refilled and withdrawn with a button; the card keeps up', async () => {
    const { thread, card, ticket } = await packed()
    const [link] = await world.bee.app.links.activeOf(ticket.id)
    const url = world.bee.app.links.urlOf(link!)
    for (let i = 0; i < 10; i++) await (await fetch(`${url}/claim`, { method: 'POST' })).arrayBuffer()
    expect((await fetch(`${url}/claim`, { method: 'POST' })).status).toBe(410)
    const cardSays = (words: string) =>
      as('mia').until(() => JSON.stringify(cardNow(thread.id, card.id).embeds).includes(words) || undefined, 15_000)
    await cardSays('0 of 10 downloads left')
    const complete = async () => (await world.bee.app.links.countsOf([link!.id])).get(link!.id)?.completed
    await expect.poll(complete).toBe(10)

    const refused = await (await as('sam').slash('bundle links', {}, thread.id)).message()
    expect(refused.content).toContain('Only the requester')
    const shown = await (await as('max').press(card.id, buttonOf(card, 'Downloads'))).message()
    expect(shown.content).toMatch(/0 of 10 downloads left · 10 claimed, 10 complete, 0 broken off, 0 looks, 1 refused/)
    expect(shown.content).not.toContain('/d/')

    const refilled = await (await as('max').press(shown.id, buttonOf(shown, 'Refill'))).message()
    expect(refilled.content).toContain('has 10 downloads again')
    await cardSays('10 of 10 downloads left')
    expect((await fetch(`${url}/claim`, { method: 'POST' })).status).toBe(200)
    await cardSays('9 of 10 downloads left')

    const revoked = await (await as('max').press(shown.id, buttonOf(shown, 'Withdraw'))).message()
    expect(revoked.content).toContain('no longer work')
    expect(await (await fetch(url, asTerminal)).text()).toBe(
      'This link was withdrawn. Ask for a new one in the ticket.\n',
    )
    await cardSays('its link has ended')

    const log = await (await as('mia').slash('bundle log', {}, thread.id)).message()
    expect(log.content).toMatch(/claim: refused, no downloads left \(visitor [0-9a-f]{8}\)/)
    expect(log.content).not.toContain('127.0.0.1')
    const history = await world.bee.app.tickets.history(ticket.id)
    expect(history.map(({ event }) => event.type)).toEqual(expect.arrayContaining(['link.refilled', 'link.revoked']))
    expect(world.discord.violations).toEqual([])
  }, 60_000)
})
