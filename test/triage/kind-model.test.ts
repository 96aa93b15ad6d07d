import { statSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readDesk } from '../../src/desk.ts'
import { shipped } from '../../src/paths.ts'
import { createTriage } from '../../src/triage/index.ts'
import { type KindRow, learnKinds, readKindModel } from '../../src/triage/kind-model.ts'
import { partsOf } from '../../src/triage/text.ts'
import { trainKinds } from '../../src/triage/train/kind.ts'
import { cpuMs } from '../cpu-time.ts'

it('is small and quick to load', () => {
  expect(cpuMs(readKindModel)).toBeLessThan(500)
  expect(statSync(shipped('data/models/kind.bin')).size).toBeLessThan(5 * 1024 * 1024)
})

it.each([
  [
    'bug',
    'Editor crashes when pasting a table',
    '### Steps\n1. Copy a table\n2. Paste\n\n### Actual\nTypeError: undefined is not a function',
  ],
  [
    'feature',
    'Add support for dark mode',
    'It would be great if the dashboard had a dark theme. I would like an option in the settings.',
  ],
  [
    'question',
    'How to configure the proxy?',
    'I am trying to run this behind nginx. What is the recommended setting? Is there documentation?',
  ],
])('tells a %s from the others in an issue', (kind, title, text) => {
  const model = readKindModel()
  const chances = model.read(partsOf(title, text))

  expect(model.kinds[chances.indexOf(Math.max(...chances))]).toBe(kind)
  expect(chances.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1)
})

const lesson: KindRow[] = Array.from({ length: 60 }, (_, at) => ({
  title: ['wibble', 'wobble', 'wubble'][at % 3]!,
  text: `number ${at} of the lesson`,
  kind: (['bug', 'feature', 'question'] as const)[at % 3]!,
  product: 'acme/app',
}))

it('learns how one product words its kinds', () => {
  const model = learnKinds(lesson)
  const best = (title: string) => {
    const chances = model.read(partsOf(title, 'another one'), 'acme/app')
    return model.kinds[chances.indexOf(Math.max(...chances))]
  }

  expect(['wibble', 'wobble', 'wubble'].map(best)).toEqual(['bug', 'feature', 'question'])
})

it('takes the place of the model that ships when it is taught', () => {
  const triage = createTriage(readDesk('sting-ce'), { kinds: lesson })

  expect(triage.read({ title: 'wobble', text: 'another one', product: 'acme/app' }).kind).toBe('feature')
})

it('reads a product that it was not taught as if nothing had been taught', () => {
  const request = { title: 'wobble', text: 'another one', product: 'other/app' }
  const scoresOf = (kinds?: KindRow[]) =>
    createTriage(readDesk('sting-ce'), kinds && { kinds }).read(request).scores.kind

  expect(scoresOf(lesson)).toEqual(scoresOf())
  expect(scoresOf(lesson.map(({ product, ...row }) => row))).not.toEqual(scoresOf())
})

it('takes a request for the one product that it was taught', () => {
  const triage = createTriage(readDesk('sting-ce'), { kinds: lesson })
  const request = { title: 'wobble', text: 'another one' }

  expect(triage.read(request).scores).toEqual(triage.read({ ...request, product: 'acme/app' }).scores)
})

it('trains to the same bytes from the same rows', () => {
  const rows = lesson.map(({ title, text, kind }) => ({ title, text, kind }))

  expect(Buffer.from(trainKinds(rows).bytes).equals(Buffer.from(trainKinds(rows).bytes))).toBe(true)
})
