import { expect, it } from 'vitest'
import { createCircuit } from '../src/circuit.ts'

const clock = { at: 0 }
const aCircuit = (chance = 0) => {
  clock.at = 0
  return createCircuit({
    ...{ now: () => clock.at, chance: () => chance },
    ...{ mostFailures: 3, firstPauseMs: 1000, longestPauseMs: 4000 },
  })
}

it('F53: lets everybody through until a service has failed so many times in a row', () => {
  const circuit = aCircuit()
  for (const outcome of ['failed', 'failed', 'worked', 'failed', 'failed', 'failed'] as const) {
    expect([circuit.mayTry(), circuit.downSince()]).toEqual([true, undefined])
    circuit[outcome]()
    clock.at += 10
  }
  expect(circuit.mayTry()).toBe(false)
  expect(circuit.downSince()).toBe(30)
})

it('F53: then one at a time, after pauses that grow, until one of them works', () => {
  const circuit = aCircuit()
  for (let times = 0; times < 3; times++) circuit.failed()
  for (const pause of [1000, 2000, 4000, 4000]) {
    expect(circuit.pauseLeftMs()).toBe(pause)
    clock.at += pause - 1
    expect(circuit.mayTry()).toBe(false)
    clock.at += 1
    expect([circuit.mayTry(), circuit.mayTry()]).toEqual([true, false])
    circuit.failed()
  }
  clock.at += 4000
  expect(circuit.mayTry()).toBe(true)
  circuit.worked()
  expect([circuit.mayTry(), circuit.mayTry(), circuit.downSince()]).toEqual([true, true, undefined])
})

it('F15: does not wait three days because the clock was set back by as much', () => {
  const circuit = aCircuit()
  clock.at = 3 * 24 * 3_600_000
  for (let times = 0; times < 3; times++) circuit.failed()
  expect(circuit.mayTry()).toBe(false)
  clock.at = 0
  expect([circuit.mayTry(), circuit.mayTry()]).toEqual([true, false])
})

it('F29: lengthens its pauses by chance, up to a quarter', () => {
  const circuit = aCircuit(1)
  for (let times = 0; times < 3; times++) circuit.failed()
  expect(circuit.pauseLeftMs()).toBe(1250)
})
