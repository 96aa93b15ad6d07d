// Fills a small disk with an upload and with a bundle, and says what became of each and of the database beside them.
import { randomBytes } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [, , dist, folder] = process.argv
const load = (path) => import(pathToFileURL(join(dist, path)).href)
const { openDatabase } = await load('src/store/database.js')
const { createOutbox } = await load('src/store/outbox.js')
const { createPartFiles } = await load('src/uploads/part-files.js')
const { buildBundle } = await load('src/bundle/build.js')
const { besideDatabase } = await load('src/bundle/limits.js')

const megabyte = 1024 ** 2
const db = await openDatabase(join(folder, 'bee.sqlite'))
const outbox = createOutbox(db, { now: Date.now })
const record = async () => {
  const effects = Array.from({ length: 500 }, (_, n) => ({
    ...{ do: 'say.at', channelId: String(n), replyTo: null },
    reply: { say: 'refusal', values: { text: 'x'.repeat(1000) } },
  }))
  await outbox.add(effects)
  return effects.length
}
const filesIn = (name) =>
  readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)

const parts = createPartFiles(join(folder, 'uploads'), { keyFor: () => Buffer.alloc(32, 7) })
const id = 'a'.repeat(24)
let upload = 'taken whole'
let pieces = 0
for (; pieces < 200; pieces++) {
  const problem = await parts.write(id, pieces * megabyte, randomBytes(megabyte)).catch((cause) => cause)
  if (problem === undefined) continue
  upload = problem.code
  break
}
const recordedBeside = await record()
await parts.remove(id)

const facts = { name: 'x.tar.gz', ticket: null, desk: null, category: null, profile: null, title: null }
const bundle = await buildBundle({
  facts: { ...facts, services: [], triage: [], analyzers: [] },
  sources: [
    {
      name: 'app.log',
      async *open() {
        for (let n = 0; n < 60; n++) yield Buffer.from(`${randomBytes(megabyte / 2).toString('hex')}\n`)
      },
    },
  ],
  key: randomBytes(32),
  outFile: join(folder, 'out', 'x.tar.gz'),
  workDir: join(folder, 'work'),
  limits: { spoolMemoryBytes: megabyte, keptFreeBytes: besideDatabase },
}).then(
  ({ state }) => state,
  (cause) => cause.code,
)
const left = [...filesIn('uploads'), ...filesIn('work'), ...filesIn('out')]
const recorded = recordedBeside + (await record())
await db.destroy()
process.stdout.write(JSON.stringify({ upload, pieces, bundle, left, recorded }))
