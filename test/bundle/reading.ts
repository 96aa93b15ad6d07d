import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { type BundleLimits, bundleLimits } from '../../src/bundle/limits.ts'
import { readSource } from '../../src/bundle/sources/read-source.ts'
import { createSpool, type Spool } from '../../src/bundle/spool.ts'

export const log = Buffer.from('12:03 ERROR kratos AAL2 required\n')

let folder: string
let spool: Spool

/** Gives every test of a file its own spool. */
export function useSpool(): void {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bee-sources-'))
    spool = createSpool(folder, 1024 * 1024)
  })
  afterEach(async () => {
    await spool.close()
    rmSync(folder, { recursive: true })
  })
}

/** That of the running test. */
export const theSpool = () => spool

/** The names that the spool's folder shows. */
export const spoolFiles = () => readdirSync(folder)

/** What a source gives: each text under its trail, and the reason for each file that was left out. */
export async function read(bytes: Buffer, name: string, limits: Partial<BundleLimits> = {}, chunkBytes = 1000) {
  const chunks = function* () {
    for (let i = 0; i < bytes.length; i += chunkBytes) yield bytes.subarray(i, i + chunkBytes)
  }
  const { texts, leftOut } = await readSource(chunks(), name, spool, { limits: { ...bundleLimits, ...limits } })
  const found: Record<string, string> = {}
  for (const { from, segment } of texts) {
    let text = ''
    for await (const chunk of spool.read(segment)) text += chunk.toString('utf8')
    found[from] = text
  }
  return { found, leftOut: leftOut.map(({ name, reason }) => `${name}: ${reason}`) }
}
