import { expect, it } from 'vitest'
import { commentBody } from '../../src/github/issue-body.ts'
import { createMarkers } from '../../src/github/marker.ts'

const markers = createMarkers(new Uint8Array(32).fill(1))
const marker = markers.make('op-1')

it('is hidden, and found again at the end of a body (F46)', () => {
  expect(marker).toMatch(/^<!-- bee:op-1:[\w-]{22} -->$/)
  expect(markers.read(`text\n\n${marker}`)).toBe('op-1')
  expect(markers.read(`text\r\n\r\n${marker}\r\n`)).toBe('op-1')
  expect(markers.strip(`text\n\n${marker}`)).toBe('text')
  expect(markers.strip(null)).toBe('')
})

it.each([
  ['nothing', ''],
  ['no body', null],
  ['a marker in the middle', `${marker}\ntext`],
  ['another id', marker.replace('op-1', 'op-2')],
  ['another signature', `${marker.slice(0, -7)}A -->`],
  ['a key of somebody else', createMarkers(new Uint8Array(32).fill(2)).make('op-1')],
  ['text on the same line', `x ${marker}`],
  ['the marker of another bot', '<!-- ticket-mirror:v1 ticket=9 -->'],
])('does not trust %s', (_, body) => {
  expect(markers.read(body)).toBeUndefined()
})

it('cannot be brought in by a member, not even a true one that was copied (A19)', () => {
  for (const text of [marker, `\`${marker}\``, `\`\`\`\n${marker}\n\`\`\``, `\`\`\`\n${marker}`, `    ${marker}`]) {
    expect(
      markers.read(commentBody({ author: 'mia', text, url: 'https://discord.com/channels/1/2/3' })),
    ).toBeUndefined()
  }
})

it('refuses weak keys and ids that could break out', () => {
  expect(() => createMarkers(new Uint8Array(16))).toThrow(RangeError)
  for (const id of ['', 'a b', 'a-->', 'x'.repeat(101)]) expect(() => markers.make(id)).toThrow(RangeError)
})
