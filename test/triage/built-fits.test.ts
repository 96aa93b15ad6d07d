import { expect, it } from 'vitest'
import { readDesk } from '../../src/desk.ts'
import { builtFit } from '../../src/triage/built-fits.ts'
import { learnCategories } from '../../src/triage/category.ts'
import { categoryWords, lessonOf } from '../../src/triage/lesson.ts'

const desk = readDesk('sting-ce')

it('has built for a desk that ships just what learning its examples finds', () => {
  const { examples, categories } = lessonOf(desk, categoryWords(desk))
  const { fit, model } = learnCategories(examples, categories)

  expect(builtFit(examples, categories)).toEqual({
    fit,
    model: { classes: categories.length, weights: model.weights, bias: model.bias },
  })
})

it('has nothing for other examples: a correction makes another lesson', () => {
  const { examples, categories } = lessonOf(desk, categoryWords(desk), [
    { text: 'the login page is blank', category: 'network' },
  ])
  expect(builtFit(examples, categories)).toBeUndefined()
})
