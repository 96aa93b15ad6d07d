import { describe, expect, it } from 'vitest'
import { cut, titleOf } from '../../src/core/title.ts'
import { clean } from './a-ticket.ts'

const titled = (request: string) => titleOf(clean(request))

describe('a title', () => {
  it('is the first sentence, when it says something', () => {
    expect(titled('I cannot log in after the update. It says AAL2. Please help!')).toBe(
      'I cannot log in after the update.',
    )
    expect(titled('Hi! I cannot log in')).toBe('Hi! I cannot log in')
  })

  it('is one line, with single spaces', () => {
    expect(titled('  the   database\tis slow\nsince this morning')).toBe('the database is slow')
  })

  it('comes from the first line with words in it, not from a fence or a rule', () => {
    expect(titled('```\nkratos: no such identity\n```')).toBe('kratos: no such identity')
    expect(titled('---\n\n登录失败')).toBe('登录失败')
  })

  it('is cut at a word, and says so', () => {
    const title = titled('the upload of documents to the knowledge service '.repeat(5))
    expect(Array.from(title).length).toBeLessThanOrEqual(90)
    expect(title).toMatch(/\w…$/)
  })

  it('is empty when there is nothing to read', () => {
    expect(titled('')).toBe('')
  })
})

describe('cutting', () => {
  it('leaves what fits as it is', () => {
    expect(cut('exactly', 7)).toBe('exactly')
  })

  it('never cuts a character in two', () => {
    expect(cut('🐝🐝🐝🐝', 5)).toBe('🐝🐝…')
    expect(cut('🐝🐝🐝🐝', 4)).toBe('🐝…')
  })

  it('cuts a word that has no end', () => {
    expect(cut('x'.repeat(1000), 10)).toBe(`${'x'.repeat(9)}…`)
  })

  it.each([1, 2, 10, 89])('gives at most %i characters', (most) => {
    for (const text of [
      'a b c d e f g h i j k l m n o p q r s t u v w x y z'.repeat(4),
      '🐝 '.repeat(200),
      'x'.repeat(500),
    ]) {
      expect(cut(text, most).length).toBeLessThanOrEqual(most)
    }
  })
})
