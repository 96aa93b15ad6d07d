import { expect, it } from 'vitest'
import { addressed } from '../../src/core/address.ts'

const names = ['@bee', 'bee']

it.each([
  ['@bee I cannot log in', 'I cannot log in'],
  ['  @Bee, I cannot log in', 'I cannot log in'],
  ['@BEE: help', 'help'],
  ['@bee\nI cannot log in', 'I cannot log in'],
  ['@bee - please help', 'please help'],
  ['bee, my login fails', 'my login fails'],
  ['Bee: my login fails', 'my login fails'],
  ['bee! are you there', 'are you there'],
  ['@bee', ''],
  ['bee', ''],
  ['@bee?', ''],
])('%j is for Bee', (text, rest) => {
  expect(addressed(text, names)).toBe(rest)
})

it.each([
  'beehive is down',
  '@beekeeper look',
  'bee keepers, unite',
  'I told @bee already',
  'my bee, my',
  '',
  'been there',
])('%j is not', (text) => {
  expect(addressed(text, names)).toBeUndefined()
})

it('takes the names that the desk gives it', () => {
  expect(addressed('@hive help', names)).toBeUndefined()
  expect(addressed('@hive help', ['@hive'])).toBe('help')
})
