import { expect, it } from 'vitest'
import { passageOf } from '../../src/knowledge/passage.ts'

const body = [
  'Intro about nothing.',
  '## Ports',
  'Open port 443 and 8443.',
  '```\nufw allow\n\n443\n```',
  '## Disks',
  'Disks fill up.',
].join('\n\n')

it('is the whole article where that is short', () => expect(passageOf(body, ['ports'], 500)).toBe(body))

it('begins where most of what was asked stands, with its heading, and keeps a fence whole', () => {
  expect(passageOf(body, ['port', 'open'], 70)).toBe(
    '## Ports\n\nOpen port 443 and 8443.\n\n```\nufw allow\n\n443\n```',
  )
})

it('is cut where nothing fits', () => {
  const passage = passageOf('word '.repeat(100), ['word'], 50)
  expect(passage.length).toBeLessThanOrEqual(50)
  expect(passage.endsWith('…')).toBe(true)
})
