// The Bee of a torture round: reads its code, waits to be told how it is to end, and starts.
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const [command] = process.argv.slice(2)
// The part that "bee start" loads late: nearly all of it.
const [, part] = /"(\.\.\/parts\/start-[\w-]+\.mjs)"/.exec(readFileSync(command, 'utf8'))
await import(new URL(part, pathToFileURL(command)))
process.stdout.write('loaded\n')

const lines = createInterface({ input: process.stdin })
const [death] = await once(lines, 'line')
lines.close()
process.stdin.destroy()
process.env.BEE_TORTURE = death
// A second time: before, it was not known.
await import('./die.mjs?told')
process.argv = [process.execPath, command, 'start']
await import(command)
