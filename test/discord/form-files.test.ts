import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import type { SeenMessage } from '../../src/sandbox/discord/api.ts'
import { unpack } from '../bundle/order.ts'
import { aDesk } from '../collect/desk.ts'
import { startWorld, type World } from '../world.ts'

const folder = mkdtempSync(join(tmpdir(), 'bee-form-'))
let world: World
const as = (name: string) => world.discord.as(name)
const secret = 'time=2026-11-20T09:14:03Z level=error msg="AAL2 required" password=Sup3rS3cretPw ip=203.0.113.77\n'

beforeAll(async () => {
  const desk = aDesk(folder, { logs: { files: ['*.log'] } }, { limits: { attachment: '1 KB', attachments: 2 } })
  world = await startWorld({ hasGitHub: false, env: { DESK: desk } })
})
afterAll(async () => {
  await world.stop()
  rmSync(folder, { recursive: true, force: true })
})

const hasBundle = ({ embeds }: SeenMessage) => /\/d\/[\w-]+\)/.test(JSON.stringify(embeds))
const buttonOf = (message: SeenMessage, label: string) => {
  const parts = message.components.flatMap((row) => ('components' in row ? row.components : []))
  return (parts.find((part) => 'label' in part && part.label === label) as { custom_id: string }).custom_id
}

async function aTicket() {
  const asked = await as('mia').say('#general', "@bee I can't login after the update")
  const thread = await as('mia').untilThread(({ id }) => id === asked.id)
  const card = await as('mia').untilMessage(thread.id, ({ components }) =>
    JSON.stringify(components).includes('Add details'),
  )
  return { thread, card, details: buttonOf(card, 'Add details') }
}

async function newestBundle(threadName: string): Promise<Record<string, string>> {
  const ticket = await world.bee.app.tickets.byNumber(wholeDesk, threadName.slice(0, 11))
  const [bundle] = await world.bee.app.bundles.ofTicket(ticket!.id)
  return unpack(join(world.dataDir, 'bundles', bundle!.file!))
}

describe('files in a form', () => {
  it('become the bundle of the ticket, and nobody sees them as they were', async () => {
    const { thread, card, details } = await aTicket()
    const asked = await as('mia').press(card.id, details)
    const upload = JSON.stringify((await asked.modal()).components)
    expect(upload).toContain('"type":19')
    const sent = await asked.submit({ steps: 'Open the login page', logs: [{ name: 'kratos.log', data: secret }] })
    expect((await sent.message()).content).toContain('I am packing your files')

    await as('mia').untilMessage(thread.id, hasBundle)
    const files = await newestBundle(thread.name!)
    expect(files['logs/kratos/kratos.log']).toMatch(/AAL2 required.* password=redacted-password|\[redacted:password\]/)
    const seen = JSON.stringify([...as('eva').visible(thread.id), ...as('eva').visible('#general')])
    expect(seen + JSON.stringify(files) + world.log.join('')).not.toMatch(/Sup3rS3cretPw|203\.0\.113\.77/)
    expect(seen).toContain('Open the login page')
  })

  it('come with a new request as well', async () => {
    const asked = await as('mia').slash('ticket open', {}, '#general')
    const files = [{ name: 'postgres.log', data: secret }]
    await (
      await asked.submit({ request: 'The database refuses all connections since the update', logs: files })
    ).message()
    const thread = await as('mia').untilThread(({ name }) => name?.includes('database') ?? false)
    await as('mia').untilMessage(thread.id, hasBundle)
    expect((await newestBundle(thread.name!))['manifest.json']).toContain('postgres.log')
  })

  it('that are too large or too many are left out, which is said with what to do', async () => {
    const { thread, card, details } = await aTicket()
    const asked = await as('mia').press(card.id, details)
    const logs = [
      { name: 'small.log', data: secret },
      { name: 'large.log', data: `${'x'.repeat(2000)}\n` },
    ]
    await (await asked.submit({ logs })).message()
    const leftOut = await as('mia').untilMessage(thread.id, ({ content }) => content.startsWith('Left out'))
    expect(leftOut.content).toContain('large.log')
    expect(leftOut.content).toContain('is too large for me. Send only the part around the time of the problem')

    const second = await aTicket()
    const files = ['a.log', 'b.log', 'c.log'].map((name) => ({ name, data: secret }))
    await as('mia').say(second.thread.id, 'here are all of them', { files })
    const over = await as('mia').untilMessage(second.thread.id, ({ content }) => content.startsWith('Left out'))
    expect(over.content).toContain('c.log (at most 2 files) is more than I take at once. Please send it by itself.')
    expect((await newestBundle(second.thread.name!))['manifest.json']).toContain('b.log')
  })

  it('are not taken from somebody who may not add to the ticket', async () => {
    const { card, details } = await aTicket()
    const refused = await (await as('sam').press(card.id, details)).message()
    expect(refused.content).toContain('Only the requester')
    expect(world.discord.violations).toEqual([])
  })
})
