import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createSeal, openSeal } from '../../src/store/seal.ts'
import { aFolder } from './kit.ts'

const key = Buffer.alloc(32, 7)
const secret = 'https://cdn.example/attachments/1/2/müller-kunde.log?ex=1&is=2'

it('opens what it has closed', () => {
  const seal = createSeal(key)
  expect(seal.open(seal.close(secret))).toBe(secret)
  expect(seal.open(seal.close(''))).toBe('')
})

it('closes the same text differently each time, and shows nothing of it', () => {
  const seal = createSeal(key)
  const [one, two] = [seal.close(secret), seal.close(secret)]
  expect(one).not.toBe(two)
  expect(Buffer.from(one, 'base64').includes('müller')).toBe(false)
})

it('opens nothing that was changed, at any byte', () => {
  const seal = createSeal(key)
  const whole = Buffer.from(seal.close(secret), 'base64')
  for (let at = 0; at < whole.length; at++) {
    const changed = Buffer.from(whole)
    changed[at]! ^= 1
    expect(() => seal.open(changed.toString('base64'))).toThrow()
  }
})

it.each([0, 4, 12, 16, 20, 27])('opens nothing that was cut to %i bytes', (length) => {
  const seal = createSeal(key)
  const cut = Buffer.from(seal.close(''), 'base64').subarray(0, length).toString('base64')
  expect(() => seal.open(cut)).toThrow()
})

it('opens nothing with another key', () => {
  expect(() => createSeal(Buffer.alloc(32, 8)).open(createSeal(key).close(secret))).toThrow()
})

it('derives one key for each purpose', () => {
  const seal = createSeal(key)
  expect(seal.keyFor('link')).toEqual(seal.keyFor('link'))
  expect(seal.keyFor('link')).not.toEqual(seal.keyFor('claim'))
  expect(seal.keyFor('link')).toHaveLength(32)
})

it('makes a key file that only its owner reads, and keeps it', () => {
  const folder = join(aFolder(), 'var')
  const sealed = openSeal(folder).close(secret)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, 'bee.key')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(folder, 'bee.key'))).toHaveLength(32)
  expect(openSeal(folder).open(sealed)).toBe(secret)
})

it('says so when the key file is damaged, and does not replace it', () => {
  const folder = join(aFolder(), 'var')
  mkdirSync(folder)
  writeFileSync(join(folder, 'bee.key'), 'short')
  expect(() => openSeal(folder)).toThrow(/bee\.key is damaged/)
  expect(readFileSync(join(folder, 'bee.key'), 'utf8')).toBe('short')
})
