import { describe, expect, it } from 'vitest'
import { createSanitizer } from '../../src/sanitize/index.ts'
import { makers } from './makers.ts'

const sanitize = (text: string) => createSanitizer({ key: new Uint8Array(32) }).text(text) as string

/** A hash as it is written where a dollar means something else too: the salt must go with the rest. */
describe('password hashes', () => {
  const m = makers(19)
  const salt = m.an(22)
  const hash = m.an(31)
  const argon = `argon2id$v=19$m=65536,t=3,p=4$${salt}$${hash}`
  const bcrypt = `2b$12$${salt}${hash}`
  const lines = [
    `password_hash=$${argon} n=1`,
    `run --password-hash=$${argon} --workers 4`,
    `x="\\$${bcrypt.replaceAll('$', '\\$')}" y=1`,
    `x: $$${bcrypt.split('$').join('$$')}`,
    `x: $$${argon.split('$').join('$$')}`,
  ]

  it.each(lines)('%s', (line) => {
    const out = sanitize(line)
    expect(out).not.toContain(salt)
    expect(out).not.toContain(hash)
    expect(sanitize(out)).toBe(out)
  })

  it.each(['echo $$6$$ and $$2b$$', 'costs \\$5\\$ or so'])('leaves %s alone', (line) => {
    expect(sanitize(line)).toBe(line)
  })
})
