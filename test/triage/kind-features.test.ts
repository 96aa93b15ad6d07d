import { expect, it } from 'vitest'
import { kindCounts, plainOf } from '../../src/triage/kind-features.ts'
import { beginning, mixText, placeOf, Tally } from '../../src/triage/learn/tally.ts'
import { skeletonOf } from '../../src/triage/skeleton.ts'
import { partsOf, tokensOf } from '../../src/triage/text.ts'
import { wishCounts } from '../../src/triage/wish.ts'

const size = 2 ** 20

it('counts a feature by its number, and begins anew once it was taken', () => {
  const tally = new Tally(size)
  for (const name of ['once', 'twice', 'twice']) tally.add(beginning(name))
  const { places, counts } = tally.take()

  expect([...places]).toEqual([placeOf(beginning('once'), size), placeOf(beginning('twice'), size)])
  expect(counts[1]! / counts[0]!).toBeCloseTo(1 + Math.log(2))
  expect(tally.take().places).toHaveLength(0)
})

it('mixes a name the same in one go and in pieces, and has it at its last bits in a smaller table', () => {
  const whole = beginning('t:login')

  expect(mixText(beginning('t:'), 'login')).toBe(whole)
  expect(placeOf(whole, 2 ** 18)).toBe(placeOf(whole, size) & (2 ** 18 - 1))
})

it('leaves of a title what any product would say', () => {
  expect(skeletonOf(tokensOf('How to change the colour of pinned tabs'))).toEqual(
    '^ how to change the * of * $'.split(' '),
  )
})

const wishAt = (title: string) => {
  const groups = kindCounts(partsOf(title, ''), new Tally(size))
  const { places, counts } = wishCounts(groups, size)
  const steps = [0, 1, 2, 3, 4].map((step) => placeOf(beginning(`w:${step}`), size))
  return places.reduce((sum, place, at) => sum + steps.indexOf(place) * counts[at]!, 0)
}

it('hears a wish apart from a question, whatever the product', () => {
  expect(wishAt('Feature request: add an option to pin flamingos')).toBeGreaterThan(
    wishAt('How do I use flamingos? A question about pinning') + 1,
  )
})

it('reads a text without its marks as one that never had any', () => {
  const plain = (title: string) => plainOf(kindCounts(partsOf(title, ''), new Tally(size)))

  expect(plain('Add an option, please!')).toEqual(plain('add an option please'))
})
