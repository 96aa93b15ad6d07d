import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wholeDesk } from '../../src/core/scope.ts'
import type { SeenMessage } from '../../src/sandbox/discord/api.ts'
import { startWorld, type World } from '../world.ts'

let world: World
const as = (name: string) => world.discord.as(name)
const has = (what: string | RegExp) => (message: SeenMessage) =>
  new RegExp(what).test(JSON.stringify([message.embeds, message.components]))

beforeAll(async () => {
  world = await startWorld({ hasGitHub: false })
})
afterAll(() => world.stop())

/** A ticket of Mia's with a bundle of this log. */
async function aTicket(log: string, shown: string) {
  const files = log === '' ? [] : [{ name: 'app.log', data: log }]
  const asked = await as('mia').say('#general', '@bee the web app does not start', { files })
  const thread = await as('mia').untilThread(({ id }) => id === asked.id)
  await as('mia').untilMessage(thread.id, has(shown))
  return thread
}

const verify = async (threadId: string, who = 'max') =>
  (await (await as(who).slash('bundle verify', {}, threadId)).message()).content
const fileOf = async (name: string) => {
  const ticket = await world.bee.app.tickets.byNumber(wholeDesk, name.slice(0, 11))
  const [bundle] = await world.bee.app.bundles.ofTicket(ticket!.id)
  return join(world.dataDir, 'bundles', bundle!.file!)
}

describe('/bundle verify', () => {
  it('says plainly that all is well, to a moderator only', async () => {
    const thread = await aTicket('time=2026-11-20T09:14:03Z level=error msg="cannot bind port"\n', '/d/')
    expect(await verify(thread.id)).toMatch(
      /is as it was made\.\n1 file, .* unpacked\.\nEvery file is as its manifest says\.\nThe second scan found nothing\.$/,
    )
    for (const who of ['mia', 'eva', 'sam']) expect(await verify(thread.id, who)).toContain('Only a moderator')
  })

  it('names rule, file and line of what the second scan finds, never the value', async () => {
    const log = 'time=2026-11-20T09:14:03Z level=error msg="bad setting" password=this.props.x9Yz2\n'
    const said = await verify((await aTicket(log, 'Held back')).id)
    expect(said).toContain('Something is wrong with')
    expect(said).toContain('• keyed-secret in logs/app/app.log, line 1')
    expect(said).not.toContain('self.config')
  })

  it('says that the file was changed, is damaged or gone', async () => {
    const thread = await aTicket('time=2026-11-20T09:14:03Z level=error msg="cannot bind port"\n', '/d/')
    const file = await fileOf(thread.name!)
    appendFileSync(file, 'more')
    expect(await verify(thread.id)).toMatch(/SHA-256 is another|not a bundle that Bee made, or it is damaged/)
    rmSync(file)
    expect(await verify(thread.id)).toContain('Its file is gone')
    expect(await verify((await aTicket('', 'Send logs privately')).id)).toContain('has no bundle yet')
    expect(world.discord.violations).toEqual([])
  })
})
