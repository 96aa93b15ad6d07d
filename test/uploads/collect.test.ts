import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unpack } from '../bundle/order.ts'
import { bundleOf, planted, type UploadWorld, uploadWorld } from './kit.ts'

describe('bee collect with an address', { timeout: 90_000 }, () => {
  let here: UploadWorld
  beforeAll(async () => {
    here = await uploadWorld()
  }, 60_000)
  afterAll(() => here.stop())

  it('collects what the desk of the server says, sends it, and the ticket has a bundle', async () => {
    const { world, mia, thread, machine, collect } = here
    const address = await here.anAddress()
    const { code, out, err } = await collect(address, '--yes', '--json')
    expect({ code, err }).toMatchObject({ code: 0 })
    const sent = JSON.parse(out)
    expect(sent).toMatchObject({ outcome: 'ready', manifest: { ticket: expect.stringMatching(/^ST-/), desk: 'own' } })
    await mia.untilMessage(thread.id, ({ content }) => content.includes('have arrived'))
    await mia.untilMessage(thread.id, ({ embeds }) => JSON.stringify(embeds).includes('/d/'))
    const bundle = await bundleOf(world)
    expect(bundle).toMatchObject({ state: 'ready' })
    const files = await unpack(join(world.dataDir, 'bundles', bundle!.file!))
    expect(files['logs/kratos/kratos.log']).toContain('AAL2 required')
    expect(JSON.stringify(files)).not.toMatch(planted)
    expect(readdirSync(join(machine, 'tmp'))).toEqual([])
    expect(readdirSync(join(world.dataDir, 'uploads'))).toEqual([])

    const again = await collect(address, '--yes')
    expect(again).toMatchObject({ code: 1, err: expect.stringContaining('already been sent') })
    // The code is nowhere: not in the log, not in the database (A16).
    const codeItself = address.slice(address.lastIndexOf('/') + 1)
    const kept = readdirSync(world.dataDir).filter((name) => name.startsWith('bee.sqlite'))
    const all = [...world.log, ...kept.map((name) => readFileSync(join(world.dataDir, name), 'latin1'))].join('\n')
    expect(all).not.toContain(codeItself)
  })

  it('sends a bundle that was written earlier', async () => {
    const { collect, machine } = here
    const address = await here.anAddress()
    writeFileSync(join(machine, 'not-a-bundle.tar.gz'), 'hello')
    const wrong = await collect(address, '--yes', '--send', 'not-a-bundle.tar.gz')
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('not a bundle that Bee made') })
    // It came to nothing, so the address is still good.
    expect((await collect('--output', 'out.tar.gz', '-d', 'own.yaml', '-c', 'authentication')).code).toBe(0)
    expect((await collect(address, '--yes', '--send', 'out.tar.gz')).code).toBe(0)
  })
})
