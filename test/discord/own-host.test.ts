import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import type { SeenMessage } from '../../src/sandbox/discord/api.ts'
import { unpack } from '../bundle/order.ts'
import { aDesk } from '../collect/desk.ts'
import { startWorld, type World } from '../world.ts'

const machine = mkdtempSync(join(tmpdir(), 'bee-own-host-'))
const dataDir = join(machine, 'bee')
const go = join(machine, 'go')
const desk = aDesk(
  machine,
  {
    logs: { title: 'Logs of Kratos', files: ['logs/*.log'], service: 'kratos' },
    bees: { title: 'What is near', files: ['bee/**', 'bee/*'] },
    variables: { title: 'All variables', command: ['env'] },
    waiting: { command: ['sh', '-c', `while [ ! -e ${go} ]; do sleep 0.05; done; echo waited`], timeout: '60 s' },
    missing: { title: 'A program', command: ['no-such-program-here'] },
    late: { title: 'A slow program', command: ['sh', '-c', 'sleep 300'], timeout: '1 s' },
  },
  { ownHost: { collect: true, folder: machine } },
)
let world: World
let off: World
const buttonOf = (message: SeenMessage, label: string) =>
  message.components
    .flatMap((row) => ('components' in row ? row.components : []))
    .find((part) => 'label' in part && part.label === label) as { custom_id: string } | undefined

beforeAll(async () => {
  mkdirSync(join(machine, 'logs'))
  mkdirSync(dataDir)
  writeFileSync(join(dataDir, 'notes.txt'), 'a text of Bee itself\n')
  writeFileSync(
    join(machine, 'logs/kratos.log'),
    'time=2026-11-20T09:14:03Z level=error msg="AAL2 required but no second factor is configured" ip=203.0.113.77\n',
  )
  process.env.DISCORD_TOKEN = 'planted-token-of-bee'
  process.env.STING_MODE = 'kept-variable'
  world = await startWorld({ hasGitHub: false, env: { DESK: desk, DATA_DIR: dataDir } })
  off = await startWorld({ hasGitHub: false })
}, 60_000)
afterAll(async () => {
  await Promise.all([world.stop(), off.stop()])
  delete process.env.DISCORD_TOKEN
  delete process.env.STING_MODE
  rmSync(machine, { recursive: true, force: true })
})

async function aTicket(world: World) {
  const asked = await world.discord.as('mia').say('#general', "@bee I can't login after the update")
  const thread = await world.discord.as('mia').untilThread(({ id }) => id === asked.id)
  await world.discord
    .as('mia')
    .untilMessage(thread.id, ({ components }) => JSON.stringify(components).includes('Send logs privately'))
  const number = thread.name!.slice(0, 11)
  return { thread, number, ticket: (await world.bee.app.tickets.byNumber(wholeDesk, number))! }
}

const packed = async ({ thread }: { thread: { id: string } }) =>
  world.discord.as('mia').untilMessage(thread.id, ({ content }) => content.includes('What I collected'))

describe("collecting on Bee's own machine", () => {
  it('packs what the category needs, says what was left out and why, and Bee answers meanwhile', async () => {
    const about = await aTicket(world)
    const eva = world.discord.as('eva')
    const first = await (await eva.slash('bundle create', { 'own-host': true }, about.thread.id)).message()
    expect(first.content).toMatch(/Logs of Kratos, What is near.* 2 min/)
    // One collector is waiting, so the bundle is still on its way.
    const again = await (await eva.slash('bundle create', { 'own-host': true }, about.thread.id)).message()
    expect(again.content).toContain('is not ready yet')
    expect((await (await eva.slash('status', {}, about.thread.id)).message()).content).not.toBe('')
    writeFileSync(go, '')
    await packed(about)

    const leftOut = await eva.untilMessage(about.thread.id, ({ content }) => content.startsWith('Left out'))
    expect(leftOut.content).toContain(
      'missing.txt (no-such-program-here) cannot be gathered: the program for it is not installed here',
    )
    expect(leftOut.content).toContain('late.txt took longer than it may')
    expect(leftOut.content).toMatch(/bee-own-host-\w+\/bee belongs to Bee itself/)
    expect(leftOut.content.match(/belongs to Bee/g)).toHaveLength(1)
    const [bundle] = await world.bee.app.bundles.ofTicket(about.ticket.id)
    const texts = await unpack(join(dataDir, 'bundles', bundle!.file!))
    expect(texts['logs/kratos/kratos.log']).toMatch(/AAL2 required.* ip=ip-\d/)
    expect(texts['system/waiting.txt']).toBe('waited\n')
    expect(texts['system/variables.txt']).toContain('kept-variable')
    const all = Object.values(texts).join('\n')
    expect(all).not.toMatch(/planted-token|DISCORD_TOKEN|a text of Bee itself|203\.0\.113\.77/)
    expect(bundle!.manifest).toContain('aal2')
  })

  it('is offered to the staff beside the private upload, and understood as a sentence', async () => {
    const about = await aTicket(world)
    const answer = await (await world.discord.as('max').slash('bundle upload', {}, about.thread.id)).message()
    const { custom_id } = buttonOf(answer, "Collect on Bee's machine")!
    const pressed = await (await world.discord.as('max').press(answer.id, custom_id)).message()
    expect(pressed.content).toContain('I am collecting on my own machine')
    await packed(about)
    const mias = await (await world.discord.as('mia').slash('bundle upload', {}, about.thread.id)).message()
    expect(buttonOf(mias, "Collect on Bee's machine")).toBeUndefined()

    const second = await aTicket(world)
    await world.discord.as('eva').say(second.thread.id, '@bee please make a bundle')
    await packed(second)
  })

  it('is refused to everybody but the staff, and where the desk does not allow it or has nothing to collect', async () => {
    const { thread } = await aTicket(world)
    const mia = await (await world.discord.as('mia').slash('bundle create', { 'own-host': true }, thread.id)).message()
    expect(mia.content).toContain('Only a support engineer or a moderator')
    const nothing = await (await world.discord.as('mia').slash('bundle create', {}, thread.id)).message()
    expect(nothing.content).toContain('There is nothing to pack')
    await (await world.discord.as('max').slash('ticket category', { category: 'database' }, thread.id)).message()
    const max = await (await world.discord.as('max').slash('bundle create', { 'own-host': true }, thread.id)).message()
    expect(max.content).toContain('nothing to collect for database')

    const there = (await aTicket(off)).thread.id
    const refused = await (await off.discord.as('max').slash('bundle create', { 'own-host': true }, there)).message()
    expect(refused.content).toContain('does not let me collect')
    const answer = await (await off.discord.as('max').slash('bundle upload', {}, there)).message()
    expect(buttonOf(answer, "Collect on Bee's machine")).toBeUndefined()
    expect([...world.discord.violations, ...off.discord.violations]).toEqual([])
  })
})
