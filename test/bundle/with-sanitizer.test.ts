import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { buildBundle } from '../../src/bundle/build.ts'
import { safeName } from '../../src/bundle/safe-name.ts'
import { createSanitizer } from '../../src/sanitize/index.ts'
import { tar, zip } from './hostile.ts'
import { order, source, unpack } from './order.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bee-whole-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const secret = 'Zq7-winterlake-4821'
const mail = 'anna.larsson@nordwind-energie.de'
const address = '84.17.45.9'

const sources = () => [
  source('before.log', `2026-01-05T12:00:00Z connecting with ${secret} now\n`),
  source('app.env', `DB_PASSWORD=${secret}\nADMIN_EMAIL=${mail}\n`),
  source('app.json', JSON.stringify({ database: { password: secret }, peer: address })),
  source('b64.log', `data: ${Buffer.from(`password=${secret}`).toString('base64')}\n`),
  source('wide.log', Buffer.from(`\ufeffpassword=${secret}\r\nuser ${mail} from ${address}\r\n`, 'utf16le')),
  source(
    'logs.tgz',
    gzipSync(tar([{ name: 'after.log', data: Buffer.from(`retry ${secret} for ${mail} at ${address}\n`) }])),
  ),
  source(
    'x.zip',
    zip([{ name: `${mail}.log`, data: Buffer.from(`url=/r?mail=${encodeURIComponent(mail)}&ip=${address}\n`) }]),
  ),
]

it('takes the same value out of many files and notations, and gives it one token in all of them', async () => {
  const result = await buildBundle(order(folder, sources()))
  const files = await unpack(result.file)
  const everything = JSON.stringify(files)

  for (const value of [secret, mail, address, 'larsson', 'winterlake']) expect(everything).not.toContain(value)
  for (const value of [secret, mail]) for (const encoded of alignments(value)) expect(everything).not.toContain(encoded)

  const mailTokens = new Set(everything.match(/email-\d+/g))
  expect(mailTokens.size).toBe(1)
  const addressTokens = [files['logs/other/after.log'], files['logs/other/wide.log']].map(
    (text) => /(?:at|from) (\S+)/.exec(text!)?.[1],
  )
  expect(addressTokens[0]).toMatch(/^[a-z0-9-]*ip[a-z0-9-]*-\d/)
  expect(addressTokens[1]).toBe(addressTokens[0])
  expect(JSON.parse(files['logs/app/app.json']!).peer).toBe(addressTokens[0])
  expect(result.verification).toEqual({ ok: true, hits: [], truncated: false })
})

it('makes bundles of the same input unlinkable by another key, and equal by the same', async () => {
  const one = await buildBundle(order(join(folder, '1'), sources()))
  const two = await buildBundle(order(join(folder, '2'), sources(), { key: Buffer.alloc(32, 9) }))
  const again = await buildBundle(order(join(folder, '3'), sources()))
  expect(again.sha256).toBe(one.sha256)
  expect(two.sha256).not.toBe(one.sha256)
})

it('counts redactions by file and in all', async () => {
  const { manifest } = await buildBundle(order(folder, sources()))
  const inFiles = manifest.files.flatMap(({ redactions }) => Object.values(redactions)).reduce((a, b) => a + b, 0)
  expect(inFiles).toBeGreaterThan(8)
  expect(manifest.redactions.total).toBeGreaterThanOrEqual(inFiles)
})

/** A text inside a longer base64 text looks one of three ways; the letters at both ends depend on the neighbours. */
function alignments(value: string): string[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.from('x'.repeat(shift) + value)
      .toString('base64')
      .replace(/=+$/, '')
    return encoded.slice(shift === 0 ? 0 : 4, -2)
  })
}

it.each([
  ['app.log', 'app.log'],
  ['logs.zip › kratos/app.log.1.gz', 'logs.zip › kratos/app.log.1.gz'],
  ['x.tar › home/alarsson/app.log', /^x\.tar › home\/user-\d+\/app\.log$/],
  ['C:/Users/alarsson/app.log', /^C:\/Users\/user-\d+\/app\.log$/],
  ['84.17.45.9.log', /^ip-[a-z0-9-]+\.log$/],
  ['anna@acme.se/anna@acme.se.log', /^(email-\d+)\/\1\.log$/],
])("keeps of the name %s only what is nobody's", (name, safe) => {
  const made = safeName(name, createSanitizer({ key: Buffer.alloc(32, 7) }))
  if (typeof safe === 'string') expect(made).toBe(safe)
  else expect(made).toMatch(safe)
})
