import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAddress, type UploadAddress } from '../../src/collect/address.ts'
import { sendBundle } from '../../src/collect/send.ts'
import { unpack } from '../bundle/order.ts'
import { aDesk } from '../collect/desk.ts'
import { bundleOf, type UploadWorld, uploadWorld } from './kit.ts'

const lines = [
  'time=2026-11-20T09:14:02Z level=error msg="AAL2 required but no second factor is configured" ip=203.0.113.77',
  'order ORD-123456 of Hooli at https://db-one.corp-x1.com/ and https://shop.corp-x1.com/',
]

describe('a bundle that was made elsewhere', { timeout: 90_000 }, () => {
  let here: UploadWorld
  beforeAll(async () => {
    here = await uploadWorld({
      desk: { sanitizer: { words: ['Hooli'], patterns: { order: 'ORD-[0-9]{6}' }, allowedHosts: [] } },
    })
    writeFileSync(join(here.machine, 'logs/kratos.log'), `${lines.join('\n')}\n`)
  }, 60_000)
  afterAll(() => here.stop())

  /** The newest bundle of the ticket, unpacked. */
  async function taken(): Promise<Record<string, string>> {
    const bundle = await bundleOf(here.world)
    return unpack(join(here.world.dataDir, 'bundles', bundle!.file!))
  }

  /** What a changed copy of a bundle's files holds, as an archive whose hashes fit. */
  async function rewritten(files: Record<string, string>, name: string): Promise<string> {
    const manifest = JSON.parse(files['manifest.json']!)
    for (const file of [...manifest.files, manifest.summary]) {
      file.sizeBytes = Buffer.byteLength(files[file.path]!)
      file.sha256 = createHash('sha256').update(files[file.path]!).digest('hex')
    }
    const tar = pack()
    tar.entry({ name: 'manifest.json' }, JSON.stringify(manifest))
    for (const [name, text] of Object.entries(files)) if (name !== 'manifest.json') tar.entry({ name }, text)
    tar.finalize()
    const chunks: Buffer[] = []
    for await (const chunk of tar as unknown as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk))
    const path = join(here.machine, name)
    writeFileSync(path, gzipSync(Buffer.concat(chunks)))
    return path
  }

  it("loses what this desk's words and patterns mean, which never left the server, and keeps all else", async () => {
    // Made without a ticket, by a desk that knows neither.
    mkdirSync(join(here.machine, 'plain'))
    const plain = aDesk(join(here.machine, 'plain'), { logs: { files: ['logs/*.log'] } })
    expect(await here.collect('--output', 'out.tar.gz', '-d', plain, '-c', 'authentication')).toMatchObject({ code: 0 })
    const there = await unpack(join(here.machine, 'out.tar.gz'))
    expect(there['logs/kratos/kratos.log']).toContain('order ORD-123456 of Hooli')

    const sent = await here.collect(await here.anAddress(), '--yes', '--send', 'out.tar.gz')
    expect(sent).toMatchObject({ code: 0 })
    const files = await taken()
    const [, word] = / of (word-\d+) at /.exec(files['logs/kratos/kratos.log']!)!
    expect(files['logs/kratos/kratos.log']).toBe(
      there['logs/kratos/kratos.log']!.replace('ORD-123456', '[redacted:order]').replace('Hooli', word!),
    )
  })

  it('is read by the analyzers here, so that its findings are on the card and in the issue', async () => {
    const { mia, thread, world } = here
    await mia.untilMessage(thread.id, ({ embeds }) => JSON.stringify(embeds).includes('Found in the logs'))
    const manifest = JSON.parse((await taken())['manifest.json']!)
    expect(manifest).toMatchObject({ ticket: expect.stringMatching(/^ST-/), category: 'authentication' })
    expect(manifest.findings[0].analyzer).toContain('aal2')
    await (await mia.slash('post', { to: 'github' }, thread.id)).message()
    await expect
      .poll(() => JSON.stringify(world.github.state.issues), { timeout: 20_000 })
      .toContain(manifest.findings[0].message)
  })

  it('is believed nothing that it says of itself', async () => {
    const files = await taken()
    const manifest = JSON.parse(files['manifest.json']!)
    manifest.findings = [{ ...manifest.findings[0], message: 'Pay the ransom at once', analyzer: 'forged' }]
    manifest.leftOut = [{ name: 'x.log of ana.torres@acme-corp.example', reason: 'EMPTY', words: 'Forged words' }]
    manifest.redactions = { total: 1, byRule: { 'Forged rule': 5 } }
    manifest.files[0].redactions = { 'Forged rule': 5, email: 2 }
    manifest.files[0].from = 'logs of 203.0.113.77/kratos.log'
    manifest.versions = [{ name: 'forged', version: '1' }]
    files['manifest.json'] = JSON.stringify(manifest)
    files['SUMMARY.md'] = '# Forged summary\n'
    // New values must not get names that stand in the text already.
    files['logs/kratos/kratos.log'] +=
      'host-30 and redacted-order are names; ask https://new.corp-x1.com/ of ORD-999999\n'
    const path = await rewritten(files, 'forged.tar.gz')
    const state = await sendBundle(path, readAddress(await here.anAddress()) as UploadAddress)
    expect(state).toMatchObject({ state: 'ready' })

    const now = await taken()
    const all = JSON.stringify(now)
    expect(all).not.toMatch(/Forged|forged|ransom|ana\.torres|203\.0\.113\.77|new\.corp-x1/)
    const [, fresh] = /ask https:\/\/host-(\d+)\//.exec(now['logs/kratos/kratos.log']!)!
    expect(Number(fresh)).toBeGreaterThan(30)
    expect(now['logs/kratos/kratos.log']).toContain('of [redacted:order-2]')
    expect(JSON.parse(now['manifest.json']!).files[0].redactions.email).toBe(2)
    expect(JSON.parse(now['manifest.json']!).leftOut[0].words).toBe('is empty.')
  })

  it('that is for another ticket is refused', async () => {
    const files = await taken()
    files['manifest.json'] = files['manifest.json']!.replace(/"ticket": "ST-[^"]+"/, '"ticket": "ST-2020-777"')
    const path = await rewritten(files, 'other.tar.gz')
    const state = await sendBundle(path, readAddress(await here.anAddress()) as UploadAddress)
    expect(state).toMatchObject({ state: 'failed', message: expect.stringContaining('not a bundle') })
  })
})
