import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { wholeDesk } from '../src/core/scope.ts'
import { openForReading } from '../src/store/database.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { startWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld({ hasGitHub: false })
})
afterAll(() => world.stop())

const as = (name: string) => world.discord.as(name)

async function aTicket(text: string) {
  const message = await as('mia').say('#general', `@bee ${text}`)
  const thread = await as('mia').untilThread(({ id }) => id === message.id)
  const card = await as('mia').untilMessage(thread.id, ({ content }) => content.includes('ST-'))
  const ticket = (await world.bee.app.tickets.inThread(wholeDesk, thread.id))!
  return { thread, card, ticket }
}

/** Another process on the same file, as a test's hand in the machine. */
const other = () => openSqlite(`${world.dataDir}/bee.sqlite`, { timeout: 5000 })

async function keys(): Promise<string[]> {
  const db = openForReading(`${world.dataDir}/bee.sqlite`)
  try {
    return (await db.selectFrom('inbox').select('key').execute()).map(({ key }) => key)
  } finally {
    await db.destroy()
  }
}

const typesOf = async (id: number) => (await world.bee.app.tickets.history(id)).map(({ event }) => event.type)

it('F01: keeps an event and all of its work, or neither; what failed half-way is done when it comes again', async () => {
  const { thread, ticket } = await aTicket('the login page is blank')
  const file = other()
  // The wish for a human is written first, and the news of it; then the bundle of the file beside it fails to be written.
  file.exec(`create trigger broken before insert on ticket_event when new.type = 'bundle.wanted'
    begin select raise(abort, 'the disk made a noise'); end`)
  const files = [{ name: 'app.log', data: Buffer.from('level=error msg="no session"\n') }]
  const said = await as('eva').say(thread.id, '@bee I need a human', { files })
  await as('eva').untilMessage(thread.id, ({ content }) => content.includes('incident'))
  expect(await typesOf(ticket.id)).not.toContain('ticket.human-wanted')
  expect(await keys()).not.toContain(`message:${said.id}`)

  file.exec('drop trigger broken')
  file.close()
  world.discord.gateway.fault({ type: 'duplicate', times: 1, event: 'MESSAGE_CREATE' })
  const again = await as('eva').say(thread.id, '@bee I need a human', { files })
  await as('eva').untilMessage(thread.id, ({ content }) => content.includes('called a human'))
  await world.bee.app.outbox.add([])
  expect((await typesOf(ticket.id)).filter((type) => type === 'ticket.human-wanted')).toHaveLength(1)
  expect(await keys()).toContain(`message:${again.id}`)
})

it('F27: does once what a command, a button and a form ask for, although Discord tells of them twice', async () => {
  const { thread, card, ticket } = await aTicket('my passkey is refused')
  const twice = () => world.discord.gateway.fault({ type: 'duplicate', times: 1, event: 'INTERACTION_CREATE' })
  const buttonOf = (label: string, message = card) => {
    const parts = message.components.flatMap((row) => ('components' in row ? row.components : []))
    return (parts.find((part) => 'label' in part && part.label === label) as { custom_id: string }).custom_id
  }
  twice()
  await (await as('max').slash('ticket note', { text: 'looks like AAL2' }, thread.id)).message()
  const asked = await (await as('mia').press(card.id, buttonOf('Still broken'))).message()
  twice()
  await (await as('mia').press(asked.id, buttonOf('A human, please', asked))).message()
  const form = await as('mia').press(card.id, buttonOf('Add details'))
  await form.modal()
  twice()
  await (await form.submit({ version: '2.4.1' })).message()

  await expect.poll(async () => (await keys()).filter((key) => key.startsWith('interaction:')).length).toBe(4)
  const types = await typesOf(ticket.id)
  const counted = (type: string) => types.filter((one) => one === type).length
  expect([counted('ticket.noted'), counted('ticket.human-wanted'), counted('ticket.detailed')]).toEqual([1, 1, 1])
})

it('does not ask anybody outside while the database waits', async () => {
  const asking = world.bee.app.once({ source: 'message', id: 'one' }, (app) => app.chat.read('1', '2'))
  await expect(asking).rejects.toThrow('read was asked for inside a transaction')
  expect(await keys()).not.toContain('message:one')
  expect(
    await world.bee.app.once({ source: 'message', id: 'one' }, async (app) => app.chat.channels(world.discord.guildId)),
  ).not.toEqual([])
})

it('undoes alone what failed inside, and keeps the rest', async () => {
  const { ticket } = await aTicket('no mail arrives')
  await world.bee.app.once({ source: 'message', id: 'two' }, async (app) => {
    await app.tickets.change(ticket.id, 'bee', (ticket) => ({ ticket, events: [{ type: 'ticket.human-wanted' }] }))
    const failing = app.tickets.change(
      ticket.id,
      'bee',
      (ticket) => ({ ticket: { ...ticket, tier: 'enterprise' }, events: [] }),
      async (trx) => {
        await sql`delete from ticket_event`.execute(trx)
        throw new Error('half-way')
      },
    )
    await expect(failing).rejects.toThrow('half-way')
  })
  expect(await typesOf(ticket.id)).toEqual(['ticket.opened', 'ticket.human-wanted'])
  expect((await world.bee.app.tickets.get(wholeDesk, ticket.id)).tier).toBe(ticket.tier)
})
