import { expect, it } from 'vitest'
import { defaultTexts } from '../../src/core/texts.ts'
import { fill, Refusal, refusalTexts } from '../../src/errors.ts'

it('puts values where their names stand', () => {
  expect(fill('{number} is at {url}', { number: 'ST-2026-001', url: 'https://x.example' })).toBe(
    'ST-2026-001 is at https://x.example',
  )
})

it('leaves out what has no value, without a trace at the end', () => {
  expect(fill('I know no ticket {asked}. {nearest}', { asked: '"9"' })).toBe('I know no ticket "9".')
})

it('takes a value as it is, whatever it looks like', () => {
  expect(fill('{a}|{b}', { a: '{b} $& $1', b: 2 })).toBe('{b} $& $1|2')
})

it('does not touch other braces', () => {
  expect(fill('{ } {} {not a name} {1}', {})).toBe('{ } {} {not a name} {1}')
})

it.each(Object.entries({ ...defaultTexts, ...refusalTexts }))('%s is a text that can be shown', (_, text) => {
  expect(text.trim()).not.toBe('')
  // Discord takes 2000 characters; the values need room too.
  expect(text.length).toBeLessThan(600)
  const names = [...text.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name)
  for (const name of names) expect(name).toMatch(/^[a-zA-Z]{1,30}$/)
})

it('gives a refusal its code, its words and its cause', () => {
  const cause = new Error('socket hang up')
  const refusal = new Refusal('ADDRESS_IN_USE', { cause, values: { host: '127.0.0.1', port: 3000 } })
  expect(refusal).toMatchObject({ code: 'ADDRESS_IN_USE', cause, name: 'Refusal' })
  expect(refusal.message).toBe('Port 3000 on 127.0.0.1 is in use. Set PORT to another one.')
})
