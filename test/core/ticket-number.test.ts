import { expect, it } from 'vitest'
import { numberOf, readTicketNumber } from '../../src/core/ticket-number.ts'

it('has at least three digits, and more when they are needed', () => {
  expect(numberOf('ST', 2026, 1)).toBe('ST-2026-001')
  expect(numberOf('ST', 2026, 999)).toBe('ST-2026-999')
  expect(numberOf('ST', 2026, 12_345)).toBe('ST-2026-12345')
})

it.each([
  'ST-2026-007',
  'st-2026-7',
  ' ST 2026 007 ',
  'st_2026_7',
  'ST/2026/7',
  '2026-007',
  'ST-007',
  'st 7',
  '#7',
  '7',
  '007',
])('reads %j as people type it', (typed) => {
  expect(readTicketNumber(typed, 'ST', 2026)).toBe('ST-2026-007')
})

it('keeps the year that was typed', () => {
  expect(readTicketNumber('ST-2025-7', 'ST', 2026)).toBe('ST-2025-007')
})

it.each([
  '',
  '   ',
  '-',
  'ST',
  'ST-',
  'HT-2026-007',
  'ST-26-7',
  'ST-2026-x',
  '1e3',
  '-1.5',
  '7'.repeat(10),
  'ST-ST-2026-7',
])('takes %j for no number', (typed) => {
  expect(readTicketNumber(typed, 'ST', 2026)).toBeUndefined()
})
