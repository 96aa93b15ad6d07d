// The Bee of a torture round: reads its code, waits to be told how it is to end, and starts.
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const [command, ...modules] = process.argv.slice(2)
for (const module of modules) await import(module)
process.stdout.write('loaded\n')

const lines = createInterface({ input: process.stdin })
const [death] = await once(lines, 'line')
lines.close()
process.stdin.destroy()
process.env.BEE_TORTURE = death
await import('./die.mjs')
process.argv = [process.execPath, command, 'start']
await import(command)
