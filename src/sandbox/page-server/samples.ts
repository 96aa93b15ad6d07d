import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createGzip, type Gzip } from 'node:zlib'
import { pack } from 'tar-stream'
import type { Sample } from '../page-api.ts'

/** Files to drop in. The archive is made of the others when it is asked for, so that they cannot differ. */
export interface Samples {
  list(): Promise<Sample[]>
  /** @returns undefined when there is no sample of that name */
  read(name: string): Promise<{ data: Uint8Array; contentType: string } | undefined>
}

const logs = [
  {
    name: 'kratos.log',
    description: 'Sign-in fails with AAL2 after an update. Holds made-up secrets for Bee to find.',
  },
  { name: 'app.log', description: 'The app of the same machine, at the same minute.' },
]
const archive = { name: 'diagnostics.tar.gz', description: 'Both logs in one archive.' }

export function createSamples(folder: string): Samples {
  const readLog = (name: string) => readFile(join(folder, name))

  async function readArchive(): Promise<Uint8Array> {
    const tar = pack()
    for (const { name } of logs) tar.entry({ name: `diagnostics/${name}`, mtime: new Date(0) }, await readLog(name))
    tar.finalize()
    return collect(tar.pipe(createGzip()))
  }

  return {
    async list() {
      const found: Sample[] = []
      for (const log of logs) {
        const { size } = await stat(join(folder, log.name))
        found.push({ ...log, sizeBytes: size })
      }
      return [...found, { ...archive, sizeBytes: (await readArchive()).byteLength }]
    },
    async read(name) {
      if (name === archive.name) return { data: await readArchive(), contentType: 'application/gzip' }
      if (!logs.some((log) => log.name === name)) return undefined
      return { data: await readLog(name), contentType: 'text/plain; charset=utf-8' }
    },
  }
}

async function collect(stream: Gzip): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
