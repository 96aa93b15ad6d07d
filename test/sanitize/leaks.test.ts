import { describe, expect, it } from 'vitest'
import { createSanitizer } from '../../src/sanitize/index.ts'
import { hashLeaks, pemLeaks } from './blocks.ts'
import { keyedLeaks, otherLeaks } from './leaks.ts'
import { makers } from './makers.ts'

const sanitizer = () => createSanitizer({ key: new Uint8Array(32).fill(7) })

describe.each([1, 2, 3])('values of seed %i', (seed) => {
  it.each([
    ...keyedLeaks(makers(seed)),
    ...otherLeaks(makers(seed)),
    ...pemLeaks(makers(seed)),
    ...hashLeaks(makers(seed)),
  ])('does not let the value through: $name', ({ text, secrets }) => {
    const out = sanitizer().text(text)

    for (const secret of secrets) expect(out).not.toContain(secret)
  })
})
