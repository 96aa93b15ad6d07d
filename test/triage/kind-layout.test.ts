import { expect, it } from 'vitest'
import { layoutCounts, versionCounts } from '../../src/triage/kind-layout.ts'
import { hashedVector } from '../../src/triage/learn/hashed.ts'
import { beginning, mixText, placeOf, Tally } from '../../src/triage/learn/tally.ts'

const size = 2 ** 20
const layoutOf = (raw: string) => [...layoutCounts(raw, new Tally(size)).places]
const versionsOf = (title: string, raw = '') => [...versionCounts(title, raw, new Tally(size)).places]
const version = (name: string) => placeOf(mixText(beginning('v:'), name), size)

it('lays two requests out alike that say different things', () => {
  const form = (what: string) => `### Steps\n1. ${what}\n2. ${what} again\n\n\`\`\`\n${what}()\n\`\`\`\n- [x] searched`

  expect(layoutOf(form('open'))).toEqual(layoutOf(form('shut')))
  expect(layoutOf(form('open'))).not.toEqual(layoutOf(form('open').replace('[x]', '[ ]')))
})

it('lays out any text', () => {
  for (const text of ['', '\n\n\n', '#', '- ', ':', '*'.repeat(9000)]) expect(layoutOf(text).length).toBeGreaterThan(0)
})

it.each([
  { text: 'OpenCV 4.5.2', found: ['4', '4.5'] },
  { text: 'v2.11 on macOS 13.4', found: ['2', '2.11', '13', '13.4'] },
  { text: 'It fails. 3 times.', found: [] },
  { text: 'see index.html and 5.', found: [] },
])('finds the versions of "$text"', ({ text, found }) => {
  expect(versionsOf(text)).toEqual(found.map(version))
  expect(versionsOf('', text)).toEqual(found.map(version))
})

it('weighs a measure as it is, of either sign, and a word by how telling it is', () => {
  const places = Int32Array.of(1, 2)
  const counts = Float32Array.of(3, -4)
  const { weights } = hashedVector([{ places, counts, isMeasured: true }], Float32Array.of(0, 0, 0), [2])

  expect([...weights].map((weight) => Math.round(weight * 1000))).toEqual([1200, -1600])
  expect(hashedVector([{ places, counts }], Float32Array.of(0, 0, 0), [2]).weights).toHaveLength(0)
})
