import { describe, expect, it } from 'vitest'
import { isNoWorse, isRetrainDue } from '../../src/core/retrain-due.ts'

const keys = (count: number) => Array.from({ length: count }, (_, at) => `${at}@1`)

describe('learning anew', () => {
  it.each([
    { what: 'nine new corrections wait', kept: keys(9), tried: [], is: false },
    { what: 'the tenth does not', kept: keys(10), tried: [], is: true },
    { what: 'nothing has changed', kept: keys(10), tried: keys(10), is: false },
    { what: 'something learned was taken back', kept: keys(9), tried: keys(10), is: true },
    { what: 'something learned was said otherwise', kept: [...keys(9), '9@2'], tried: keys(10), is: true },
    { what: 'the oldest made room', kept: keys(301).slice(1), tried: keys(300), is: false },
  ])('$what', ({ kept, tried, is }) => {
    expect(isRetrainDue(kept, tried, kept.length >= 300)).toBe(is)
  })

  it('comes into use only when it reads no worse', () => {
    const same = { before: 0.5, after: 0.5 }
    expect(isNoWorse(same, same)).toBe(true)
    expect(isNoWorse({ before: 0.5, after: 0.51 }, same)).toBe(false)
    expect(isNoWorse({ before: 0.5, after: 0.4 }, { before: 0.5, after: 0.6 })).toBe(false)
    expect(isNoWorse({ before: 0.5, after: Number.NaN }, same)).toBe(false)
  })
})
