// Loaded by tests that kill Bee, before anything else and in each of its threads: writes down which crash points were
// passed, kills the process at the first of some, and can set its clock.
import { subscribe } from 'node:diagnostics_channel'
import { openSync, writeSync } from 'node:fs'

// Before Bee is told how it is to end, there is nothing to do.
if (process.env.BEE_TORTURE !== undefined) listen()

function listen() {
  const { points = [], hit = 1, journal, clockShiftMs = 0 } = JSON.parse(process.env.BEE_TORTURE)
  const out = openSync(journal, 'a', 0o600)
  const deadly = new Set(points)
  const passed = new Set()
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
}
