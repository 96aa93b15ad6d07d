import { afterAll, beforeAll, expect, it } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import { refusalTexts } from '../../src/errors.ts'
import { startWorld, type World } from '../world.ts'
import { answerTo, opened } from './scene.ts'

let world: World
let general: string
beforeAll(async () => {
  world = await startWorld({ hasGitHub: false })
  general = (await as('mia').say('#general', 'good morning everybody')).id
})
afterAll(() => world.stop())

const as = (name: string) => world.discord.as(name)
const numberOfDrafts = async () => (await world.bee.app.library.all()).filter(({ status }) => status === 'draft').length

it('A36: answers ids that nobody was given, whatever is in them, and does nothing', async () => {
  const before = await world.bee.app.tickets.list(wholeDesk, { limit: 100 })
  const made = [
    'x',
    '../../x',
    '__proto__',
    'constructor',
    "' or 1=1 --",
    '{"ticketId":1}',
    'é'.repeat(100),
    '0'.repeat(22),
  ]
  for (const id of made) {
    expect(await answerTo(as('sam').forge(general, id))).toBe(refusalTexts.CONTROL_GONE)
    expect(await answerTo(as('sam').forge(general, id, 'form', { request: 'mine' }))).toBe(refusalTexts.CONTROL_GONE)
  }
  expect(await world.bee.app.tickets.list(wholeDesk, { limit: 100 })).toEqual(before)
})

it('A36: takes no form in the name of a button, nor presses what is a form', async () => {
  const { app } = world.bee
  const ticket = await opened(world, 'mia', '@bee the login page is blank')
  const before = await app.tickets.history(ticket.id)
  for (const action of ['solved', 'revoke', 'share.github', 'nothing', 'dm.new']) {
    const control = await app.controls.for(action, ticket.id)
    const said = await answerTo(as('mia').forge(general, control, 'form', { version: '6.6.6' }))
    expect(said, action).toBe(refusalTexts.CONTROL_GONE)
  }
  const leak = await app.controls.for('leak.repost', null, { authorId: as('mia').userId })
  expect(await answerTo(as('mia').forge(general, leak, 'form', { request: 'x' }))).toBe(refusalTexts.CONTROL_GONE)
  const article = await app.controls.for('article', null, { category: 'database' })
  expect(await answerTo(as('max').forge(general, article))).toBe(refusalTexts.CONTROL_GONE)
  expect(await app.tickets.history(ticket.id)).toEqual(before)
})

it('A36: does once what a form asks for that Discord tells of twice', async () => {
  const control = await world.bee.app.controls.for('article', null, { category: 'database' })
  const texts = { title: 'What becomes of quince', body: 'Quince is cooked for a long time. '.repeat(5), asked: '' }
  const before = await numberOfDrafts()
  world.discord.gateway.fault({ type: 'duplicate', times: 1, event: 'INTERACTION_CREATE' })
  expect(await answerTo(as('max').forge(general, control, 'form', texts))).toContain('draft')
  // Whatever was told twice has been heard twice before the next one is answered.
  await answerTo(as('max').slash('help', {}, '#general'))
  expect(await numberOfDrafts()).toBe(before + 1)
})

it('A36: makes nobody a moderator by what Bee remembers of them, when Discord does not tell', async () => {
  const { number, id } = await opened(world, 'mia', '@bee the certificate has expired')
  const note = () => answerTo(as('max').slash('ticket note', { text: 'seen', ticket: number }, '@bee'))
  const isNoted = async () =>
    (await world.bee.app.tickets.history(id)).filter(({ event }) => event.type === 'ticket.noted').length
  await note()
  expect(await isNoted()).toBe(1)
  const fault = world.discord.faults.add({ match: { method: 'GET', path: '/guilds/*/members/*' }, do: { status: 403 } })
  expect(await note()).toContain('Only a support engineer or a moderator')
  fault.remove()
  expect(await isNoted()).toBe(1)
})
