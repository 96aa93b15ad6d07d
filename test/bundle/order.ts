import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { extract } from 'tar-stream'
import type { BundleFacts, BundleOrder, BundleSource } from '../../src/bundle/build.ts'

/** A source whose bytes are at hand. */
export const source = (name: string, bytes: Buffer | string, chunkBytes = 10_000): BundleSource => ({
  name,
  async *open() {
    const all = Buffer.from(bytes as string)
    for (let i = 0; i < all.length; i += chunkBytes) yield all.subarray(i, i + chunkBytes)
  },
})

export const facts: BundleFacts = {
  name: 'auth-issues-ST-2026-001.tar.gz',
  ticket: 'ST-2026-001',
  desk: 'sting-ce',
  category: 'authentication',
  profile: 'auth',
  services: [
    { id: 'kratos', synonyms: ['ory', 'identity'], logs: ['kratos'] },
    { id: 'database', synonyms: ['postgres', 'postgresql', 'pg'], logs: ['postgresql'] },
    { id: 'app', synonyms: [], logs: [] },
  ],
  title: 'I cannot login after the update',
  triage: ['High confidence authentication issue, because: login, AAL2'],
  analyzers: [],
}

export const order = (folder: string, sources: BundleSource[], more: Partial<BundleOrder> = {}): BundleOrder => ({
  facts,
  sources,
  key: Buffer.alloc(32, 7),
  outFile: join(folder, 'out', facts.name),
  workDir: join(folder, 'work'),
  ...more,
})

/** Every file of a bundle by its path, in the order of the archive. */
export async function unpack(path: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  const tar = extract()
  Readable.from([gunzipSync(readFileSync(path))]).pipe(tar as unknown as NodeJS.WritableStream)
  for await (const entry of tar) {
    const chunks: Buffer[] = []
    for await (const chunk of entry as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk))
    files[entry.header.name] = Buffer.concat(chunks).toString('utf8')
  }
  return files
}
