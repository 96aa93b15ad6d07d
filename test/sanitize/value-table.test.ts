import { expect, it } from 'vitest'
import { ValueTable } from '../../src/sanitize/value-table.ts'

const key = new Uint8Array(32).fill(7)

it('finds the number of each of many values, and of its kind', () => {
  const table = new ValueTable(key)
  const values = Array.from({ length: 100_000 }, (_, at) => `10.${at >> 8}.${at & 255}.${at % 7}`)
  for (const [at, value] of values.entries()) {
    table.add(1, value, at + 1)
    if (at % 2 === 0) table.add(2, value, at + 1_000_000)
  }

  expect(values.filter((value, at) => table.get(1, value) !== at + 1)).toEqual([])
  expect(values.filter((value, at) => table.get(2, value) !== (at % 2 === 0 ? at + 1_000_000 : 0))).toEqual([])
})

it('has no number for what is nearly the same', () => {
  const table = new ValueTable(key)
  for (const value of ['', 'a', 'ab', 'aab', '\0', 'ü', 'host-1']) table.add(3, value, 1)

  for (const value of ['b', 'ba', 'aba', '\0\0', 'u', 'host-10', 'Host-1']) expect(table.get(3, value)).toBe(0)
  for (const value of ['', 'a', 'ab', 'aab', '\0', 'ü', 'host-1']) expect(table.get(0, value)).toBe(0)
})
