import { describe, expect, it } from 'vitest'
import { createSanitizer } from '../../src/sanitize/index.ts'
import { harmlessLines, speakingLines } from './harmless.ts'
import { makers } from './makers.ts'

it('does not take what stands below a word for its second half', () => {
  const text = `              key: database-url\n${makers(3).hex(64)}  app.tar.gz`

  expect(createSanitizer({ key: new Uint8Array(32) }).text(text)).toBe(text)
})

describe.each([1, 2])('harmless lines of seed %i', (seed) => {
  it.each(harmlessLines(makers(seed)))('leaves alone: %s', (line) => {
    expect(createSanitizer({ key: new Uint8Array(32) }).text(line)).toBe(line)
  })
})

it('leaves alone what programs say of a secret, one line behind the other', () => {
  const text = speakingLines.join('\n')

  expect(createSanitizer({ key: new Uint8Array(32) }).text(text)).toBe(text)
})
