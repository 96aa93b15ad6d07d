// A process of its own that builds a bundle and says which stage it is in, so that a test can kill it there or measure it.
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [, , settingsFile] = process.argv
const { build, source, order, repeat } = JSON.parse(readFileSync(settingsFile, 'utf8'))
const { buildBundle } = await import(pathToFileURL(build).href)
const piece = Buffer.from(source)

let peak = 0
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss())
}, 20)
let said = ''
const result = await buildBundle({
  ...order,
  key: Buffer.alloc(32, 7),
  sources: [
    {
      name: 'app.log',
      async *open() {
        for (let i = 0; i < repeat; i++) yield piece
      },
    },
  ],
  onProgress({ stage }) {
    if (stage !== said) process.stdout.write(`${stage}\n`)
    said = stage
  },
}).catch((cause) => ({ failed: cause.code ?? String(cause) }))
clearInterval(watch)
process.stdout.write(`${JSON.stringify({ done: result.failed ?? result.state, peak })}\n`)
