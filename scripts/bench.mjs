// Runs the benchmarks of test/bench: all of them, or those named, e.g. `npm run bench -- links`.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../test/bench/', import.meta.url))
const names = readdirSync(folder).filter((name) => name.endsWith('.mjs'))
const [asked, ...options] = process.argv.slice(2)
const chosen = asked === undefined ? names : names.filter((name) => name.startsWith(asked))
if (chosen.length === 0) {
  process.stderr.write(
    `There is no benchmark "${asked}". There are: ${names.map((name) => name.split('.')[0]).join(', ')}\n`,
  )
  process.exit(2)
}
let code = 0
for (const name of chosen) {
  process.stdout.write(`\n== ${name.split('.')[0]}\n`)
  code ||= spawnSync(process.execPath, [folder + name, ...options], { stdio: 'inherit' }).status ?? 1
}
process.exit(code)
