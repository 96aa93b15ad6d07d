import { describe, expect, it } from 'vitest'
import { createSanitizer } from '../../src/sanitize/index.ts'
import { directives } from '../../src/sanitize/rules/directives.ts'
import { makers } from './makers.ts'

const m = makers(91)
const sanitize = (text: string) => createSanitizer({ key: new Uint8Array(32) }).text(text)

describe('secrets by their place in the syntax of a program', () => {
  it.each(directives.flatMap(({ yes }) => yes))('removes the secret of %s', (template) => {
    for (const secret of [`${m.Word(3)}47`, m.an(12), `${m.word(2)}-${m.word(3)}`]) {
      expect(sanitize(template.replaceAll('{p}', secret))).not.toContain(secret)
    }
  })

  it.each(directives.flatMap(({ no }) => no))('keeps the words of %s', (text) => {
    const words = (some: string) => some.split(/\s+/).length
    expect(words(sanitize(text))).toBe(words(text))
    expect(sanitize(text)).not.toMatch(/redacted/)
  })
})
