import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { curlLine } from '../../src/web/curl.ts'
import { type WebKit, webKit } from './web-kit.ts'

const hasCurl = existsSync('/usr/bin/curl')
let kit: WebKit
let folder: string

beforeEach(async () => {
  kit = await webKit()
  folder = mkdtempSync(join(tmpdir(), 'bee-curl-'))
})
afterEach(async () => {
  rmSync(folder, { recursive: true })
  await kit.close()
})

/** As typed into a terminal. */
const run = (line: string) =>
  new Promise<{ code: number; out: string }>((resolve) => {
    execFile('/bin/sh', ['-c', line], { cwd: folder }, (error, out) => resolve({ code: Number(error?.code ?? 0), out }))
  })

describe.skipIf(!hasCurl)('curl', () => {
  const name = 'auth-issues-ST-2026-001.tar.gz'
  const printed = async (url: string) =>
    (await run(`curl -s ${url}`)).out.split('\n').find((line) => line.includes('curl -fL'))!

  it('downloads with the line that the page prints', async () => {
    const { url, content, link } = await kit.aLink({ content: randomBytes(2_000_000) })

    expect(await run(await printed(url))).toEqual({ code: 0, out: '' })

    expect(readFileSync(join(folder, name)).equals(content)).toBe(true)
    expect(await kit.leftOf(link)).toBe(9)
  })

  it('goes on after a break with the same line, and counts once: F51', async () => {
    const { url, content, link, ticket } = await kit.aLink({ content: randomBytes(2_000_000) })
    const line = await printed(url)

    await run(line)
    truncateSync(join(folder, name), 700_000)
    expect((await run(line)).code).toBe(0)
    expect((await run(line)).code).toBe(0)

    expect(readFileSync(join(folder, name)).equals(content)).toBe(true)
    expect(await kit.leftOf(link)).toBe(9)
    // Written down once the client's side of the connection has been heard of, too.
    const downloads = async () =>
      (await kit.links.accessLog(ticket.id)).filter(({ what }) => what === 'download').map(({ outcome }) => outcome)
    await expect.poll(downloads).toEqual(['part', 'completed'])
  })

  it.each([
    'curl -fOJL -d "" URL/claim',
    'curl -fOJL -X POST URL/claim',
    'curl -fsSLOJ --data-raw "" -A "Mozilla/5.0 (X11; Linux x86_64)" URL/claim',
    'curl -fLOJ -F x=1 URL/claim',
    'curl -fLOJ --json "{}" URL/claim',
  ])('takes other ways to write it: %s', async (line) => {
    const { url, content, link } = await kit.aLink()

    expect((await run(line.replace('URL', url))).code).toBe(0)

    expect(readFileSync(join(folder, name)).equals(content)).toBe(true)
    expect(await kit.leftOf(link)).toBe(9)
  })

  it('says what is wrong in one sentence, fails, and leaves no file', async () => {
    const { url, ticket } = await kit.aLink()
    const line = await printed(url)
    await kit.links.revoke(kit.db, ticket.id)

    const { code, out } = await run(line)

    expect(code).not.toBe(0)
    expect(out).toBe('This link was withdrawn. Ask for a new one in the ticket.\n')
    expect(existsSync(join(folder, name))).toBe(false)
  })

  it('keeps what it has when the link ends before the rest came', async () => {
    const { url, ticket } = await kit.aLink({ content: randomBytes(100_000) })
    const line = await printed(url)
    await run(line)
    truncateSync(join(folder, name), 40_000)
    await kit.links.revoke(kit.db, ticket.id)

    const { code, out } = await run(line)

    expect(code).not.toBe(0)
    expect(out).toMatch(/^This link was withdrawn/)
    expect(statSync(join(folder, name)).size).toBe(40_000)
  })

  it('is given words that no shell takes for more', async () => {
    const line = curlLine({ url: 'http://h/d/x', name: "a'; touch pwned; '$(touch pwned)\n.gz" })

    await run(line)

    expect(existsSync(join(folder, 'pwned'))).toBe(false)
  })
})
