import { expect, it } from 'vitest'
import { Spelling } from '../../src/triage/spelling.ts'

const spelling = new Spelling(['password', 'backup', 'down', 'cors', 'database', 'vault'], ['food', 'battery'])

it.each([
  ['pasword', 'password'],
  ['passwrod', 'password'],
  ['bakcup', 'backup'],
  ['donw', 'down'],
  ['databse', 'database'],
  ['databases', 'database'],
  ['vualt', 'vault'],
])('reads %s as %s', (written, meant) => {
  expect(spelling.meant(written)).toBe(meant)
})

it.each([['password'], ['food'], ['cores'], ['car'], ['zebra'], ['x'.repeat(500)]])('leaves %s alone', (written) => {
  expect(spelling.meant(written)).toBeUndefined()
})
