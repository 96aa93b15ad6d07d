import { expect, it } from 'vitest'
import { editDistance, nearest } from '../../src/core/nearest.ts'

const channels = ['auth-help', 'db-help', 'network-help', 'install-help', 'support-forum']

it.each([
  ['auth-hlep', 'auth-help'],
  ['authhelp', 'auth-help'],
  ['#Auth Help', 'auth-help'],
  ['auth', 'auth-help'],
  ['suport-forum', 'support-forum'],
])('takes %s for %s', (typed, meant) => {
  expect(nearest(typed, channels)[0]).toBe(meant)
})

it('offers nothing that is not alike', () => {
  expect(nearest('kubernetes', channels)).toEqual([])
  expect(nearest('', channels)).toEqual([])
  expect(nearest('x'.repeat(5000), channels)).toEqual([])
})

it('counts a swap of neighbours as one edit', () => {
  expect(editDistance('teh', 'the')).toBe(1)
  expect(editDistance('', 'abc')).toBe(3)
})
