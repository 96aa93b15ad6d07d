// The Bee of a torture round: reads its code, waits to be told how it is to end, and starts. Writes down which crash
// points were passed, kills the process at one of them, and can set its clock.
import { subscribe } from 'node:diagnostics_channel'
import { openSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'

const [command, ...modules] = process.argv.slice(2)
for (const module of modules) await import(module)
process.stdout.write('loaded\n')

const lines = createInterface({ input: process.stdin })
lines.once('line', (line) => {
  lines.close()
  process.stdin.destroy()
  live(JSON.parse(line))
})

async function live({ points = [], hit = 1, journal, clockShiftMs = 0 }) {
  const out = openSync(journal, 'a', 0o600)
  const passed = new Set()
  const deadly = new Set(points)
  let hits = 0
  subscribe('bee:step', (name) => {
    if (deadly.has(name) && ++hits === hit) {
      writeSync(out, `died: ${name}\n`)
      process.kill(process.pid, 'SIGKILL')
    }
    if (passed.has(name)) return
    passed.add(name)
    writeSync(out, `${name}\n`)
  })
  if (clockShiftMs !== 0) {
    const now = Date.now
    Date.now = () => now() + clockShiftMs
  }
  process.argv = [process.execPath, command, 'start']
  await import(command)
}
