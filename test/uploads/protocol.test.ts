import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildBundle } from '../../src/bundle/build.ts'
import { readAddress, type UploadAddress } from '../../src/collect/address.ts'
import { sendBundle } from '../../src/collect/send.ts'
import { facts, source } from '../bundle/order.ts'
import { asked, bundleOf, json, log, planted, type UploadWorld, uploadWorld } from './kit.ts'

describe('a one-time address', { timeout: 90_000 }, () => {
  let here: UploadWorld
  beforeAll(async () => {
    here = await uploadWorld()
  }, 60_000)
  afterAll(() => here.stop())

  const announce = async (address: string, body: unknown) => {
    const answer = await fetch(`${address}/uploads`, json(body))
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }
  const put = (address: string, path: string, body: Buffer, headers: Record<string, string> = {}) =>
    fetch(`${address}/uploads/${path}`, {
      method: 'PUT',
      body: new Uint8Array(body),
      headers: { accept: 'application/json', ...headers },
    })
  const files = (...sizes: number[]) => ({
    kind: 'files',
    files: sizes.map((sizeBytes, i) => ({ name: `app-${i}.log`, sizeBytes })),
  })

  /** A good bundle for the ticket, of about so many bytes. */
  async function aBundle(name: string, noise: number): Promise<{ path: string; bytes: Buffer; sha256: string }> {
    const text = `${log}\n${Array.from({ length: noise }, () => randomBytes(12).toString('hex').slice(0, 23)).join('\n')}\n`
    const path = join(here.machine, name)
    await buildBundle({
      facts: { ...facts, analyzers: [], ticket: here.thread.name!.split(' ')[0]! },
      sources: [source('kratos.log', text)],
      key: randomBytes(32),
      outFile: path,
      workDir: join(here.machine, 'tmp'),
    })
    const bytes = readFileSync(path)
    return { path, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
  }

  it('is known to nobody who guesses, and says so alike to people and programs', async () => {
    const base = here.world.bee.url
    for (const code of ['x', randomBytes(24).toString('base64url'), '..%2f..', `${'a'.repeat(300)}`]) {
      const answer = await fetch(`${base}/u/${code}`, asked)
      expect({ status: answer.status, body: await answer.json() }).toMatchObject({ status: 404 })
    }
    expect((await announce(`${base}/u/${randomBytes(24).toString('base64url')}`, files(10))).body.code).toBe(
      'UPLOAD_NOT_FOUND',
    )
  })

  it('F50: an upload that is cut at every piece goes on with the same id, also after a restart, and nothing partial is seen', async () => {
    const address = await here.anAddress()
    const { bytes, sha256 } = await aBundle('cut.tar.gz', 150_000)
    expect(bytes.length).toBeGreaterThan(1.2 * 1024 ** 2)
    const whole = { kind: 'bundle', sizeBytes: bytes.length, sha256 }
    const first = await announce(address, whole)
    const id = first.body.id as string
    const piece = 400 * 1024
    expect((await put(address, `${id}/0?offset=0`, bytes.subarray(0, piece))).status).toBe(200)
    // A connection that dies in the middle of a piece.
    const { hostname, port, pathname } = new URL(address)
    const socket = connect(Number(port), hostname)
    socket.write(
      `PUT ${pathname}/uploads/${id}/0?offset=${piece} HTTP/1.1\r\nHost: x\r\nContent-Length: ${piece}\r\n\r\n`,
    )
    socket.write(bytes.subarray(piece, piece + 100_000))
    await once(socket, 'connect').catch(() => undefined)
    socket.destroy()
    expect((await announce(address, whole)).body).toMatchObject({ id, offsets: [piece] })

    const log = readdirSync(join(here.world.dataDir, 'uploads'))
    expect(log).toEqual([`${id}.part`])
    // On the disk it is noise.
    const part = readFileSync(join(here.world.dataDir, 'uploads', `${id}.part`))
    expect(part.subarray(0, 64).equals(bytes.subarray(0, 64))).toBe(false)
    expect(await bundleOf(here.world)).toBeUndefined()

    const { port: same } = new URL(here.world.bee.url)
    await here.world.bee.stop(0)
    const bee = await here.world.restart()
    const after = address.replace(`:${same}`, `:${new URL(bee.url).port}`)
    expect((await announce(after, whole)).body).toMatchObject({ id, offsets: [piece] })
    expect((await put(after, `${id}/0?offset=0`, bytes.subarray(0, piece))).status).toBe(409)
    for (let at = piece; at < bytes.length; at += piece) {
      expect((await put(after, `${id}/0?offset=${at}`, bytes.subarray(at, at + piece))).status).toBe(200)
    }
    const done = await fetch(`${after}/uploads/${id}/done`, { method: 'POST', ...asked })
    expect(await done.json()).toMatchObject({ state: 'checking' })
    // Told twice, done once.
    await fetch(`${after}/uploads/${id}/done`, { method: 'POST', ...asked })
    await expect
      .poll(async () => ((await (await fetch(`${after}/uploads/${id}`, asked)).json()) as { state: string }).state, {
        timeout: 60_000,
      })
      .toBe('ready')
    expect(await bundleOf(here.world)).toMatchObject({ state: 'ready' })
    expect(readdirSync(join(here.world.dataDir, 'uploads'))).toEqual([])
  })

  it('never believes a client: what is private in a bundle is taken out here, and what is none is refused', async () => {
    const address = await here.anAddress()
    const { bytes } = await aBundle('honest.tar.gz', 10)
    const flipped = Buffer.from(bytes)
    flipped[flipped.length - 20]! ^= 0xff
    const to = readAddress(address) as UploadAddress
    const path = join(here.machine, 'flipped.tar.gz')
    const { writeFileSync } = await import('node:fs')
    writeFileSync(path, flipped)
    expect(await sendBundle(path, to)).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('not a bundle'),
    })

    // A bundle as Bee writes it, only that its maker did not sanitize it.
    const { gzipSync } = await import('node:zlib')
    const { unpack } = await import('../bundle/order.ts')
    const honest = await unpack(join(here.machine, 'honest.tar.gz'))
    const secret = 'aws_access_key_id = AKIAQYLPMN5HHHFPZAM2\npassword: Sup3rS3cretPw\n'
    const manifest = JSON.parse(honest['manifest.json']!)
    const file = manifest.files[0]
    file.sizeBytes = Buffer.byteLength(secret)
    file.sha256 = createHash('sha256').update(secret).digest('hex')
    const { pack } = await import('tar-stream')
    const tar = pack()
    tar.entry({ name: 'manifest.json' }, JSON.stringify(manifest))
    tar.entry({ name: 'SUMMARY.md' }, honest['SUMMARY.md']!)
    tar.entry({ name: file.path }, secret)
    tar.finalize()
    const chunks: Buffer[] = []
    for await (const chunk of tar as unknown as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk))
    const forged = join(here.machine, 'forged.tar.gz')
    writeFileSync(forged, gzipSync(Buffer.concat(chunks)))
    expect(await sendBundle(forged, to)).toMatchObject({ state: 'ready' })
    const taken = await bundleOf(here.world)
    const files = await unpack(join(here.world.dataDir, 'bundles', taken!.file!))
    expect(files[file.path]).toBe('aws_access_key_id = redacted-aws-access-key\npassword: redacted-password\n')
    expect(JSON.stringify(files)).not.toMatch(/AKIAQYLPMN5HHHFPZAM2|Sup3rS3cretPw/)
    expect(JSON.stringify(here.world.log)).not.toMatch(/AKIAQYLPMN5HHHFPZAM2|Sup3rS3cretPw/)
  })

  it('A31: takes nothing without its length, nothing endless, nothing more than was announced, and no shower of tiny parts', async () => {
    const address = await here.anAddress()
    const { hostname, port, pathname } = new URL(address)
    const begun = (await announce(address, files(300_000))).body
    const raw = async (head: string, body: Buffer | string = '') => {
      const socket = connect(Number(port), hostname)
      socket.write(
        `PUT ${pathname}/uploads/${begun.id}/0?offset=0 HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\n${head}\r\n\r\n`,
      )
      socket.write(body)
      const [answer] = (await once(socket, 'data')) as [Buffer]
      socket.destroy()
      return answer.toString('latin1').split('\r\n')[0]
    }
    expect(await raw('Transfer-Encoding: chunked', '10\r\n0123456789abcdef\r\n')).toContain('411')
    expect(await raw('Content-Length: 99999999')).toMatch(/4(09|11|13)/)
    const small = await put(address, `${begun.id}/0?offset=0`, Buffer.alloc(10, 'a'))
    expect(small.status).toBe(411)
    expect((await put(address, `${begun.id}/0?offset=7`, Buffer.alloc(40_000, 'a'))).status).toBe(409)
    expect((await put(address, `${begun.id}/5?offset=0`, Buffer.alloc(40_000, 'a'))).status).toBe(404)
    expect((await put(address, `${begun.id}/0?offset=0`, Buffer.alloc(300_001, 'a'))).status).toBe(409)
    const done = await fetch(`${address}/uploads/${begun.id}/done`, { method: 'POST', ...asked })
    expect(done.status).toBe(409)
    expect((await fetch(`${address}/uploads/${begun.id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await put(address, `${begun.id}/0?offset=0`, Buffer.alloc(40_000, 'a'))).status).toBe(404)
  })

  it('A31: sets room aside before the first byte, also when many ask at once', async () => {
    const address = await here.anAddress()
    expect((await announce(address, files(26 * 1024 ** 2))).status).toBe(413)
    expect((await announce(address, files(...Array(11).fill(1)))).status).toBe(413)
    expect(
      (await announce(address, { kind: 'bundle', sizeBytes: 51 * 1024 ** 2, sha256: 'a'.repeat(64) })).status,
    ).toBe(413)
    expect((await announce(address, { kind: 'files', files: [] })).status).toBe(400)
    const all = await Promise.all(Array.from({ length: 12 }, () => announce(address, files(1000))))
    expect(all.filter(({ status }) => status === 201)).toHaveLength(3)
    expect(all.filter(({ status }) => status === 429)).toHaveLength(9)
    for (const { body } of all) if (body.id) await fetch(`${address}/uploads/${body.id}`, { method: 'DELETE' })
    // Three of five tries are used: two are left.
    const more = []
    for (let turn = 0; turn < 3; turn++) {
      const { status, body } = await announce(address, files(1000))
      more.push(status)
      if (body.id) await fetch(`${address}/uploads/${body.id}`, { method: 'DELETE' })
    }
    expect(more).toEqual([201, 201, 410])
  })

  it('gives files that are not sanitized no place on the disk, and forgets them in a restart', async () => {
    const address = await here.anAddress()
    const big = Buffer.from(`${log}\n`.repeat(30_000))
    const begun = (await announce(address, { kind: 'files', files: [{ name: 'kratos.log', sizeBytes: big.length }] }))
      .body
    const piece = 1024 ** 2
    for (let at = 0; at < big.length; at += piece) {
      expect((await put(address, `${begun.id}/0?offset=${at}`, big.subarray(at, at + piece))).status).toBe(200)
    }
    const kept = readdirSync(here.world.dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    expect(kept.join('\n')).not.toMatch(planted)
    const { port } = new URL(here.world.bee.url)
    await here.world.bee.stop(0)
    const bee = await here.world.restart()
    const after = address.replace(`:${port}`, `:${new URL(bee.url).port}`)
    const gone = await fetch(`${after}/uploads/${begun.id}/done`, { method: 'POST', ...asked })
    expect(await gone.json()).toMatchObject({ code: 'UPLOAD_GONE' })
  })
})
