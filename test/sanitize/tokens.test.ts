import { describe, expect, it } from 'vitest'
import { createSanitizer } from '../../src/sanitize/index.ts'
import type { Body } from '../../src/sanitize/rules/token-row.ts'
import { tokenRows } from '../../src/sanitize/tokens.ts'
import { makers } from './makers.ts'

const m = makers(77)
const bodies: Record<Body, (length: number) => string> = {
  alnum: m.an,
  lower: m.lo,
  upper: m.up,
  hex: m.hex,
  name: m.b64u,
  base64: m.b64,
  dotted: m.b64u,
  digits: m.dig,
  bech32: m.up,
  dollars: (length) => `${m.lo(length - 33)}$${m.hex(32)}`,
  colons: (length) => `${m.an(24)}:${m.hex(length - 25)}`,
}
const sanitize = (text: string) => createSanitizer({ key: new Uint8Array(32) }).text(text)
const cases = tokenRows.flatMap((row) => row.prefixes.map((prefix) => ({ ...row, prefix })))

describe('tokens known by their prefix', () => {
  it('are more than 150', () => {
    expect(cases.length).toBeGreaterThan(150)
  })

  it.each(cases)('removes $prefix… ($name, $source)', ({ prefix, body, length }) => {
    const token = bodies[body](length)
    const out = sanitize(`call with ${prefix}${token} failed`)

    expect(out).not.toContain(token.slice(-12))
    expect(out).toMatch(/^call with .+ failed$/)
  })

  it.each(tokenRows.flatMap((row) => row.no))('leaves %s alone', (text) => {
    expect(sanitize(`using ${text} here`)).toBe(`using ${text} here`)
  })
})
