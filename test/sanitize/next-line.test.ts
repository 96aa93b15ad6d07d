import { expect, it } from 'vitest'
import { createSanitizer } from '../../src/sanitize/index.ts'

const sanitized = (text: string) => createSanitizer({ key: Buffer.alloc(32, 7) }).text(text)

// A value that a line break cut goes on in the next line: the first word there is no part of it when it is a key or a word.
it.each([
  ['User-Password = "Winter-2026!xy"', 'Calling-Station-Id = "x"'],
  ['User-Password = Winter-2026!xy', 'Calling-Station-Id = "x"'],
  ['  "password": "Tulpe-Garten_8841x",', '  "token": null,'],
  ['  "api_token": "9f8e7d6c5b4a39281706f5e4d3c2b1a0",', '  "region": "eu"'],
  [`  config: ${Buffer.from('url: https://crm:Winter-2026!x@10.4.7.9/1').toString('base64')}`, 'region: eu'],
  [`blob ${Buffer.from('{"user":"kmeier42","password":"Winter-26!x"}').toString('base64')}`, 'payload is empty'],
])('leaves the line below alone: %s', (value, below) => {
  const lines = sanitized(`${value}\n${below}\n`).split('\n')
  expect(lines[1]).toBe(below)
  expect(lines[0]).toContain('redacted')
})

it('still reads a soft break of a mail', () => {
  const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`
  const head = `${'Please use this one, it is good for a day or two at most:'.padEnd(61)}${token.slice(0, 14)}=`
  expect(head).toHaveLength(76)
  expect(sanitized(`${head}\n${token.slice(14)}\n`)).not.toContain(token.slice(14, 30))
})
